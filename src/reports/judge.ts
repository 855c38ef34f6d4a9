import type { Including } from "../model/reports/query.ts";
import { type Range, subtractRanges } from "../model/reports/range.ts";
import type { Selection } from "../model/reports/request.ts";
import type { Instant } from "../model/time.ts";
import { FLAGS } from "./packs/session-facts.ts";

/** Sessions that are in the range, and do not count. */
export interface LeftOut {
	test: number;
	faulty: number;
	excluded: number;
}

/** Says of each session whether a selection counts it. */
export interface Judge {
	/** Whether a selection's times leave nothing out of a span. */
	holds(span: Range): boolean;
	/** Whether a session counts, by its start and its bits of {@link FLAGS}; else it is told to `leftOut` why. */
	takes(startedAt: Instant, flags: number, leftOut: LeftOut): boolean;
}

/** Makes the judge of a selection. */
export function createJudge(selection: Selection): Judge {
	const { from, to, excluded, test, faulty } = selection;
	const ranges = subtractRanges(selection, excluded);
	const counts = (bit: number, flags: number, including: Including) =>
		including === "include" || ((flags & bit) !== 0) === (including === "only");

	return {
		holds: (span) => ranges.some((range) => range.from <= span.from && range.to >= span.to),
		takes(startedAt, flags, leftOut) {
			if (startedAt < from || startedAt >= to) return false;
			if (!ranges.some((range) => range.from <= startedAt && range.to > startedAt)) {
				leftOut.excluded++;
				return false;
			}
			if (!counts(FLAGS.test, flags, test)) {
				if (test === "exclude") leftOut.test++;
				return false;
			}
			if (!counts(FLAGS.faulty, flags, faulty)) {
				if (faulty === "exclude") leftOut.faulty++;
				return false;
			}
			return true;
		},
	};
}
