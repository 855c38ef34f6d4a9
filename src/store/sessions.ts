import type { Database } from "bun:sqlite";
import { AppError } from "../errors.ts";
import { clientClock } from "../model/clock.ts";
import type { NewSession, SessionStop, StartedSession } from "../model/session.ts";
import type { Instant } from "../model/time.ts";
import { admitConsumer } from "./admission.ts";
import type { Consumers } from "./consumers.ts";

/** What a write needs to know of the session that a token belongs to. */
interface OpenSession {
	id: number;
	stopped_at: number | null;
	stopped_at_client: number | null;
	packed: number;
}

/** The statements on sessions, kept for one connection. Each function writes at once, inside the caller's transaction. */
export function prepareSessions(database: Database, consumers: Consumers, newToken: () => string) {
	const byToken = database.query<OpenSession, [string]>(
		`SELECT
			id,
			stopped_at,
			stopped_at_client,
			packed
		FROM session_records
		WHERE token = $1`,
	);
	const byClientId = database.query<StartedSession, [number, Uint8Array]>(
		"SELECT id, token FROM session_records WHERE consumer_id = $1 AND client_id = $2",
	);
	const insert = database.query<
		unknown,
		[number, Uint8Array | null, string, string, Instant, Instant | null, string | null, number, Instant]
	>(
		`INSERT INTO session_records (
			consumer_id,
			client_id,
			token,
			ip,
			started_at,
			started_at_client,
			data,
			test,
			received_at,
			last_received_at
		) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $9)`,
	);
	const stop = database.query<unknown, [Instant, Instant | null, string | null, number]>(
		"UPDATE session_records SET stopped_at = $1, stopped_at_client = $2, stop_reason = $3, packed = 0 WHERE id = $4",
	);

	const markTest = database.query<unknown, [number]>("UPDATE session_records SET test = 1, packed = 0 WHERE id = $1");

	const unpack = database.query<unknown, [number]>("UPDATE session_records SET packed = 0 WHERE id = $1");

	/** @throws {AppError} `unknown_session` */
	function getByToken(token: string): OpenSession {
		const session = byToken.get(token);
		if (session === null) throw new AppError("unknown_session", { parameter: "token" });
		return session;
	}

	return {
		getByToken,
		/** From now on the session's rows count in the reports, and not what its pack says. */
		unpack({ id, packed }: OpenSession): void {
			if (packed === 1) unpack.run(id);
		},
		/** @throws {AppError} as {@link admitConsumer} */
		start(session: NewSession): StartedSession {
			const consumer = admitConsumer(consumers, session.consumerKey, session.address);
			if (session.clientId !== null) {
				const earlier = byClientId.get(consumer.id, session.clientId);
				if (earlier !== null) {
					// A gesture of the staff may tell only after the first touch.
					if (session.test) markTest.run(earlier.id);
					return earlier;
				}
			}
			const token = newToken();
			const { lastInsertRowid } = insert.run(
				consumer.id,
				session.clientId,
				token,
				session.address,
				session.started.at,
				session.started.sentAs,
				session.data,
				session.test ? 1 : 0,
				session.receivedAt,
			);
			return { id: Number(lastInsertRowid), token };
		},
		/** @throws {AppError} `unknown_session`; `session_stopped` where it was stopped at another time */
		stop({ token, stopped, reason }: SessionStop): void {
			const session = getByToken(token);
			const stopClock = stopClockOf(session);
			if (stopClock === clientClock(stopped)) return;
			if (stopClock !== null) throw new AppError("session_stopped");
			stop.run(stopped.at, stopped.sentAs, reason, session.id);
		},
	};
}

/** What {@link prepareSessions} gives. */
export type Sessions = ReturnType<typeof prepareSessions>;

/** When a session was stopped by its client's clock; `null` while it is open. */
export function stopClockOf(session: OpenSession): Instant | null {
	return session.stopped_at_client ?? session.stopped_at;
}
