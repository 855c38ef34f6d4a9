/**
 * The thread that reads: whatever costs more with more rows runs here, on a read-only connection, so that no
 * touch waits for it.
 */
import { Database } from "bun:sqlite";
import { listChunks } from "./list-pages.ts";
import type { ListRequest } from "./list-request.ts";
import type { WorkerAnswer, WorkerRequest } from "./protocol.ts";

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

self.onmessage = ({ data }: MessageEvent<WorkerRequest>) => {
	if (data.type === "open") path = data.path;
	else if (data.type === "cancel") close(data.id);
	else self.postMessage(perform(data));
};

function perform(message: Extract<WorkerRequest, { type: "list" | "next" }>): WorkerAnswer {
	const { id } = message;
	try {
		if (message.type === "list") open(id, message.request);
		const list = lists.get(id);
		// Its thread failed, and this is the one after it: what was sent is no whole list.
		if (list === undefined) return { id, failure: "this list is not open" };
		const { value, done = false } = list.chunks.next();
		if (done) close(id);
		return { id, text: value, done };
	} catch (error) {
		close(id);
		return { id, failure: error instanceof Error ? error.message : String(error) };
	}
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
