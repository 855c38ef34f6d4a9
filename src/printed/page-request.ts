import type { ReportContext, Selection } from "../model/reports/request.ts";

/** What a page is to be about: plain data, so that a thread can be sent it. */
export interface PageRequest {
	/** The range; and the one that it is compared with, where there is one. */
	readonly selections: readonly [Selection, ...Selection[]];
	readonly context: ReportContext;
	/** A BCP 47 tag. */
	readonly language: string;
}
