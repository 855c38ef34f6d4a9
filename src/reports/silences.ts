import type { Database } from "bun:sqlite";
import { LIMITS } from "../model/limits.ts";
import type { Range } from "../model/reports/range.ts";
import type { Selection } from "../model/reports/request.ts";
import { intersect } from "./opening-use.ts";

/**
 * Spans of a selection without a sign of life, in order, by consumer: between two signs, or after the last one. Before its
 * first sign ever a consumer was not there, and one that never gave any is not known to be silent, and not here.
 */
export function listSilences(
	database: Database,
	{ from, to, consumers }: Selection,
	now: number,
): ReadonlyMap<number, readonly Range[]> {
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
	const silences = new Map<number, readonly Range[]>();
	for (const [consumer, own] of Map.groupBy(spans, (span) => span.consumer)) {
		if (consumers?.includes(consumer) === false) continue;
		const found: Range[] = [];
		let heardAt = own[0]?.from ?? 0;
		for (const span of [...own, { from: Math.min(to, now), to: Math.min(to, now) }]) {
			const silence = { from: Math.max(heardAt, from), to: Math.min(span.from, to) };
			if (span.from - heardAt > LIMITS.heartbeatGapMs && silence.from < silence.to) found.push(silence);
			heardAt = Math.max(heardAt, span.to);
		}
		silences.set(consumer, found);
	}
	return silences;
}

/** Spans in which every consumer that gives signs of life was silent. */
export function commonSilences(database: Database, selection: Selection, now: number): readonly Range[] {
	const [first = [], ...others] = listSilences(database, selection, now).values();
	return others.reduce(intersect, first);
}
