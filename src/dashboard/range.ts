import { createLocalClock } from "../figures/local-time.ts";
import { part } from "./address.ts";

/** Ranges that one click gives. */
export const PRESETS = ["today", "yesterday", "7d", "30d", "90d", "month", "last-month", "year"] as const;
export type Preset = (typeof PRESETS)[number];

const DAY_MS = 86_400_000;

/** As long as a year, in whole weeks. */
const YEAR_DAYS = 364;

/** Dates such as `2026-10-01`, both inclusive. */
export interface DateRange {
	readonly from: string;
	readonly to: string;
}

/** The preset that the address names; `undefined` where it names dates. What is no date is not heeded. */
export function chosenPreset(): Preset | undefined {
	const named = PRESETS.find((preset) => preset === part("range"));
	return named ?? (isDate(part("from")) ? undefined : "30d");
}

/** The range that the address names, in a time zone. */
export function chosenRange(zone: string): DateRange {
	const preset = chosenPreset();
	if (preset !== undefined) return presetRange(preset, today(zone));
	const [from, to] = [part("from"), part("to")];
	return inOrder(from, isDate(to) ? to : today(zone));
}

/** What the figures are compared with: the range before, nothing, or another range. */
export function chosenComparison(): "before" | "none" | DateRange {
	const asked = part("compare");
	if (asked === "none") return asked;
	const [from = "", to = "", ...rest] = asked.split("/");
	return isDate(from) && isDate(to) && rest.length === 0 ? inOrder(from, to) : "before";
}

/** The same as reports take it: a year before a range that is not over is compared up to the same time of day. */
export function comparisonQuery(zone: string): string {
	const chosen = chosenComparison();
	if (typeof chosen === "string") return chosen;
	const range = chosenRange(zone);
	const year = yearBefore(range);
	const isUnderWay = range.from <= today(zone) && today(zone) <= range.to;
	const isYear = year.from === chosen.from && year.to === chosen.to;
	return `${chosen.from}/${isYear && isUnderWay ? sameTime(zone) : chosen.to}`;
}

/** Milliseconds to which the time of day is told: to the moment, it would be another question at each moment. */
const SAME_TIME_MS = 15 * 60_000;

/** The same time of day, as many days before as {@link yearBefore}. */
function sameTime(zone: string): string {
	const clock = createLocalClock(zone);
	const now = Math.floor(Date.now() / SAME_TIME_MS) * SAME_TIME_MS;
	const at = clock(new Date(now).toISOString());
	const then = now - YEAR_DAYS * DAY_MS;
	// The clocks may have been set on another date.
	const found = [0, 1, -1]
		.map((hours) => new Date(then + hours * 3_600_000).toISOString())
		.find((instant) => clock(instant).slice(11, 16) === at.slice(11, 16));
	return found ?? new Date(then).toISOString();
}

/** Whether a text is a date of these hundred years, such as `2026-10-01`: what is still being typed is not. */
export function isDate(text: string): boolean {
	if (!/^20\d\d-\d\d-\d\d$/.test(text)) return false;
	const at = Date.parse(text);
	// The 31st of February.
	return !Number.isNaN(at) && new Date(at).toISOString().startsWith(text);
}

function inOrder(one: string, other: string): DateRange {
	return one <= other ? { from: one, to: other } : { from: other, to: one };
}

/** Today's date in a time zone. */
export function today(zone: string): string {
	// Swedish writes dates as ISO 8601 does.
	return new Intl.DateTimeFormat("sv", { timeZone: zone, dateStyle: "short" }).format(new Date());
}

function presetRange(preset: Preset, now: string): DateRange {
	const month = `${now.slice(0, 8)}01`;
	switch (preset) {
		case "today":
			return { from: now, to: now };
		case "yesterday":
			return { from: addDays(now, -1), to: addDays(now, -1) };
		case "7d":
			return { from: addDays(now, -6), to: now };
		case "30d":
			return { from: addDays(now, -29), to: now };
		case "90d":
			return { from: addDays(now, -89), to: now };
		case "month":
			return { from: month, to: now };
		case "last-month": {
			const last = addDays(month, -1);
			return { from: `${last.slice(0, 8)}01`, to: last };
		}
		case "year":
			return { from: addDays(now, -364), to: now };
	}
}

/** The range as far back as a year, on the same days of the week. */
export function yearBefore({ from, to }: DateRange): DateRange {
	return { from: addDays(from, -YEAR_DAYS), to: addDays(to, -YEAR_DAYS) };
}

/** As many days before it. */
export function rangeBefore({ from, to }: DateRange): DateRange {
	const days = (Date.parse(to) - Date.parse(from)) / DAY_MS + 1;
	return { from: addDays(from, -days), to: addDays(from, -1) };
}

function addDays(date: string, days: number): string {
	return new Date(Date.parse(date) + days * DAY_MS).toISOString().slice(0, 10);
}
