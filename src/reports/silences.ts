import { LIMITS } from "../model/limits.ts";
import type { Range } from "../model/reports/range.ts";
import type { Selection } from "../model/reports/request.ts";
import { type Digest, digestsOf, takeApart } from "./digests.ts";
import { intersect, union } from "./opening-use.ts";
import { listPresence } from "./presence.ts";
import { forEachSession } from "./selected.ts";
import type { Snapshot } from "./snapshot.ts";
import { SpanList } from "./spans.ts";

/** Sessions that began so long before a range may still have been a sign of life at its beginning, in milliseconds. */
const LOOK_BACK_MS = 24 * 3_600_000;

/** Which sessions are signs of life: all. */
export const ANY_SESSION = { test: "include", faulty: "include", excluded: [] } as const;

/** When sessions were signs of life, by consumer: from their start over their dwell time, two close ones as one. */
export const SIGNS: Digest<ReadonlyMap<number, SpanList>> = {
	name: "signs",
	make(_, selected) {
		const signs = new Map<number, SpanList>();
		forEachSession(selected, ({ consumer, columns }, index) => {
			let own = signs.get(consumer);
			if (own === undefined) {
				own = new SpanList();
				signs.set(consumer, own);
			}
			const at = columns.startedAt[index] ?? 0;
			own.add(at, at + (columns.dwellSeconds[index] ?? 0) * 1000);
		});
		for (const own of signs.values()) own.unite(LIMITS.heartbeatGapMs);
		return signs;
	},
	merge: (parts) => new Map(parts.flatMap((part) => [...part])),
	weigh: (signs) => signs.values().reduce((sum, list) => sum + list.bytes, 200),
};

/** A consumer that gives signs of life, within a range. */
interface Watched {
	/** When a sign was to be expected. */
	readonly there: Range;
	/** When there was none, in order. */
	readonly silences: readonly Range[];
}

/**
 * Spans of a selection without a sign of life, by consumer: between two signs, or after the last one. A session is a sign,
 * too, of whatever sort it is: what could not be sent was sent later. Before its first heartbeat ever a consumer was not
 * there, and no longer once it is revoked; one that never gave any is not known to be silent, and not here.
 */
export function listSilences(snapshot: Snapshot, selection: Selection, now: number): ReadonlyMap<number, Watched> {
	const { from, to, consumers } = selection;
	const heartbeats = listHeartbeats(snapshot, selection);
	const presence = listPresence(snapshot.database, consumers);
	const sessions = heartbeats.size === 0 ? [] : listSigns(snapshot, selection);
	const watched = new Map<number, Watched>();
	for (const [consumer, own] of heartbeats) {
		// Not chosen, or never there: revoked before its first sign came.
		const there = presence.get(consumer);
		if (there === undefined) continue;
		const firstAt = own[0]?.from ?? 0;
		const end = Math.min(to, now, there.to);
		const unheard = gapsBetween(own, firstAt, end);
		// Few: mostly nobody comes while there is no heartbeat.
		const heard = sessions.flatMap((each) => each.get(consumer)?.within(unheard) ?? []);
		const all = heard.length === 0 ? own : [...own, ...heard].sort((one, other) => one.from - other.from);
		const silences = gapsBetween(all, firstAt, end)
			.map((gap) => ({ from: Math.max(gap.from, from), to: gap.to }))
			.filter((silence) => silence.from < silence.to);
		watched.set(consumer, { there: { from: firstAt, to: end }, silences });
	}
	return watched;
}

/** The gaps between signs, in order, within a range, that are too long to be usual. */
function gapsBetween(signs: readonly Range[], from: number, to: number): Range[] {
	const gaps: Range[] = [];
	let heardAt = from;
	for (const sign of [...signs, { from: to, to }]) {
		const heardNext = Math.min(sign.from, to);
		if (heardNext - heardAt > LIMITS.heartbeatGapMs) gaps.push({ from: heardAt, to: heardNext });
		heardAt = Math.max(heardAt, sign.to);
	}
	return gaps;
}

/** Spans in which no consumer that was there gave a sign of life. */
export function commonSilences(snapshot: Snapshot, selection: Selection, now: number): readonly Range[] {
	const watched = [...listSilences(snapshot, selection, now).values()];
	const any = union(watched.flatMap(({ silences }) => silences));
	return watched.reduce((common, { there, silences }) => {
		const before = { from: Number.NEGATIVE_INFINITY, to: there.from };
		const after = { from: there.to, to: Number.POSITIVE_INFINITY };
		return intersect(common, union([before, ...silences, after]));
	}, any);
}

/** Spans of heartbeats in a range, and the last one before it, which tells that a consumer was there. */
function listHeartbeats({ database }: Snapshot, { from, to }: Selection): Map<number, Range[]> {
	const spans = database
		.query<{ consumer: number; from: number; to: number }, [number, number, number]>(
			`SELECT
				consumer_id AS consumer,
				first_at AS "from",
				last_at AS "to"
			FROM heartbeat_spans
			WHERE last_at >= $1 AND first_at < $2
			UNION ALL
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
	return Map.groupBy(spans, ({ consumer }) => consumer);
}

function listSigns(snapshot: Snapshot, selection: Selection): ReadonlyMap<number, SpanList>[] {
	const from = selection.from - LOOK_BACK_MS;
	return digestsOf(snapshot, takeApart(snapshot, { ...selection, ...ANY_SESSION, from }), SIGNS);
}
