import type { Database } from "bun:sqlite";
import { MOST_HEARD_MS } from "./session-facts.ts";
import type { EventRow, SessionRow } from "./session-reader.ts";

const SESSION_COLUMNS = `
	id,
	coalesce(consumer_id, 0) AS consumer_id,
	started_at,
	started_at_client,
	stopped_at,
	stop_reason,
	data,
	test,
	events,
	last_received_at,
	packed`;

/** A faulty screen may send hundreds of thousands of events in a session: so many are not held at once. */
const MANY_EVENTS = 10_000;

/** The statements that read what packs are made of, kept for one connection. */
export function prepareSessionRows(database: Database) {
	const unpacked = database.query<SessionRow, []>(
		`SELECT ${SESSION_COLUMNS} FROM session_records WHERE packed = 0 ORDER BY id`,
	);
	const countUnpacked = database.query<{ count: number }, []>(
		"SELECT count(*) AS count FROM session_records WHERE packed = 0",
	);
	const quiet = database.query<SessionRow, [number, number, number]>(
		`SELECT ${SESSION_COLUMNS}
		FROM session_records
		WHERE packed = 0
			AND last_received_at <= $1
			AND (last_received_at - started_at <= ${MOST_HEARD_MS} OR stopped_at IS NOT NULL OR last_received_at <= $2)
		ORDER BY id
		LIMIT $3`,
	);
	const from = database.query<SessionRow, [number, number]>(
		`SELECT ${SESSION_COLUMNS} FROM session_records WHERE id >= $1 AND id < $2 ORDER BY id`,
	);
	const events = database.query<EventRow, [number, number]>(
		`SELECT
			id,
			ts,
			ts_client,
			action,
			data
		FROM event_records
		WHERE session_id = $1 AND id > $2
		ORDER BY ts, id`,
	);
	const holes = database.query<{ session_id: number; consumer_id: number; day: number }, []>(
		"SELECT session_id, consumer_id, day FROM pack_holes",
	);
	const holesBetween = database.query<{ session_id: number; consumer_id: number; day: number }, [number, number]>(
		"SELECT session_id, consumer_id, day FROM pack_holes WHERE session_id >= $1 AND session_id < $2",
	);
	const nextSession = database.query<{ id: number }, [number]>(
		"SELECT id FROM session_records WHERE id >= $1 ORDER BY id LIMIT 1",
	);
	const nextHole = database.query<{ id: number }, [number]>(
		"SELECT session_id AS id FROM pack_holes WHERE session_id >= $1 ORDER BY session_id LIMIT 1",
	);
	const count = database.query<{ count: number }, []>("SELECT count(*) AS count FROM session_records");

	return {
		listUnpacked: () => unpacked.all(),
		countUnpacked: () => countUnpacked.get()?.count ?? 0,
		/** Unpacked sessions that nothing came for since a time, the oldest first; of very long ones those that are over. */
		listQuiet: (since: number, overSince: number, limit: number) => quiet.all(since, overSince, limit),
		/** Sessions whose id is at least the first, and less than the second. */
		listBetween: (first: number, end: number) => from.all(first, end),
		/** A session's events behind an id, in the order of their times; of very many, one after another. */
		listEvents: ({ id, events: count }: Pick<SessionRow, "id" | "events">, afterId: number): Iterable<EventRow> =>
			count > MANY_EVENTS ? events.iterate(id, afterId) : events.all(id, afterId),
		listHoles: () => holes.all(),
		/** Of sessions whose id is at least the first, and less than the second. */
		listHolesBetween: (first: number, end: number) => holesBetween.all(first, end),
		/** The least id from one on of a session, or of a hole. */
		findNextId: (from: number): number | undefined => {
			const ids = [nextSession.get(from)?.id, nextHole.get(from)?.id].filter((id) => id !== undefined);
			return ids.length === 0 ? undefined : Math.min(...ids);
		},
		count: () => count.get()?.count ?? 0,
	};
}

/** What {@link prepareSessionRows} gives. */
export type SessionRows = ReturnType<typeof prepareSessionRows>;
