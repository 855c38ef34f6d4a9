import type { Series, Week } from "../model/reports/answers.ts";
import { chooseGrain, type Grain, stepStarts } from "../model/reports/grain.ts";
import type { ReportContext, Selection } from "../model/reports/request.ts";
import { LocalClock } from "../model/reports/zone.ts";
import { formatInstant } from "../model/time.ts";
import { digestsOf, takeApart } from "./digests.ts";
import { intersect, openRanges } from "./opening-use.ts";
import { forEachSession, select } from "./selected.ts";
import { QUARTER_MS, SESSION_SUMS } from "./session-sums.ts";
import { commonSilences } from "./silences.ts";
import type { Snapshot } from "./snapshot.ts";

const HOUR_MS = 3_600_000;
const DAY_HOURS = 24;
const WEEK_DAYS = 7;
/** 1970-01-01 was a Thursday, the third day behind a Monday. */
const FIRST_WEEKDAY = 3;

/** Sessions and their events over time. */
export function reportSeries(
	snapshot: Snapshot,
	selection: Selection,
	wanted: Grain | undefined,
	{ owner, now }: ReportContext,
): Series {
	const { from, to, zone } = selection;
	const grain = chooseGrain(from, to, wanted);
	const starts = stepStarts(grain, zone, from, to);
	const sessions = new Array<number>(starts.length).fill(0);
	const events = new Array<number>(starts.length).fill(0);
	let step = 0;
	const add = (at: number, more: number, moreEvents: number) => {
		// Mostly it is the step of the one before.
		if (at < (starts[step] ?? 0) || at >= (starts[step + 1] ?? Number.POSITIVE_INFINITY)) step = stepOf(starts, at);
		sessions[step] = (sessions[step] ?? 0) + more;
		events[step] = (events[step] ?? 0) + moreEvents;
	};
	// A range may begin at any moment, and so does its first step.
	if (starts.slice(1).every((start) => start % QUARTER_MS === 0)) {
		for (const { quarters } of digestsOf(snapshot, takeApart(snapshot, selection), SESSION_SUMS)) {
			for (const quarter of quarters) add(quarter.at, quarter.sessions, quarter.events);
		}
	} else {
		forEachSession(select(snapshot, selection), ({ columns }, index) =>
			add(columns.startedAt[index] ?? 0, 1, columns.events[index] ?? 0),
		);
	}
	const open = openRanges({ ...selection, excluded: [] }, owner, now);
	const silences = intersect(commonSilences(snapshot, selection, now), open).map((span) => ({
		from: formatInstant(span.from),
		to: formatInstant(span.to),
	}));
	return { grain, starts: starts.map(formatInstant), sessions, events, silences };
}

/** Sessions and their events by local hour and day of the week. */
export function reportWeek(snapshot: Snapshot, selection: Selection): Week {
	const { from, to, zone } = selection;
	const clock = new LocalClock(zone, from, to);
	const sessions = new Array<number>(WEEK_DAYS * DAY_HOURS).fill(0);
	const events = new Array<number>(WEEK_DAYS * DAY_HOURS).fill(0);
	const add = (at: number, more: number, moreEvents: number) => {
		const hours = Math.floor(clock.localMs(at) / HOUR_MS) + FIRST_WEEKDAY * DAY_HOURS;
		// Twice, for what is before 1970 is negative.
		const slot = ((hours % sessions.length) + sessions.length) % sessions.length;
		sessions[slot] = (sessions[slot] ?? 0) + more;
		events[slot] = (events[slot] ?? 0) + moreEvents;
	};
	// In the zones of today; before railways, a town's noon was its own.
	if (clock.offsetsMs.every((offset) => offset % QUARTER_MS === 0)) {
		for (const { quarters } of digestsOf(snapshot, takeApart(snapshot, selection), SESSION_SUMS)) {
			for (const quarter of quarters) add(quarter.at, quarter.sessions, quarter.events);
		}
	} else {
		forEachSession(select(snapshot, selection), ({ columns }, index) =>
			add(columns.startedAt[index] ?? 0, 1, columns.events[index] ?? 0),
		);
	}
	return { sessions: byDay(sessions), events: byDay(events) };
}

function byDay(hours: readonly number[]): number[][] {
	return Array.from({ length: WEEK_DAYS }, (_, day) => hours.slice(day * DAY_HOURS, (day + 1) * DAY_HOURS));
}

/** The last step that begins at an instant or before. */
function stepOf(starts: readonly number[], at: number): number {
	let low = 0;
	let high = starts.length - 1;
	while (low < high) {
		const middle = Math.ceil((low + high) / 2);
		if ((starts[middle] ?? 0) <= at) low = middle;
		else high = middle - 1;
	}
	return low;
}
