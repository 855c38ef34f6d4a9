import type { Totals } from "../model/reports/answers.ts";
import { type Range, subtractRanges } from "../model/reports/range.ts";
import type { Selection } from "../model/reports/request.ts";
import type { OwnerSettings } from "../model/reports/settings.ts";
import { localDate } from "../model/reports/zone.ts";
import type { SessionSums } from "./session-sums.ts";
import { overlapMs, SpanList } from "./spans.ts";

/**
 * Share of the opening hours in which somebody used it, of all chosen consumers that were there; what is to come does not
 * count.
 */
export function reportUse(
	sums: readonly SessionSums[],
	presence: ReadonlyMap<number, Range>,
	open: readonly Range[],
): Totals["use"] {
	let [usedMs, openMs] = [0, 0];
	for (const [consumer, there] of presence) {
		const hours = intersect(open, [there]);
		openMs += hours.reduce((sum, { from, to }) => sum + to - from, 0);
		usedMs += overlapMs(
			sums.map(({ used }) => used.get(consumer) ?? NO_SPANS),
			hours,
		);
	}
	return {
		share: openMs === 0 ? null : usedMs / openMs,
		used_seconds: Math.floor(usedMs / 1000),
		open_seconds: Math.floor(openMs / 1000),
	};
}

const NO_SPANS = new SpanList();

/** When it is open within a selection, in order. */
export function openRanges(selection: Selection, owner: OwnerSettings, now: number): Range[] {
	const past = { from: selection.from, to: Math.min(selection.to, now) };
	const counted = past.from < past.to ? subtractRanges(past, selection.excluded) : [];
	return owner.opening_hours.length === 0 ? counted : intersect(openingHours(past, owner), counted);
}

/** The opening hours of each day that a range touches. */
export function openingHours({ from, to }: Range, { zone, opening_hours: week }: OwnerSettings): Range[] {
	const ranges: Range[] = [];
	const end = localDate(to, zone);
	for (let date = localDate(from, zone); Temporal.PlainDate.compare(date, end) <= 0; date = date.add({ days: 1 })) {
		for (const hours of week[date.dayOfWeek - 1] ?? []) {
			const range = { from: clockTime(date, hours.from, zone), to: clockTime(date, hours.to, zone) };
			if (range.from < range.to) ranges.push(range);
		}
	}
	return union(ranges);
}

function clockTime(date: Temporal.PlainDate, clock: string, zone: string): number {
	const [hour = 0, minute = 0] = clock.split(":").map(Number);
	// 24:00 is the next day's beginning.
	const day = hour === 24 ? date.add({ days: 1 }) : date;
	const plainTime = Temporal.PlainTime.from({ hour: hour % 24, minute });
	return day.toZonedDateTime({ timeZone: zone, plainTime }).epochMilliseconds;
}

/** Ranges as few as possible, in order. */
export function union(ranges: readonly Range[]): Range[] {
	const joined: { from: number; to: number }[] = [];
	for (const { from, to } of ranges.toSorted((one, other) => one.from - other.from)) {
		const last = joined.at(-1);
		if (last !== undefined && from <= last.to) last.to = Math.max(last.to, to);
		else joined.push({ from, to });
	}
	return joined;
}

/** What two lists of ranges have in common, each in order and without overlaps. */
export function intersect(ones: readonly Range[], others: readonly Range[]): Range[] {
	const common: Range[] = [];
	let at = 0;
	for (const one of ones) {
		while (at > 0 && (others[at]?.from ?? Number.POSITIVE_INFINITY) >= one.from) at--;
		while (at < others.length && (others[at]?.to ?? 0) <= one.from) at++;
		for (let next = at; next < others.length; next++) {
			const other = others[next];
			if (other === undefined || other.from >= one.to) break;
			common.push({ from: Math.max(one.from, other.from), to: Math.min(one.to, other.to) });
		}
	}
	return common;
}
