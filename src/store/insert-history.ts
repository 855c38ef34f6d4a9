import type { Database } from "bun:sqlite";
import { CLICK_ACTION } from "../model/event.ts";
import type { PastSession } from "../model/reports/history.ts";
import type { Instant } from "../model/time.ts";

/** Sessions of one transaction: memory stays flat, however many there are. */
const TRANSACTION_SESSIONS = 5000;

/**
 * Puts sessions that are over into a file, as if they had come one by one.
 * @param consumers the ids of the consumers that the sessions name by their place
 * @param newToken as for `openStore`
 * @returns how many sessions and events there were
 */
export function insertHistory(
	database: Database,
	consumers: readonly number[],
	sessions: Iterable<PastSession>,
	newToken: () => string,
): { sessions: number; events: number } {
	const insertSession = database.prepare(
		`INSERT INTO session_records (
			consumer_id, token, ip, started_at, stopped_at, stop_reason, data, test, received_at,
			events, clicks, last_event_at, last_click_at, last_received_at
		) VALUES ($1, $2, '127.0.0.1', $3, $4, $5, $6, $7, $3, $8, $9, $10, $11, $12)`,
	);
	const insertEvent = database.prepare(
		"INSERT INTO event_records (session_id, ts, received_at, action, data) VALUES ($1, $2, $2, $3, $4)",
	);
	const count = { sessions: 0, events: 0 };
	database.run("BEGIN IMMEDIATE");
	for (const session of sessions) {
		const { consumer, startedAt, stoppedAt = null, reason, data, test, events } = session;
		const clicks = events.filter(({ action }) => action === CLICK_ACTION);
		const last: Instant | null = events.at(-1)?.at ?? null;
		const { lastInsertRowid } = insertSession.run(
			consumers[consumer] ?? null,
			newToken(),
			startedAt,
			stoppedAt,
			stoppedAt === null ? null : reason,
			data,
			test ? 1 : 0,
			events.length,
			clicks.length,
			last,
			clicks.at(-1)?.at ?? null,
			last ?? startedAt,
		);
		for (const event of events) insertEvent.run(lastInsertRowid, event.at, event.action, event.data);
		count.events += events.length;
		count.sessions++;
		if (count.sessions % TRANSACTION_SESSIONS === 0) {
			database.run("COMMIT");
			database.run("BEGIN IMMEDIATE");
		}
	}
	database.run("COMMIT");
	insertSession.finalize();
	insertEvent.finalize();
	return count;
}

/** Puts a span of signs of life into a file. */
export function insertHeartbeats(database: Database, consumer: number, from: Instant, to: Instant): void {
	database.run(
		"INSERT INTO heartbeat_spans (consumer_id, page, first_at, last_at, signs) VALUES ($1, '/', $2, $3, $4)",
		[consumer, from, to, Math.max(1, Math.round((to - from) / 300_000))],
	);
}
