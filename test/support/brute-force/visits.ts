import type { Database } from "bun:sqlite";
import type { Selection } from "../../../src/model/reports/request.ts";

interface RawSession {
	id: number;
	consumer_id: number | null;
	started_at: number;
	started_at_client: number | null;
	stopped_at: number | null;
	stop_reason: string | null;
	last_received_at: number;
	data: string | null;
	test: number;
}

interface RawEvent {
	id: number;
	session_id: number | null;
	ts: number;
	ts_client: number | null;
	action: string;
	data: string | null;
}

/** An event of a visit, with the members of its data. */
export interface VisitEvent extends RawEvent {
	readonly fields: Readonly<Record<string, unknown>>;
	/** Milliseconds since the session's start. */
	readonly ms: number;
	/** Of a click. */
	readonly miss: boolean;
	/** The third of three taps. */
	readonly burst: boolean;
}

/** One session, as its rows are. */
export interface Visit {
	readonly session: RawSession;
	readonly consumer: number;
	readonly fields: Readonly<Record<string, unknown>>;
	/** In the order of their times. */
	readonly events: readonly VisitEvent[];
	/** From the first to the last event, in whole seconds. */
	readonly dwell: number;
	readonly faulty: boolean;
	readonly corrected: boolean;
}

/** The visits that a selection is about, and how many do not count though they are in its range. */
export interface Chosen {
	readonly visits: readonly Visit[];
	readonly leftOut: { test: number; faulty: number; excluded: number };
}

/** Reads all visits. */
export function readVisits(database: Database): Visit[] {
	const events = Map.groupBy(
		database.query<RawEvent, []>("SELECT * FROM event_records ORDER BY ts, id").all(),
		(event) => event.session_id,
	);
	return database
		.query<RawSession, []>("SELECT * FROM session_records ORDER BY id")
		.all()
		.map((session) => {
			const own = events.get(session.id) ?? [];
			const taps = own.filter((event) => event.action === "click" && placeOf(event) !== undefined);
			return {
				session,
				consumer: session.consumer_id ?? 0,
				fields: membersOf(session.data),
				events: own.map((event) => ({
					...event,
					fields: membersOf(event.data),
					ms: event.ts - session.started_at,
					miss: event.action === "click" && membersOf(event.data)["miss"] === true,
					burst: isBurst(taps, taps.indexOf(event)),
				})),
				dwell: Math.floor(((own.at(-1)?.ts ?? 0) - (own[0]?.ts ?? 0)) / 1000),
				faulty: isFaulty(taps),
				corrected: session.started_at_client !== null || own.some(({ ts_client }) => ts_client !== null),
			};
		});
}

/** Chooses visits. */
export function choose(all: readonly Visit[], selection: Selection): Chosen {
	const { from, to, excluded, consumers, test, faulty } = selection;
	const inRange = all.filter(
		({ session, consumer }) =>
			session.started_at >= from && session.started_at < to && (consumers?.includes(consumer) ?? true),
	);
	const open = inRange.filter(
		({ session }) => !excluded.some((range) => session.started_at >= range.from && session.started_at < range.to),
	);
	const tested = open.filter(({ session }) => test === "include" || (test === "only") === (session.test === 1));
	const visits = tested.filter((visit) => faulty === "include" || (faulty === "only") === visit.faulty);
	return {
		visits,
		leftOut: {
			excluded: inRange.length - open.length,
			test: test === "exclude" ? open.length - tested.length : 0,
			faulty: faulty === "exclude" ? tested.length - visits.length : 0,
		},
	};
}

/** A name in data: a text that is not empty, or a number; reports tell the first 500 characters apart. */
export function nameIn(fields: Readonly<Record<string, unknown>>, member: string): string | undefined {
	const value = fields[member];
	if (typeof value === "number") return String(value);
	return typeof value === "string" && value !== "" ? value.slice(0, 500) : undefined;
}

/** The target of an event that is neither `screen` nor a miss. */
export function targetOf({ action, fields, miss }: VisitEvent): string | undefined {
	return action === "screen" || miss ? undefined : nameIn(fields, "target");
}

function membersOf(data: string | null): Record<string, unknown> {
	try {
		const value: unknown = JSON.parse(data ?? "");
		return typeof value === "object" && value !== null && !Array.isArray(value) ? { ...value } : {};
	} catch {
		return {};
	}
}

/** Where a tap was, in pixels. */
function placeOf({ data }: RawEvent): { x: number; y: number } | undefined {
	const { clickX: x, clickY: y } = membersOf(data);
	return typeof x === "number" && typeof y === "number" ? { x, y } : undefined;
}

/** The third of three taps, each within 30 px and a second of the one before; a fourth belongs to them. */
function isBurst(taps: readonly RawEvent[], index: number): boolean {
	const near = (at: number) => {
		const [one, other] = [taps[at - 1], taps[at]];
		const [from, to] = [one && placeOf(one), other && placeOf(other)];
		if (one === undefined || other === undefined || from === undefined || to === undefined) return false;
		return Math.abs(from.x - to.x) + Math.abs(from.y - to.y) < 30 && other.ts - one.ts < 1000;
	};
	return index >= 2 && near(index) && near(index - 1) && !near(index - 2);
}

/** Whether most taps are of runs of ten or more on one spot (3 px) at a steady rate (a tenth). */
function isFaulty(taps: readonly RawEvent[]): boolean {
	const runs: RawEvent[][] = [];
	for (const tap of taps) {
		const run = runs.at(-1);
		if (run !== undefined && goesOn(run, tap)) run.push(tap);
		else runs.push([tap]);
	}
	const faulty = runs.filter((run) => run.length >= 10).flat();
	return faulty.length * 2 > taps.length;
}

function goesOn(run: readonly RawEvent[], tap: RawEvent): boolean {
	const [first, second] = run;
	const from = first && placeOf(first);
	const to = placeOf(tap);
	if (first === undefined || from === undefined || to === undefined) return false;
	if (Math.abs(from.x - to.x) > 3 || Math.abs(from.y - to.y) > 3) return false;
	const interval = tap.ts - (run.at(-1)?.ts ?? 0);
	if (interval <= 0) return false;
	const rate = (second?.ts ?? 0) - first.ts;
	return second === undefined || Math.abs(interval - rate) <= rate * 0.1;
}
