/**
 * The thread that makes one page, and is ended then: what it read and drew goes with it. It is none of the reading thread's
 * reports, for it takes as long as all of them.
 */
import { Database } from "bun:sqlite";
import { AppError } from "../errors.ts";
import { stepBack } from "../reports/thread-priority.ts";
import { makePage } from "./make-page.ts";
import type { PrinterAnswer, PrinterOrder } from "./protocol.ts";

declare const self: Worker;

/** A reader may wait for a lock: nothing waits for it but its own client. */
const LOCK_WAIT_MS = 5000;

/** Whoever touches a screen comes first: without it, writing on two cores falls to a third of its rate while a page is made. */
const NICENESS = 10;

stepBack(NICENESS);

self.onmessage = ({ data }: MessageEvent<PrinterOrder>) => self.postMessage(print(data));

function print({ databasePath, request }: PrinterOrder): PrinterAnswer {
	try {
		using database = new Database(databasePath, { readonly: true });
		database.run(`PRAGMA busy_timeout = ${LOCK_WAIT_MS}`);
		return { type: "page", html: makePage(database, request) };
	} catch (error) {
		if (!(error instanceof AppError)) {
			return { type: "failure", message: error instanceof Error ? error.message : String(error) };
		}
		const { code, details, message } = error;
		return { type: "failure", message, code, retryAfterSeconds: details.retryAfterSeconds };
	}
}
