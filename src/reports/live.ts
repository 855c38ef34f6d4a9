import type { Database } from "bun:sqlite";
import { type LiveSession, type LiveStop, type LiveTouch, MOST_LIVE_SESSIONS } from "../model/reports/live.ts";
import type { Instant } from "../model/time.ts";
import { type LiveSessionRow, listBegun, listByIds, listOpen, toSession, toStop } from "./live-sessions.ts";
import { readTouches } from "./live-touches.ts";

/** Up to where a file was looked at: the last ids that were seen. */
export interface LivePosition {
	readonly event: number;
	readonly session: number;
}

/** What a look asks for. */
export interface LiveQuestion {
	/** `undefined` for what is open, and none of what came before. */
	readonly since: LivePosition | undefined;
	/** Ids of the sessions that are known to be open. */
	readonly known: readonly number[];
	/** A session whose last sign came at this time or before is over where nobody stopped it. */
	readonly silentSince: Instant;
	/** One that began before this time is not told of: it came late, or nobody will stop it. */
	readonly startedSince: Instant;
}

/** What has happened since a position, in the order in which it is told. */
export interface LiveLook {
	readonly position: LivePosition;
	/** Whether that is all. */
	readonly caughtUp: boolean;
	/** Those that began, and those that go on after they were over. */
	readonly sessions: readonly LiveSession[];
	readonly touches: readonly LiveTouch[];
	/** Those of known sessions, and of the ones above. */
	readonly stops: readonly LiveStop[];
}

/** Sessions of one look at most; the next one brings the next. */
const MOST_BEGUN = 200;

/** Looks at what is new, in the caller's transaction: a few rows by their ids, however long the history is. */
export function readLive(database: Database, question: LiveQuestion): LiveLook {
	const { since, known } = question;
	if (since === undefined) {
		const position = newest(database);
		const open = listOpen(database, question, MOST_LIVE_SESSIONS);
		const sessions = open.map((row) => toSession(database, row, position.event));
		return { position, caughtUp: true, sessions, touches: [], stops: [] };
	}
	const { touches, lastId, full } = readTouches(database, since.event);
	const begun = listBegun(database, since.session, MOST_BEGUN);
	const caughtUp = !full && begun.length < MOST_BEGUN;
	const heard = new Set([...known, ...begun.map(({ id }) => id)]);
	const touched = new Set(touches.flatMap(({ session_id: id }) => (id === null || heard.has(id) ? [] : id)));
	const resumed = touched.size === 0 ? [] : listByIds(database, [...touched]).filter((row) => isOpen(row, question));
	const told = [...begun, ...resumed]
		.filter(({ started_at }) => started_at >= question.startedSince)
		.slice(0, Math.max(0, MOST_LIVE_SESSIONS - known.length));
	return {
		position: { event: lastId, session: begun.at(-1)?.id ?? since.session },
		caughtUp,
		sessions: told.map((row) => toSession(database, row, since.event)),
		touches,
		// Not before all touches are told of that came before it.
		stops: caughtUp ? listStops(database, told, question) : [],
	};
}

function listStops(database: Database, told: readonly LiveSessionRow[], question: LiveQuestion): LiveStop[] {
	const { known } = question;
	const rows = known.length === 0 ? [] : listByIds(database, known);
	const there = new Set(rows.map(({ id }) => id));
	const deleted = known.filter((id) => !there.has(id));
	return [
		...[...rows, ...told].filter((row) => !isOpen(row, question)).map(toStop),
		...deleted.map((id) => ({ id, consumer_id: null, reason: null, stopped_at: null })),
	];
}

function isOpen({ stopped_at, last_received_at }: LiveSessionRow, { silentSince }: LiveQuestion): boolean {
	return stopped_at === null && last_received_at > silentSince;
}

function newest(database: Database): LivePosition {
	const lastOf = (table: string) =>
		database.query<{ id: number | null }, []>(`SELECT max(id) AS id FROM ${table}`).get()?.id ?? 0;
	return { event: lastOf("event_records"), session: lastOf("session_records") };
}
