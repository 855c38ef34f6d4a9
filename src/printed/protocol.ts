import type { WorkerFailure } from "../reports/protocol.ts";
import type { PageRequest } from "./page-request.ts";

/** What the thread is told, once. */
export interface PrinterOrder {
	readonly databasePath: string;
	readonly request: PageRequest;
}

/** What it answers, once. */
export type PrinterAnswer = { readonly type: "page"; readonly html: string } | WorkerFailure;
