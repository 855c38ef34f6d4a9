import type { Database } from "bun:sqlite";
import { AppError } from "../errors.ts";
import { clientClock } from "../model/clock.ts";
import { CLICK_ACTION, type NewEvent } from "../model/event.ts";
import type { Instant } from "../model/time.ts";
import { type Sessions, stopClockOf } from "./sessions.ts";

/** The statements on events, kept for one connection. */
export function prepareEvents(database: Database, sessions: Sessions) {
	const byClientId = database.query<{ id: number }, [number, Uint8Array]>(
		"SELECT id FROM event_records WHERE session_id = $1 AND client_id = $2",
	);
	const insert = database.query<unknown, [number, Uint8Array | null, Instant, Instant | null, Instant, string, string]>(
		`INSERT INTO event_records (
			session_id,
			client_id,
			ts,
			ts_client,
			received_at,
			action,
			data
		) VALUES ($1, $2, $3, $4, $5, $6, $7)
		ON CONFLICT (session_id, client_id) DO NOTHING`,
	);
	const count = database.query<unknown, [Instant, Instant, number]>(
		`UPDATE session_records
		SET
			events = events + 1,
			last_event_at = max(coalesce(last_event_at, $1), $1),
			last_received_at = max(last_received_at, $2)
		WHERE id = $3`,
	);
	const countClick = database.query<unknown, [Instant, Instant, number]>(
		`UPDATE session_records
		SET
			events = events + 1,
			clicks = clicks + 1,
			last_event_at = max(coalesce(last_event_at, $1), $1),
			last_click_at = max(coalesce(last_click_at, $1), $1),
			last_received_at = max(last_received_at, $2)
		WHERE id = $3`,
	);

	/** The id of the event that has a client's id already. */
	function findEarlier(sessionId: number, clientId: Uint8Array | null): number | undefined {
		return clientId === null ? undefined : byClientId.get(sessionId, clientId)?.id;
	}

	return {
		/**
		 * Stores an event, inside the caller's transaction; one whose id is there already is found instead.
		 * @returns the event's id
		 * @throws {AppError} `unknown_session`; `session_stopped` for one that happened after the stop
		 */
		store(event: NewEvent): number {
			const session = sessions.getByToken(event.token);
			const stopClock = stopClockOf(session);
			if (stopClock !== null && clientClock(event.time) > stopClock) {
				const earlier = findEarlier(session.id, event.clientId);
				if (earlier === undefined) throw new AppError("session_stopped");
				return earlier;
			}
			const { at, sentAs } = event.time;
			const { changes, lastInsertRowid } = insert.run(
				session.id,
				event.clientId,
				at,
				sentAs,
				event.receivedAt,
				event.action,
				event.data,
			);
			const earlier = changes === 0 ? findEarlier(session.id, event.clientId) : undefined;
			if (earlier !== undefined) return earlier;
			sessions.unpack(session);
			(event.action === CLICK_ACTION ? countClick : count).run(at, event.receivedAt, session.id);
			return Number(lastInsertRowid);
		},
	};
}
