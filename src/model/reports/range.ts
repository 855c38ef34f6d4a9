import { AppError } from "../../errors.ts";
import { readInstant } from "../instant-field.ts";
import { type Instant, withinCalendar } from "../time.ts";
import { localDate, startOfDay } from "./zone.ts";

/** From an instant on, up to another. */
export interface Range {
	/** Inclusive. */
	readonly from: Instant;
	/** Exclusive. */
	readonly to: Instant;
}

/** Days of a range that nobody asked for. */
const DEFAULT_DAYS = 30;

/** Milliseconds of a range at most, about 100 years: a longer one is a slip, and would be drawn step by step. */
const MOST_MS = 36_600 * 86_400_000;

const DATE = /^\d{4}-\d\d-\d\d$/;

/**
 * Reads a range as it is asked for: dates are whole days in the zone, other times are instants.
 * @throws {AppError} `invalid_parameter`
 */
export function readRange(from: string | undefined, to: string | undefined, zone: string, now: Instant): Range {
	const end = to === undefined ? startOfDay(localDate(now, zone).add({ days: 1 }), zone) : readBound(to, "to", zone);
	const start =
		from === undefined
			? startOfDay(localDate(end - 1, zone).subtract({ days: DEFAULT_DAYS - 1 }), zone)
			: readBound(from, "from", zone);
	if (start >= end)
		throw new AppError("invalid_parameter", { sentence: '"from" is not before "to"', parameter: "from" });
	if (end - start > MOST_MS)
		throw new AppError("invalid_parameter", { sentence: "That is more than 100 years", parameter: "from" });
	return { from: start, to: end };
}

/**
 * Reads the range to compare with.
 * @throws {AppError} `invalid_parameter`
 */
export function readCompared(compare: string, range: Range, zone: string, now: Instant): Range {
	if (compare === "before") return rangeBefore(range, zone, now);
	const [from, to, ...rest] = compare.split("/");
	if (from === undefined || to === undefined || rest.length > 0) {
		throw new AppError("invalid_parameter", {
			sentence: 'The "compare" parameter is neither "before" nor two dates with a slash',
			parameter: "compare",
		});
	}
	try {
		return readRange(from, to, zone, now);
	} catch (error) {
		if (!(error instanceof AppError)) throw error;
		throw new AppError("invalid_parameter", {
			sentence: `The "compare" parameter is no range: ${error.message}`,
			parameter: "compare",
		});
	}
}

/**
 * So many local days before it where it is whole days, for a day may have 23 hours; else the same time. A range that is not
 * over is compared with as much as there is of it: up to the same time of day.
 */
function rangeBefore({ from, to }: Range, zone: string, now: Instant): Range {
	const isUnderWay = from < now && now < to;
	const first = localDate(from, zone);
	const end = localDate(to, zone);
	if (startOfDay(first, zone) !== from || startOfDay(end, zone) !== to) {
		return { from: from - (to - from), to: isUnderWay ? now - (to - from) : from };
	}
	const { days } = first.until(end, { largestUnit: "days" });
	const before = startOfDay(first.subtract({ days }), zone);
	if (!isUnderWay) return { from: before, to: from };
	const sameTime = Temporal.Instant.fromEpochMilliseconds(now).toZonedDateTimeISO(zone).subtract({ days });
	// Where the clocks were set in the first hours of the one, or of the other.
	return { from: before, to: Math.max(before + 1, Math.min(from, sameTime.epochMilliseconds)) };
}

function readBound(text: string, parameter: "from" | "to", zone: string): Instant {
	if (!DATE.test(text)) return readInstant(text, parameter);
	try {
		const date = Temporal.PlainDate.from(text);
		const bound = withinCalendar(startOfDay(parameter === "from" ? date : date.add({ days: 1 }), zone));
		if (bound !== undefined) return bound;
	} catch {
		// The 31st of February.
	}
	throw new AppError("invalid_parameter", { sentence: `The "${parameter}" parameter is no date`, parameter });
}

/** What is left of a range without others, in order. */
export function subtractRanges(range: Range, others: readonly Range[]): Range[] {
	let left: Range[] = [range];
	for (const other of others) {
		left = left.flatMap(({ from, to }) =>
			[
				{ from, to: Math.min(to, other.from) },
				{ from: Math.max(from, other.to), to },
			].filter((part) => part.from < part.to),
		);
	}
	return left;
}
