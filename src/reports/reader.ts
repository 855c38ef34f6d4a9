import { AppError } from "../errors.ts";
import type { PackUpdate } from "../model/reports/pack-update.ts";
import type { Place } from "../model/reports/place.ts";
import type { ReportContext, ReportRequest } from "../model/reports/request.ts";
import type { KioskQuestion } from "./kiosks.ts";
import { type Asker, Lane } from "./lane.ts";
import type { ListRequest } from "./list-request.ts";
import type { LiveLook, LiveQuestion } from "./live.ts";
import type { LiveTouches } from "./live-touches.ts";
import { isLong } from "./long-report.ts";
import type { PackRule } from "./packs/pack-step.ts";
import type { WorkerAnswer, WorkerRequest, WorkerResult } from "./protocol.ts";
import type { SessionQuestion } from "./session.ts";

/** Reads over many rows. */
export interface Reader extends AsyncDisposable {
	/**
	 * Gives a list as JSON text: the whole answer where it is short, else a stream that is read as fast as it is taken.
	 * @throws {AppError} `busy` where too many lists are being read
	 */
	list(request: ListRequest): Promise<string | ReadableStream<Uint8Array>>;
	/**
	 * Makes a report of each selection of a request, as JSON text.
	 * @param givenUp where it aborts before the report's turn, the report is not made; and a long one is left
	 * @throws {AppError} `busy` where too many wait, `reports_not_ready`
	 */
	report(request: ReportRequest, asker: Asker): Promise<readonly string[]>;
	/** The state of all consumers, or of some, as JSON text. Throws as {@link report}. */
	kiosks(question: KioskQuestion, context: ReportContext, asker: Asker): Promise<string>;
	/** Whether a screen was ever touched by a visitor of some consumers. Throws as {@link report}. */
	isTouched(place: Place, consumers: readonly number[], asker: Asker): Promise<boolean>;
	/** One session whole, as JSON text; `null` where there is none that may be seen. Throws `busy` as {@link report}. */
	session(question: SessionQuestion, asker: Asker): Promise<string>;
	/** What has happened since the last look. */
	live(question: LiveQuestion): Promise<LiveLook>;
	/** What was stored behind an event, so many events at most. */
	touches(after: number): Promise<LiveTouches>;
	/** What the writer is to keep next for the reports; `undefined` where nothing is due. */
	nextPackUpdate(rule: PackRule): Promise<PackUpdate | undefined>;
	/** What {@link nextPackUpdate} gave was not kept. */
	forgetPacks(): void;
}

/** Lists that are read at once at most: each holds a statement, and keeps the write-ahead log from shrinking. */
const OPEN_LISTS = 32;

/** Reports that wait for their turn at most. */
const WAITING_REPORTS = 100;

/** The same of those that look at every event, and let the others by. */
const WAITING_LONG_REPORTS = 10;

/** A client that takes nothing for this long is let go. */
const PATIENCE_MS = 30_000;

/**
 * Starts reading on a database that exists. The thread starts with the first list, so that a server that is only
 * written to does without.
 * @param databasePath the file
 * @param workerPath `worker.ts`, as this program finds it
 * @param mustMakeWay whether so much is being written that reports should rest between two
 */
export function openReader(
	databasePath: string,
	workerPath: string | URL,
	mustMakeWay: () => boolean = () => false,
): Reader {
	const waiting = new Map<number, PromiseWithResolvers<WorkerAnswer>>();
	const open = new Set<number>();
	let worker: Worker | undefined;
	let closed = false;
	let lastId = 0;
	const quickLane = new Lane(WAITING_REPORTS, mustMakeWay);
	const longLane = new Lane(WAITING_LONG_REPORTS, mustMakeWay);

	return {
		async list(request) {
			if (open.size >= OPEN_LISTS) throw new AppError("busy", { retryAfterSeconds: 1 });
			const id = ++lastId;
			open.add(id);
			let streaming = false;
			try {
				const first = await ask({ type: "list", id, request }, "list");
				streaming = !first.done;
				return first.done ? first.text : stream(id, first.text);
			} finally {
				if (!streaming) open.delete(id);
			}
		},
		async report(request, asker) {
			const lane = isLong(request) ? longLane : quickLane;
			return (await lane.run(() => askUntil(++lastId, request, asker.givenUp), asker)).reports;
		},
		async kiosks(question, context, asker) {
			const look = () => ask({ type: "kiosks", id: ++lastId, context, question }, "report");
			return (await quickLane.run(look, asker)).reports[0] ?? "null";
		},
		async isTouched(place, consumers, asker) {
			const look = () => ask({ type: "touched", id: ++lastId, place, consumers }, "touched");
			return (await quickLane.run(look, asker)).touched;
		},
		async session(question, asker) {
			const look = () => ask({ type: "session", id: ++lastId, question }, "report");
			return (await quickLane.run(look, asker)).reports[0] ?? "null";
		},
		live: (question) => ask({ type: "live", id: ++lastId, question }, "live"),
		touches: (after) => ask({ type: "touches", id: ++lastId, after }, "touches"),
		async nextPackUpdate(rule) {
			return (await ask({ type: "pack", id: ++lastId, rule }, "pack")).update;
		},
		forgetPacks() {
			if (worker !== undefined) send(worker, { type: "forget" });
		},
		async [Symbol.asyncDispose]() {
			closed = true;
			for (const { reject } of waiting.values()) reject(new AppError("shutting_down", { retryAfterSeconds: 5 }));
			waiting.clear();
			await worker?.terminate();
		},
	};

	/** A long report is left where it is when nobody waits for it any more. */
	async function askUntil(id: number, request: ReportRequest, givenUp: AbortSignal) {
		const leave = () => {
			waiting.get(id)?.reject(new AppError("busy"));
			waiting.delete(id);
			if (worker !== undefined) send(worker, { type: "cancel", id });
		};
		givenUp.addEventListener("abort", leave, { once: true });
		try {
			return await ask({ type: "report", id, request }, "report");
		} finally {
			givenUp.removeEventListener("abort", leave);
		}
	}

	async function ask<T extends WorkerResult["type"]>(
		message: Extract<WorkerRequest, { id: number }>,
		type: T,
	): Promise<Extract<WorkerResult, { type: T }>> {
		if (closed) throw new AppError("shutting_down", { retryAfterSeconds: 5 });
		const answer = Promise.withResolvers<WorkerAnswer>();
		waiting.set(message.id, answer);
		start().postMessage(message);
		const settled = await answer.promise;
		if (isOf(settled, type)) return settled;
		if (settled.type !== "failure") throw new Error(`The reading thread gave a ${settled.type} for a ${type}.`);
		const { code, message: sentence, retryAfterSeconds } = settled;
		if (code === undefined) throw new Error(`Reading failed: ${sentence}`);
		throw new AppError(code, { sentence, ...(retryAfterSeconds === undefined ? {} : { retryAfterSeconds }) });
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
						const { text, done } = await ask({ type: "next", id }, "list");
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

function isOf<T extends WorkerResult["type"]>(
	answer: WorkerAnswer,
	type: T,
): answer is { id: number } & Extract<WorkerResult, { type: T }> {
	return answer.type === type;
}

function send(worker: Worker, message: WorkerRequest): void {
	worker.postMessage(message);
}
