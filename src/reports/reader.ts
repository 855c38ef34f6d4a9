import { AppError } from "../errors.ts";
import type { ListRequest } from "./list-request.ts";
import type { WorkerAnswer, WorkerRequest } from "./protocol.ts";

/** Reads over many rows. */
export interface Reader extends AsyncDisposable {
	/**
	 * Gives a list as JSON text: the whole answer where it is short, else a stream that is read as fast as it is taken.
	 * @throws {AppError} `busy` where too many lists are being read
	 */
	list(request: ListRequest): Promise<string | ReadableStream<Uint8Array>>;
}

/** Lists that are read at once at most: each holds a statement, and keeps the write-ahead log from shrinking. */
const OPEN_LISTS = 32;

/** A client that takes nothing for this long is let go. */
const PATIENCE_MS = 30_000;

/**
 * Starts reading on a database that exists. The thread starts with the first list, so that a server that is only
 * written to does without.
 * @param databasePath the file
 * @param workerPath `worker.ts`, as this program finds it
 */
export function openReader(databasePath: string, workerPath: string | URL): Reader {
	const waiting = new Map<number, PromiseWithResolvers<WorkerAnswer>>();
	const open = new Set<number>();
	let worker: Worker | undefined;
	let closed = false;
	let lastId = 0;

	return {
		async list(request) {
			if (open.size >= OPEN_LISTS) throw new AppError("busy", { retryAfterSeconds: 1 });
			const id = ++lastId;
			open.add(id);
			let streaming = false;
			try {
				const first = await ask({ type: "list", id, request });
				streaming = !first.done;
				return first.done ? first.text : stream(id, first.text);
			} finally {
				if (!streaming) open.delete(id);
			}
		},
		async [Symbol.asyncDispose]() {
			closed = true;
			for (const { reject } of waiting.values()) reject(new AppError("shutting_down", { retryAfterSeconds: 5 }));
			waiting.clear();
			await worker?.terminate();
		},
	};

	async function ask(message: Extract<WorkerRequest, { id: number }>): Promise<{ text: string; done: boolean }> {
		if (closed) throw new AppError("shutting_down", { retryAfterSeconds: 5 });
		const answer = Promise.withResolvers<WorkerAnswer>();
		waiting.set(message.id, answer);
		start().postMessage(message);
		const settled = await answer.promise;
		if ("failure" in settled) throw new Error(`Reading failed: ${settled.failure}`);
		return settled;
	}

	function start(): Worker {
		if (worker !== undefined) return worker;
		const started = new Worker(workerPath);
		started.onmessage = ({ data }: MessageEvent<WorkerAnswer>) => {
			waiting.get(data.id)?.resolve(data);
			waiting.delete(data.id);
		};
		started.onerror = (event) => {
			// The next list starts a new one.
			worker = undefined;
			for (const { reject } of waiting.values()) reject(new Error(`The reading thread failed: ${event.message}`));
			waiting.clear();
		};
		started.unref();
		send(started, { type: "open", path: databasePath });
		worker = started;
		return started;
	}

	function stream(id: number, firstText: string): ReadableStream<Uint8Array> {
		const encoder = new TextEncoder();
		let patience: Timer | undefined;
		const end = () => {
			clearTimeout(patience);
			open.delete(id);
		};
		const giveUp = () => {
			if (!open.has(id)) return;
			end();
			if (worker !== undefined) send(worker, { type: "cancel", id });
		};
		return new ReadableStream<Uint8Array>(
			{
				start(controller) {
					controller.enqueue(encoder.encode(firstText));
				},
				async pull(controller) {
					clearTimeout(patience);
					try {
						const { text, done } = await ask({ type: "next", id });
						if (text !== "") controller.enqueue(encoder.encode(text));
						if (done) {
							end();
							controller.close();
							return;
						}
						patience = setTimeout(() => {
							giveUp();
							controller.error(new Error("The client took nothing for too long."));
						}, PATIENCE_MS);
					} catch (error) {
						giveUp();
						controller.error(error);
					}
				},
				cancel: giveUp,
			},
			{ highWaterMark: 1 },
		);
	}
}

function send(worker: Worker, message: WorkerRequest): void {
	worker.postMessage(message);
}
