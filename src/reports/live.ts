import type { Database } from "bun:sqlite";
import { formatInstant } from "../model/time.ts";

/** What was stored since an event. */
export interface LiveTouches {
	/** The id of the last event that was looked at. */
	readonly lastId: number;
	readonly touches: readonly { readonly id: number; readonly json: string }[];
}

interface TouchRow {
	id: number;
	session_id: number | null;
	consumer_id: number | null;
	ts: number;
	action: string;
	target: unknown;
	screen: unknown;
}

/** What a look for new events is about. */
interface LiveQuestion {
	/** `undefined` for none but the last one's id. */
	readonly after: number | undefined;
	/** Events that are looked at, at most. */
	readonly limit: number;
	/** Ids of the consumers whose events are told of; `undefined` where all are. */
	readonly consumers: readonly number[] | undefined;
}

/** Events behind an id, the oldest first. */
export function readLive(database: Database, { after, limit, consumers }: LiveQuestion): LiveTouches {
	const newest = database.query<{ id: number | null }, []>("SELECT max(id) AS id FROM event_records").get()?.id ?? 0;
	if (after === undefined || limit === 0) return { lastId: newest, touches: [] };
	const rows = database
		.query<TouchRow, [number, number]>(
			`SELECT
				e.id,
				e.session_id,
				s.consumer_id,
				e.ts,
				e.action,
				iif(json_valid(e.data), e.data ->> '$.target', NULL) AS target,
				iif(json_valid(e.data), e.data ->> '$.screen', NULL) AS screen
			FROM event_records AS e
			LEFT JOIN session_records AS s ON s.id = e.session_id
			WHERE e.id > $1
			ORDER BY e.id
			LIMIT $2`,
		)
		.all(after, limit);
	// Not in the statement: the last id is that of all events, or each look would pass over those of others again.
	const told = rows.filter(({ consumer_id: id }) => consumers === undefined || (id !== null && consumers.includes(id)));
	return {
		lastId: rows.at(-1)?.id ?? after,
		touches: told.map(({ ts, target, screen, ...row }) => ({
			id: row.id,
			json: JSON.stringify({ ...row, time: formatInstant(ts), target: textOf(target), screen: textOf(screen) }),
		})),
	};
}

function textOf(value: unknown): string | null {
	return value === null || value === undefined ? null : String(value);
}
