/**
 * The thread that reads: whatever costs more with more rows runs here, on a read-only connection, so that no
 * touch waits for it.
 */
import { Database } from "bun:sqlite";
import { AppError } from "../errors.ts";
import { answerKiosks, answerReport } from "./answer-report.ts";
import { listChunks } from "./list-pages.ts";
import type { ListRequest } from "./list-request.ts";
import { readLive } from "./live.ts";
import { nextPackUpdate } from "./packs/pack-step.ts";
import type { WorkerAnswer, WorkerFailure, WorkerRequest, WorkerResult } from "./protocol.ts";
import { Snapshots } from "./snapshot.ts";

declare const self: Worker;

/** A reader may wait for a lock: nothing waits for it but its own client. */
const LOCK_WAIT_MS = 5000;

/** A list that is being read. It has its connection to itself: two on one would share the older one's view of the file. */
interface OpenList {
	readonly connection: Database;
	readonly chunks: Generator<string, string>;
}

const lists = new Map<number, OpenList>();
const idle: Database[] = [];
let path = "";
let snapshots: Snapshots | undefined;

self.onmessage = ({ data }: MessageEvent<WorkerRequest>) => {
	switch (data.type) {
		case "open":
			path = data.path;
			break;
		case "cancel":
			close(data.id);
			break;
		case "forget":
			snapshots?.forget();
			break;
		default: {
			const answer: WorkerAnswer = { id: data.id, ...answerOrFail(data) };
			self.postMessage(answer);
		}
	}
};

type Question = Exclude<WorkerRequest, { type: "open" | "cancel" | "forget" }>;

function answerOrFail(message: Question): WorkerResult | WorkerFailure {
	try {
		return answer(message);
	} catch (error) {
		close(message.id);
		if (!(error instanceof AppError)) {
			return { type: "failure", message: error instanceof Error ? error.message : String(error) };
		}
		const { code, details, message: sentence } = error;
		return { type: "failure", message: sentence, code, retryAfterSeconds: details.retryAfterSeconds };
	}
}

function answer(message: Question): WorkerResult {
	switch (message.type) {
		case "list":
			open(message.id, message.request);
			return next(message.id);
		case "next":
			return next(message.id);
		case "report":
			return { type: "report", reports: answerReport(look(), message.request).map((report) => JSON.stringify(report)) };
		case "kiosks":
			return { type: "report", reports: [JSON.stringify(answerKiosks(look(), message.context))] };
		case "live":
			return { type: "live", ...look().lookAtRows((database) => readLive(database, message.after, message.limit)) };
		case "pack":
			return { type: "pack", update: look().lookAtPacks((sources) => nextPackUpdate(sources, message.rule)) };
	}
}

function look(): Snapshots {
	snapshots ??= new Snapshots(connect());
	return snapshots;
}

function next(id: number): WorkerResult {
	const list = lists.get(id);
	// Its thread failed, and this is the one after it: what was sent is no whole list.
	if (list === undefined) throw new Error("this list is not open");
	const { value, done = false } = list.chunks.next();
	if (done) close(id);
	return { type: "list", text: value, done };
}

function open(id: number, request: ListRequest): void {
	const connection = idle.pop() ?? connect();
	lists.set(id, { connection, chunks: listChunks(connection, request) });
}

/** Ends the generator, and with it its statement and read transaction. */
function close(id: number): void {
	const list = lists.get(id);
	if (list === undefined) return;
	lists.delete(id);
	list.chunks.return("");
	idle.push(list.connection);
}

function connect(): Database {
	const connection = new Database(path, { readonly: true });
	connection.run(`PRAGMA busy_timeout = ${LOCK_WAIT_MS}`);
	return connection;
}
