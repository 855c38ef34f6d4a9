import type { Database } from "bun:sqlite";
import { LIMITS } from "../model/limits.ts";
import type { Range } from "../model/reports/range.ts";
import type { Selection } from "../model/reports/request.ts";

/** A consumer's span without a sign of life. */
export interface Silence extends Range {
	readonly consumer: number;
}

/**
 * Spans of a selection without a sign of life, by consumer: between two signs, or after the last one. Before its first
 * sign ever a consumer was not there, and one that never gave any is not known to be silent.
 */
export function listSilences(database: Database, { from, to, consumers }: Selection, now: number): Silence[] {
	const spans = database
		.query<{ consumer: number; from: number; to: number }, [number, number, number]>(
			`SELECT
				consumer_id AS consumer,
				first_at AS "from",
				last_at AS "to"
			FROM heartbeat_spans
			WHERE last_at >= $1 AND first_at < $2
			UNION ALL
			-- The last sign before the range tells that it was there.
			SELECT
				consumer_id,
				max(last_at),
				max(last_at)
			FROM heartbeat_spans
			WHERE last_at < $3
			GROUP BY consumer_id
			ORDER BY consumer, "from"`,
		)
		.all(from, to, from);
	const silences: Silence[] = [];
	for (const [consumer, own] of Map.groupBy(spans, (span) => span.consumer)) {
		if (consumers?.includes(consumer) === false) continue;
		let heardAt = own[0]?.from ?? 0;
		for (const span of [...own, { from: Math.min(to, now), to: Math.min(to, now) }]) {
			const silence = { consumer, from: Math.max(heardAt, from), to: Math.min(span.from, to) };
			if (span.from - heardAt > LIMITS.heartbeatGapMs && silence.from < silence.to) silences.push(silence);
			heardAt = Math.max(heardAt, span.to);
		}
	}
	return silences;
}

/** Spans in which every consumer that gives signs of life was silent. */
export function commonSilences(database: Database, selection: Selection, now: number): Range[] {
	const silences = listSilences(database, selection, now);
	const byConsumer = Map.groupBy(silences, ({ consumer }) => consumer);
	const heard = database
		.query<{ consumer: number }, [number]>(
			"SELECT DISTINCT consumer_id AS consumer FROM heartbeat_spans WHERE first_at < $1",
		)
		.all(selection.to)
		.filter(({ consumer }) => selection.consumers?.includes(consumer) !== false);
	let common: Range[] | undefined;
	for (const { consumer } of heard) {
		const own = byConsumer.get(consumer) ?? [];
		common =
			common === undefined
				? own
				: common.flatMap((one) =>
						own
							.map((other) => ({ from: Math.max(one.from, other.from), to: Math.min(one.to, other.to) }))
							.filter(({ from, to }) => from < to),
					);
	}
	return (common ?? []).map(({ from, to }) => ({ from, to }));
}
