import type { Instant } from "../time.ts";
import { localDate, offsetSpans, startOfDay } from "./zone.ts";

/** Lengths of a step in a series, the shortest first. */
const GRAINS = ["minute", "quarter-hour", "hour", "day", "week", "month"] as const;
export type Grain = (typeof GRAINS)[number];

/** Steps that a series has at most: more than that no screen shows. */
const MOST_STEPS = 2000;

/** Steps that a series has at most where its grain is chosen for it. */
const CHOSEN_STEPS = 200;

const MINUTE_MS = 60_000;

const LENGTH_MS: Readonly<Record<Grain, number>> = {
	minute: MINUTE_MS,
	"quarter-hour": 15 * MINUTE_MS,
	hour: 60 * MINUTE_MS,
	day: 24 * 60 * MINUTE_MS,
	week: 7 * 24 * 60 * MINUTE_MS,
	month: 30 * 24 * 60 * MINUTE_MS,
};

/** The grain that is wanted, or the shortest one whose steps are not too many. */
export function chooseGrain(from: Instant, to: Instant, wanted: Grain | undefined): Grain {
	const most = wanted === undefined ? CHOSEN_STEPS : MOST_STEPS;
	const first = wanted === undefined ? 0 : GRAINS.indexOf(wanted);
	return GRAINS.slice(first).find((grain) => (to - from) / LENGTH_MS[grain] <= most) ?? "month";
}

/** When each step of a range begins, by the local clock; the first one at the range's beginning. Weeks begin on Monday. */
export function stepStarts(grain: Grain, zone: string, from: Instant, to: Instant): Instant[] {
	const starts =
		grain === "day" || grain === "week" || grain === "month"
			? dateStarts(grain, zone, from, to)
			: clockStarts(LENGTH_MS[grain], zone, from, to);
	return [from, ...starts.filter((start) => start > from && start < to)];
}

function dateStarts(grain: "day" | "week" | "month", zone: string, from: Instant, to: Instant): Instant[] {
	const starts: Instant[] = [];
	const day = localDate(from, zone);
	let date =
		grain === "month" ? day.with({ day: 1 }) : grain === "week" ? day.subtract({ days: day.dayOfWeek - 1 }) : day;
	const step = grain === "month" ? { months: 1 } : { days: grain === "week" ? 7 : 1 };
	for (let at = startOfDay(date, zone); at < to; at = startOfDay(date, zone)) {
		starts.push(at);
		date = date.add(step);
	}
	return starts;
}

/** Where the clocks are set by half an hour, the steps begin anew. */
function clockStarts(lengthMs: number, zone: string, from: Instant, to: Instant): Instant[] {
	const spans = offsetSpans(zone, from, to);
	return spans.flatMap(({ from: start, offsetMs }, index) => {
		const end = spans[index + 1]?.from ?? to;
		const starts = [start];
		const first = Math.floor((start + offsetMs) / lengthMs + 1) * lengthMs - offsetMs;
		for (let at = first; at < end; at += lengthMs) starts.push(at);
		return starts;
	});
}
