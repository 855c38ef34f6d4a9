import type { Series, Week } from "../model/reports/answers.ts";
import { chooseGrain, type Grain, stepStarts } from "../model/reports/grain.ts";
import type { ReportContext, Selection } from "../model/reports/request.ts";
import { LocalClock } from "../model/reports/zone.ts";
import { formatInstant } from "../model/time.ts";
import { intersect, openRanges } from "./opening-use.ts";
import { forEachSession, type Selected } from "./selected.ts";
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
	selected: Selected,
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
	forEachSession(selected, ({ columns }, index) => {
		const at = columns.startedAt[index] ?? 0;
		// Mostly it is the step of the session before.
		if (at < (starts[step] ?? 0) || at >= (starts[step + 1] ?? Number.POSITIVE_INFINITY)) step = stepOf(starts, at);
		sessions[step] = (sessions[step] ?? 0) + 1;
		events[step] = (events[step] ?? 0) + (columns.events[index] ?? 0);
	});
	const open = openRanges({ ...selection, excluded: [] }, owner, now);
	const silences = intersect(commonSilences(snapshot.database, selection, now), open).map((span) => ({
		from: formatInstant(span.from),
		to: formatInstant(span.to),
	}));
	return { grain, starts: starts.map(formatInstant), sessions, events, silences };
}

/** Sessions and their events by local hour and day of the week. */
export function reportWeek(selected: Selected, { from, to, zone }: Selection): Week {
	const clock = new LocalClock(zone, from, to);
	const sessions = new Array<number>(WEEK_DAYS * DAY_HOURS).fill(0);
	const events = new Array<number>(WEEK_DAYS * DAY_HOURS).fill(0);
	forEachSession(selected, ({ columns }, index) => {
		const hours = Math.floor(clock.localMs(columns.startedAt[index] ?? 0) / HOUR_MS) + FIRST_WEEKDAY * DAY_HOURS;
		// Twice, for what is before 1970 is negative.
		const slot = ((hours % sessions.length) + sessions.length) % sessions.length;
		sessions[slot] = (sessions[slot] ?? 0) + 1;
		events[slot] = (events[slot] ?? 0) + (columns.events[index] ?? 0);
	});
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
