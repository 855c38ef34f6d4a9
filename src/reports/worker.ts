/**
 * The thread that reads: whatever costs more with more rows runs here, on a read-only connection, so that no
 * touch waits for it.
 */
import { Database } from "bun:sqlite";
import { listChunks } from "./list-pages.ts";
import type { WorkerAnswer, WorkerRequest } from "./protocol.ts";

declare const self: Worker;

/** A reader may wait for a lock: nothing waits for it but its own client. */
const LOCK_WAIT_MS = 5000;

const answers = new Map<number, Generator<string, string | undefined>>();
let path = "";
let connection: Database | undefined;

self.onmessage = ({ data }: MessageEvent<WorkerRequest>) => {
	if (data.type === "open") path = data.path;
	else if (data.type === "cancel") close(data.id);
	else self.postMessage(perform(data));
};

function perform(message: Extract<WorkerRequest, { type: "list" | "next" }>): WorkerAnswer {
	const { id } = message;
	try {
		if (message.type === "list") answers.set(id, listChunks(connect(), message.request));
		const answer = answers.get(id);
		// Its thread failed, and this is the one after it: what was sent is no whole list.
		if (answer === undefined) return { id, failure: "this list is not open" };
		const { value, done = false } = answer.next();
		if (done) close(id);
		return { id, text: value ?? "", done };
	} catch (error) {
		close(id);
		return { id, failure: error instanceof Error ? error.message : String(error) };
	}
}

/** Ends the generator, and with it its statement and read transaction. */
function close(id: number): void {
	answers.get(id)?.return(undefined);
	answers.delete(id);
}

function connect(): Database {
	if (connection === undefined) {
		connection = new Database(path, { readonly: true });
		connection.run(`PRAGMA busy_timeout = ${LOCK_WAIT_MS}`);
	}
	return connection;
}
