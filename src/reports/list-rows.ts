import { dataToJson } from "../model/data.ts";
import { formatInstant } from "../model/time.ts";
import type { EventListRow, SessionListRow } from "./list-query.ts";

/** A session of a list, as JSON text. */
export function sessionJson(row: SessionListRow): string {
	return JSON.stringify({
		id: row.id,
		consumer_id: row.consumer_id,
		started_at: row.started_text ?? formatInstant(row.started_at),
		stopped_at: row.stopped_text ?? (row.ended_at === null ? null : formatInstant(row.ended_at)),
		clicks: row.clicks,
		last_action: row.last_click_at === null ? null : formatInstant(row.last_click_at),
		events: row.events,
		duration_ms: row.duration_ms,
		stop_reason: row.stop_reason,
		test: row.test === 1,
	});
}

/** An event of a list, as JSON text; its data goes in as it was stored. */
export function eventJson(row: EventListRow): string {
	const head = JSON.stringify({
		id: row.id,
		session_id: row.session_id,
		time: row.time_text ?? formatInstant(row.ts),
		action: row.action,
	});
	return `${head.slice(0, -1)},"data":${dataToJson(row.data)}}`;
}
