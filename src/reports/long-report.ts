import type { ReportQuestion } from "../model/reports/request.ts";
import { needsAll } from "./session-page.ts";

/** A report that looks at every event: it stops wherever others may be let by, or it may be given up. */
export type LongReport<T> = Generator<undefined, T, undefined>;

/** Milliseconds that a long report goes on for before others are let by: less than anybody notices. */
const SLICE_MS = 8;

/**
 * Goes on with a long report for a while.
 * @returns its result; `undefined` where it is not done
 */
export function continueReport<T>(report: LongReport<T>): { readonly value: T } | undefined {
	const endMs = performance.now() + SLICE_MS;
	do {
		const { value, done } = report.next();
		if (done) return { value };
	} while (performance.now() < endMs);
	return undefined;
}

/** Whether a report looks at every event of its range. */
export function isLong(question: ReportQuestion): boolean {
	const { report } = question;
	return report === "paths" || report === "funnel" || (report === "sessions" && needsAll(question));
}
