import type { Database } from "bun:sqlite";
import type { Series, Totals, Trust } from "../../../src/model/reports/answers.ts";
import type { ReportContext, Selection } from "../../../src/model/reports/request.ts";
import { formatInstant } from "../../../src/model/time.ts";
import { type Chosen, choose, type Visit } from "./visits.ts";

const MINUTE = 60_000;

interface Span {
	readonly from: number;
	readonly to: number;
}

/**
 * The use, moment by moment: between two of all times at which anything begins or ends, nothing changes, so it is asked in
 * the middle of each whether it is open, and whether somebody is there.
 */
export function expectUse(
	database: Database,
	{ visits }: Chosen,
	selection: Selection,
	context: ReportContext,
): Totals["use"] {
	const spans = visits.map(({ session, consumer, dwell }) => ({
		consumer,
		from: session.started_at,
		to: session.started_at + dwell * 1000,
	}));
	const isOpen = openness(selection, context);
	const presence = presenceOf(database, selection);
	let [openMs, usedMs] = [0, 0];
	for (const { from, to } of pieces(selection, context, [...spans, ...presence.values()])) {
		const middle = (from + to) / 2;
		if (!isOpen(middle)) continue;
		for (const [consumer, there] of presence) {
			if (middle < there.from || middle >= there.to) continue;
			openMs += to - from;
			const used = spans.some((span) => span.consumer === consumer && span.from <= middle && middle < span.to);
			if (used) usedMs += to - from;
		}
	}
	return {
		share: openMs === 0 ? null : usedMs / openMs,
		used_seconds: Math.floor(usedMs / 1000),
		open_seconds: Math.floor(openMs / 1000),
	};
}

/** Spans of the opening hours without a sign of life of one consumer, and of all. */
export function expectSilences(
	database: Database,
	visits: readonly Visit[],
	selection: Selection,
	context: ReportContext,
): { own: Trust["silences"]; common: Series["silences"] } {
	const gaps = gapsOf(database, visits, selection, context.now);
	const isOpen = openness({ ...selection, excluded: [] }, context);
	const all = pieces(
		{ ...selection, excluded: [] },
		context,
		[...gaps.values()].flatMap(({ there, silent }) => [there, ...silent]),
	).filter(({ from, to }) => isOpen((from + to) / 2));
	const within = (spans: readonly Span[], { from, to }: Span) =>
		spans.some((span) => span.from <= from && span.to >= to);
	const silent = (consumer: number, piece: Span) => within(gaps.get(consumer)?.silent ?? [], piece);
	const absent = (consumer: number, piece: Span) => !within([gaps.get(consumer)?.there ?? piece], piece);
	const consumers = [...gaps.keys()].toSorted((one, other) => one - other);
	const format = ({ from, to }: Span) => ({ from: formatInstant(from), to: formatInstant(to) });
	return {
		own: consumers.flatMap((consumer) =>
			join(all.filter((piece) => silent(consumer, piece))).map((span) => ({ consumer, ...format(span) })),
		),
		common: join(
			all.filter(
				(piece) =>
					consumers.some((consumer) => silent(consumer, piece)) &&
					consumers.every((consumer) => silent(consumer, piece) || absent(consumer, piece)),
			),
		).map(format),
	};
}

/** What is told of how good the figures are, but the silences. */
export function expectTrust(all: readonly Visit[], selection: Selection): Omit<Trust, "silences" | "silence_count"> {
	const { visits } = choose(all, { ...selection, faulty: "include" });
	const faulty = visits.filter((visit) => visit.faulty);
	return {
		faulty_sessions: faulty
			.map(({ session, consumer }) => ({ id: session.id, consumer, started_at: formatInstant(session.started_at) }))
			.sort((one, other) =>
				one.started_at === other.started_at ? other.id - one.id : one.started_at < other.started_at ? 1 : -1,
			),
		faulty: faulty.length,
		corrected_sessions: visits.filter(({ corrected }) => corrected).length,
		sessions: visits.length,
	};
}

/** Spans that touch, as one. */
export function join(spans: readonly Span[]): Span[] {
	const joined: { from: number; to: number }[] = [];
	for (const { from, to } of spans) {
		const last = joined.at(-1);
		if (last?.to === from) last.to = to;
		else joined.push({ from, to });
	}
	return joined;
}

/** Who is there to give signs of life, and the gaps of more than 15 minutes between them. */
interface Heard {
	readonly there: Span;
	readonly silent: readonly Span[];
}

/** By consumers that gave a heartbeat before the range's end; sessions are signs, too. */
function gapsOf(
	database: Database,
	all: readonly Visit[],
	{ from, to, consumers }: Selection,
	now: number,
): Map<number, Heard> {
	const heartbeats = database
		.query<{ consumer: number; from: number; to: number }, []>(
			'SELECT consumer_id AS consumer, first_at AS "from", last_at AS "to" FROM heartbeat_spans ORDER BY first_at',
		)
		.all()
		.filter((sign) => sign.from < to && consumers?.includes(sign.consumer) !== false);
	const sessions = all
		.filter(({ session: { started_at: at } }) => at >= from - 24 * 60 * MINUTE && at < to)
		.map(({ consumer, session, dwell }) => ({
			...{ consumer, from: session.started_at, to: session.started_at + dwell * 1000 },
		}));
	const revoked = new Map(
		database
			.query<{ id: number; at: number | null }, []>("SELECT id, deleted_at AS at FROM consumer_records")
			.all()
			.map(({ id, at }) => [id, at ?? Number.POSITIVE_INFINITY]),
	);
	const gaps = new Map<number, Heard>();
	for (const [consumer, own] of Map.groupBy(heartbeats, (sign) => sign.consumer)) {
		const end = Math.min(to, now, revoked.get(consumer) ?? Number.POSITIVE_INFINITY);
		const first = own[0]?.from ?? 0;
		const signs = [...own, ...sessions.filter((sign) => sign.consumer === consumer && sign.to >= first)].toSorted(
			(one, other) => one.from - other.from,
		);
		const heard = signs.map((_, index) => Math.max(first, ...signs.slice(0, index + 1).map((sign) => sign.to)));
		const found = heard.map((at, index) => ({ from: at, to: Math.min(signs[index + 1]?.from ?? end, end) }));
		gaps.set(consumer, {
			there: { from: first, to: end },
			silent: found
				.filter((gap) => gap.to - gap.from > 15 * MINUTE)
				.map((gap) => ({ from: Math.max(gap.from, from), to: gap.to }))
				.filter((gap) => gap.from < gap.to),
		});
	}
	return gaps;
}

/** When each chosen consumer was there: from its first session or heartbeat, until it was revoked. */
function presenceOf(database: Database, { consumers }: Selection): Map<number, Span> {
	const signs = database
		.query<{ consumer: number; at: number; revoked: number | null }, []>(
			`SELECT coalesce(consumer_id, 0) AS consumer, at, deleted_at AS revoked
			FROM (
				SELECT consumer_id, started_at AS at FROM session_records
				UNION ALL
				SELECT consumer_id, first_at FROM heartbeat_spans
			)
			LEFT JOIN consumer_records ON consumer_records.id = consumer_id
			ORDER BY at`,
		)
		.all()
		.filter(({ consumer }) => consumers?.includes(consumer) !== false);
	return new Map(
		[...Map.groupBy(signs, ({ consumer }) => consumer)].map(([consumer, [first]]) => [
			consumer,
			{ from: first?.at ?? 0, to: first?.revoked ?? Number.POSITIVE_INFINITY },
		]),
	);
}

/** Whether a moment is of the range, not excluded, past, and in the opening hours. */
function openness({ from, to, excluded }: Selection, { now, owner }: ReportContext): (at: number) => boolean {
	return (at) => {
		if (at < from || at >= Math.min(to, now)) return false;
		if (excluded.some((range) => at >= range.from && at < range.to)) return false;
		if (owner.opening_hours.length === 0) return true;
		const local = Temporal.Instant.fromEpochMilliseconds(Math.floor(at)).toZonedDateTimeISO(owner.zone);
		const clock = local.toPlainTime().toString({ smallestUnit: "minute" });
		return (owner.opening_hours[local.dayOfWeek - 1] ?? []).some((hours) => hours.from <= clock && clock < hours.to);
	};
}

/** A range cut at all times at which anything may change. */
function pieces(selection: Selection, { now, owner }: ReportContext, spans: readonly Span[]): Span[] {
	const ends = [...spans, ...selection.excluded, selection].flatMap(({ from, to }) => [from, to]);
	const cuts = [now, ...ends, ...openingTimes(selection, owner)]
		.filter((at) => at >= selection.from && at <= selection.to)
		.toSorted((one, other) => one - other);
	return cuts
		.slice(1)
		.map((to, index) => ({ from: cuts[index] ?? to, to }))
		.filter(({ from, to }) => from < to);
}

/** When it opens and closes, on each day that a range touches. */
function openingTimes({ from, to }: Span, { zone, opening_hours: week }: ReportContext["owner"]): number[] {
	const times: number[] = [];
	const first = Temporal.Instant.fromEpochMilliseconds(from).toZonedDateTimeISO(zone).toPlainDate();
	for (let date = first; date.toZonedDateTime(zone).epochMilliseconds < to; date = date.add({ days: 1 })) {
		for (const hours of week[date.dayOfWeek - 1] ?? []) {
			for (const clock of [hours.from, hours.to]) {
				const at =
					clock === "24:00"
						? date.add({ days: 1 }).toZonedDateTime(zone)
						: date.toZonedDateTime({ timeZone: zone, plainTime: clock });
				times.push(at.epochMilliseconds);
			}
		}
	}
	return times;
}
