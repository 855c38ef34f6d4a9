import { AppError } from "../errors.ts";
import type { PageRequest } from "./page-request.ts";
import type { PrinterAnswer, PrinterOrder } from "./protocol.ts";

/** Makes pages, one at a time, each in a thread of its own. */
export interface Printer extends AsyncDisposable {
	/**
	 * Makes a page as HTML.
	 * @param givenUp where it aborts, the thread is ended, and the next page may be made
	 * @throws {AppError} `busy` where another one is being made, `reports_not_ready`, `shutting_down`
	 */
	print(request: PageRequest, givenUp: AbortSignal): Promise<string>;
}

/** Seconds after which another page is worth a try. */
const RETRY_SECONDS = 3;

/**
 * Makes a printer for a database that exists. A thread starts with a page and ends with it.
 * @param workerPath `worker.ts`, as this program finds it
 */
export function openPrinter(databasePath: string, workerPath: string | URL): Printer {
	/** Ends what is under way; `undefined` where nothing is. */
	let leave: ((reason: AppError) => Promise<void>) | undefined;
	let closed = false;

	return {
		async print(request, givenUp) {
			if (closed) throw new AppError("shutting_down", { retryAfterSeconds: 5 });
			if (leave !== undefined || givenUp.aborted) throw new AppError("busy", { retryAfterSeconds: RETRY_SECONDS });
			const answer = Promise.withResolvers<PrinterAnswer>();
			const ended = Promise.withResolvers<void>();
			leave = (reason) => {
				answer.reject(reason);
				return ended.promise;
			};
			const giveUp = () => answer.reject(new AppError("busy"));
			givenUp.addEventListener("abort", giveUp, { once: true });
			const worker = start(answer, ended.resolve);
			try {
				const order: PrinterOrder = { databasePath, request };
				worker.postMessage(order);
				return pageOf(await answer.promise);
			} finally {
				givenUp.removeEventListener("abort", giveUp);
				worker.terminate();
				// Until then its memory is taken, and it may still compute.
				await ended.promise;
				leave = undefined;
			}
		},
		async [Symbol.asyncDispose]() {
			closed = true;
			await leave?.(new AppError("shutting_down", { retryAfterSeconds: 5 }));
		},
	};

	function start(answer: PromiseWithResolvers<PrinterAnswer>, onEnd: () => void): Worker {
		const worker = new Worker(workerPath);
		worker.onmessage = ({ data }: MessageEvent<PrinterAnswer>) => answer.resolve(data);
		worker.onerror = ({ message }) => answer.reject(new Error(`The printing thread failed: ${message}`));
		worker.addEventListener("close", () => {
			answer.reject(new Error("The printing thread ended by itself."));
			onEnd();
		});
		return worker;
	}
}

/** @throws what the thread could not do */
function pageOf(answer: PrinterAnswer): string {
	if (answer.type === "page") return answer.html;
	const { code, message: sentence, retryAfterSeconds } = answer;
	if (code === undefined) throw new Error(`Printing failed: ${sentence}`);
	throw new AppError(code, { sentence, ...(retryAfterSeconds === undefined ? {} : { retryAfterSeconds }) });
}
