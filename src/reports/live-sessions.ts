import type { Database } from "bun:sqlite";
import type { LiveSession, LiveStop } from "../model/reports/live.ts";
import { TIMEOUT_REASON } from "../model/session.ts";
import { formatInstant, type Instant } from "../model/time.ts";
import { lastTargets } from "./live-touches.ts";
import { asObject, textOf } from "./packs/session-reader.ts";

/** A session as its row is. */
export interface LiveSessionRow {
	readonly id: number;
	readonly consumer_id: number | null;
	readonly started_at: Instant;
	readonly stopped_at: Instant | null;
	readonly stop_reason: string | null;
	readonly data: string | null;
	readonly test: number;
	readonly last_event_at: Instant | null;
	readonly last_received_at: Instant;
}

const COLUMNS = `
	id,
	consumer_id,
	started_at,
	stopped_at,
	stop_reason,
	data,
	test,
	last_event_at,
	last_received_at`;

/** Sessions that are open, the last ones to begin, the oldest of them first. */
export function listOpen(
	database: Database,
	{ startedSince, silentSince }: { startedSince: Instant; silentSince: Instant },
	limit: number,
): LiveSessionRow[] {
	return database
		.query<LiveSessionRow, [Instant, Instant, number]>(
			`SELECT ${COLUMNS}
			FROM session_records
			WHERE started_at >= $1 AND stopped_at IS NULL AND last_received_at > $2
			ORDER BY started_at DESC, id DESC
			LIMIT $3`,
		)
		.all(startedSince, silentSince, limit)
		.reverse();
}

/** Sessions that were stored behind an id, in their order. */
export function listBegun(database: Database, after: number, limit: number): LiveSessionRow[] {
	return database
		.query<LiveSessionRow, [number, number]>(
			`SELECT ${COLUMNS} FROM session_records WHERE id > $1 ORDER BY id LIMIT $2`,
		)
		.all(after, limit);
}

/** Some sessions by their ids. */
export function listByIds(database: Database, ids: readonly number[]): LiveSessionRow[] {
	return database
		.query<LiveSessionRow, [string]>(
			`SELECT ${COLUMNS} FROM session_records WHERE id IN (SELECT value FROM json_each($1)) ORDER BY id`,
		)
		.all(JSON.stringify(ids));
}

/** A session as it was when an event was the last. */
export function toSession(database: Database, row: LiveSessionRow, upToEvent: number): LiveSession {
	const counted = database
		.query<{ events: number }, [number, number]>(
			"SELECT count(*) AS events FROM event_records WHERE session_id = $1 AND +id <= $2",
		)
		.get(row.id, upToEvent);
	return {
		id: row.id,
		consumer_id: row.consumer_id,
		started_at: formatInstant(row.started_at),
		language: textOf(asObject(row.data)["language"]) ?? null,
		test: row.test === 1,
		events: counted?.events ?? 0,
		targets: lastTargets(database, row.id, upToEvent),
	};
}

/** How a session that is over ended. */
export function toStop({
	id,
	consumer_id,
	started_at,
	stopped_at,
	stop_reason,
	last_event_at,
}: LiveSessionRow): LiveStop {
	return {
		id,
		consumer_id,
		reason: stopped_at === null ? TIMEOUT_REASON : stop_reason,
		stopped_at: formatInstant(stopped_at ?? last_event_at ?? started_at),
	};
}
