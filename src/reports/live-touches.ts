import type { Database } from "bun:sqlite";
import { CLICK_ACTION } from "../model/event.ts";
import { addTarget, type LiveTouch } from "../model/reports/live.ts";
import { formatInstant } from "../model/time.ts";
import { asObject, isLength, isNumber, screenOf, textOf } from "./packs/session-reader.ts";

/** Events of one look at most; the next one brings the next. */
const MOST_TOUCHES = 200;

/** Events in the order in which they were stored. */
export interface LiveTouches {
	readonly touches: readonly LiveTouch[];
	/** Up to where that is all. */
	readonly lastId: number;
	/** Whether there may be more. */
	readonly full: boolean;
}

interface TouchRow {
	readonly id: number;
	readonly session_id: number | null;
	readonly consumer_id: number | null;
	readonly ts: number;
	readonly action: string;
	readonly data: string | null;
}

/** Events behind an id. */
export function readTouches(database: Database, after: number): LiveTouches {
	const rows = database
		.query<TouchRow, [number, number]>(
			`SELECT
				e.id,
				e.session_id,
				s.consumer_id,
				e.ts,
				e.action,
				e.data
			FROM event_records AS e
			LEFT JOIN session_records AS s ON s.id = e.session_id
			WHERE e.id > $1
			ORDER BY e.id
			LIMIT $2`,
		)
		.all(after, MOST_TOUCHES);
	return { touches: rows.map(toTouch), lastId: rows.at(-1)?.id ?? after, full: rows.length === MOST_TOUCHES };
}

/** Events of a session that are looked through for its last targets. */
const LAST_EVENTS = 20;

/** The last targets that a session touched up to an event, the oldest first. */
export function lastTargets(database: Database, session: number, upToEvent: number): readonly string[] {
	const rows = database
		.query<{ action: string; data: string | null }, [number, number, number]>(
			// Without the signs, SQLite may walk all events backwards until enough of the session's came by.
			`SELECT action, data
			FROM event_records
			WHERE session_id = $1 AND +id <= $2
			ORDER BY +id DESC
			LIMIT $3`,
		)
		.all(session, upToEvent, LAST_EVENTS);
	return rows
		.reverse()
		.map(({ action, data }) => ({ action, target: textOf(asObject(data)["target"]) ?? null }))
		.reduce<readonly string[]>(addTarget, []);
}

function toTouch({ id, session_id, consumer_id, ts, action, data }: TouchRow): LiveTouch {
	const told = asObject(data);
	const { clickX: x, clickY: y, viewportWidth: width, viewportHeight: height, miss } = told;
	return {
		id,
		session_id,
		consumer_id,
		time: formatInstant(ts),
		action,
		target: textOf(told["target"]) ?? null,
		screen: screenOf(told) ?? null,
		x: isNumber(x) ? x : null,
		y: isNumber(y) ? y : null,
		viewport: isLength(width) && isLength(height) ? { width, height } : null,
		miss: miss === true && action === CLICK_ACTION,
	};
}
