import type { SelectionAnswer, Series } from "../model/reports/answers.ts";
import { isMidnight } from "./formats.ts";
import type { Look } from "./look.ts";
import { fill } from "./texts/texts.ts";

/**
 * Whether no kiosk was there yet when a range began: beside it, all would be new.
 * @param createdAt when each kiosk that counts was made, in milliseconds since 1970
 * @param from of the range that is to be compared with
 */
export function isTooEarly(createdAt: readonly number[], from: number): boolean {
	return createdAt.every((at) => at > from);
}

/** What figures are compared with, in words: of a range that is not over, it ends at the same time of day. */
export function describeCompared({ from, to, zone }: SelectionAnswer, { texts, formats }: Look): string {
	if (!isMidnight(from, zone) || isMidnight(to, zone)) return formats.formatRange(from, to, zone);
	return fill(texts.sameTime, formats.formatDays(from, to, zone));
}

/** Of two series, the one that is compared with, if its steps are as long: those of years may not be. */
export function stepByStep<T extends { readonly report: Series }>(report: Series, compared: T | null | undefined) {
	return compared?.report.grain === report.grain ? compared : undefined;
}
