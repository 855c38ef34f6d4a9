import type { Database } from "bun:sqlite";
import type { Range } from "../model/reports/range.ts";

/** Stands for the sessions of 2017 that no consumer is known of. */
const NOBODY = 0;

/**
 * When each consumer was there: from its first sign of life on, a session or a heartbeat, until its key was revoked. One that
 * never gave any was not.
 * @param chosen ids; `undefined` where all are meant
 */
export function listPresence(database: Database, chosen: readonly number[] | undefined): ReadonlyMap<number, Range> {
	const rows = database
		.query<{ id: number; session: number | null; heartbeat: number | null; revoked: number | null }, [number]>(
			`SELECT
				id,
				(SELECT min(started_at) FROM session_records AS s WHERE s.consumer_id = c.id) AS session,
				(SELECT min(first_at) FROM heartbeat_spans AS h WHERE h.consumer_id = c.id) AS heartbeat,
				deleted_at AS revoked
			FROM consumer_records AS c
			UNION ALL
			SELECT $1, (SELECT min(started_at) FROM session_records WHERE consumer_id IS NULL), NULL, NULL`,
		)
		.all(NOBODY);
	const presence = new Map<number, Range>();
	for (const { id, session, heartbeat, revoked } of rows) {
		if (chosen?.includes(id) === false) continue;
		const from = Math.min(session ?? Number.POSITIVE_INFINITY, heartbeat ?? Number.POSITIVE_INFINITY);
		const to = revoked ?? Number.POSITIVE_INFINITY;
		if (from < to) presence.set(id, { from, to });
	}
	return presence;
}
