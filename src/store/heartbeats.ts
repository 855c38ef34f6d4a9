import type { Database } from "bun:sqlite";
import type { Heartbeat } from "../model/heartbeat.ts";
import { LIMITS } from "../model/limits.ts";
import type { Instant } from "../model/time.ts";
import { admitConsumer } from "./admission.ts";
import type { Consumers } from "./consumers.ts";

interface Span {
	id: number;
	first_at: number;
	last_at: number;
	signs: number;
}

/** The statements on heartbeats, kept for one connection. A span runs from a first to a last sign, without a gap between. */
export function prepareHeartbeats(database: Database, consumers: Consumers) {
	const near = database.query<Span, [number, string, Instant, number]>(
		`SELECT
			id,
			first_at,
			last_at,
			signs
		FROM heartbeat_spans
		WHERE consumer_id = $1
			AND page = $2
			AND last_at >= $3 - $4
			AND first_at <= $3 + $4
		ORDER BY first_at`,
	);
	const insert = database.query<unknown, [number, string, Instant]>(
		"INSERT INTO heartbeat_spans (consumer_id, page, first_at, last_at, signs) VALUES ($1, $2, $3, $3, 1)",
	);
	const extend = database.query<unknown, [Instant, Instant, number, number]>(
		"UPDATE heartbeat_spans SET first_at = $1, last_at = $2, signs = $3 WHERE id = $4",
	);
	const remove = database.query<unknown, [number]>("DELETE FROM heartbeat_spans WHERE id = $1");

	return {
		/**
		 * Extends the span that a sign of life belongs to, or begins one. A late sign may join two spans.
		 * @throws {AppError} as {@link admitConsumer}
		 */
		store(heartbeat: Heartbeat): void {
			const { at, page } = heartbeat;
			const consumer = admitConsumer(consumers, heartbeat.consumerKey, heartbeat.address);
			const [first, ...rest] = near.all(consumer.id, page, at, LIMITS.heartbeatGapMs);
			if (first === undefined) {
				insert.run(consumer.id, page, at);
				return;
			}
			const spans = [first, ...rest];
			// A client that repeats its sign, having had no answer, gives no other.
			const isRepeat = spans.some((span) => span.first_at === at || span.last_at === at);
			extend.run(
				Math.min(at, first.first_at),
				Math.max(at, ...spans.map((span) => span.last_at)),
				spans.reduce((signs, span) => signs + span.signs, isRepeat ? 0 : 1),
				first.id,
			);
			for (const span of rest) remove.run(span.id);
		},
	};
}
