import type { Database } from "bun:sqlite";
import type { Selection } from "../../src/model/reports/request.ts";

interface RawSession {
	id: number;
	consumer_id: number | null;
	started_at: number;
	stopped_at: number | null;
	stop_reason: string | null;
	last_received_at: number;
	data: string | null;
	test: number;
}

interface RawEvent {
	id: number;
	session_id: number;
	ts: number;
	action: string;
	data: string | null;
}

interface Visit {
	readonly session: RawSession;
	readonly events: readonly RawEvent[];
	readonly dwell: number;
}

/** What the reports should say, worked out from the rows alone, in the plainest way. */
export function bruteForce(database: Database, selection: Selection, silentSince: number) {
	const inRange = ({ started_at: at }: RawSession) =>
		at >= selection.from && at < selection.to && !selection.excluded.some(({ from, to }) => at >= from && at < to);
	const events = Map.groupBy(
		database.query<RawEvent, []>("SELECT * FROM event_records ORDER BY ts, id").all(),
		(event) => event.session_id,
	);
	const visits: Visit[] = database
		.query<RawSession, []>("SELECT * FROM session_records ORDER BY id")
		.all()
		.filter((session) => inRange(session) && session.test === 0)
		.filter((session) => selection.consumers?.includes(session.consumer_id ?? 0) ?? true)
		.map((session) => {
			const own = events.get(session.id) ?? [];
			return { session, events: own, dwell: Math.floor(((own.at(-1)?.ts ?? 0) - (own[0]?.ts ?? 0)) / 1000) };
		});
	const dwells = visits.map(({ dwell }) => dwell).sort((one, other) => one - other);
	const rank = (share: number) =>
		dwells.length === 0 ? null : dwells[Math.max(0, Math.ceil(dwells.length * share) - 1)];
	const targetsOf = (visit: Visit) =>
		visit.events.flatMap((event) => {
			const { target } = JSON.parse(event.data ?? "{}") as { target?: string };
			return target === undefined || event.action === "screen" ? [] : [{ target, event }];
		});
	const elements = new Map<
		string,
		{ events: number; sessions: Set<number>; first: number; last: number; holds: number[] }
	>();
	for (const visit of visits) {
		const touched = targetsOf(visit);
		for (const { target, event } of touched) {
			const element = elements.get(target) ?? { events: 0, sessions: new Set(), first: 0, last: 0, holds: [] };
			elements.set(target, element);
			element.events++;
			element.sessions.add(visit.session.id);
			const next = visit.events[visit.events.indexOf(event) + 1];
			if (next !== undefined) element.holds.push(next.ts - event.ts);
		}
		const first = elements.get(touched[0]?.target ?? "");
		const last = elements.get(touched.at(-1)?.target ?? "");
		if (first !== undefined) first.first++;
		if (last !== undefined) last.last++;
	}
	const touching = visits.filter((visit) => targetsOf(visit).length > 0).length;
	const transitions = new Map<string, number>();
	for (const visit of visits) {
		const way = targetsOf(visit)
			.map(({ target }) => target)
			.filter((target, index, all) => target !== all[index - 1]);
		const ends = way.length === 0 ? [] : [null, ...way, null];
		for (let index = 1; index < ends.length; index++) {
			const key = JSON.stringify([ends[index - 1], ends[index]]);
			transitions.set(key, (transitions.get(key) ?? 0) + 1);
		}
	}
	const share = (part: number) => (visits.length === 0 ? null : part / visits.length);
	return {
		sessions: visits.length,
		events: visits.reduce((sum, visit) => sum + visit.events.length, 0),
		meaningful: visits.filter((visit) => visit.events.length >= 2).length,
		bounceRate: share(visits.filter((visit) => visit.events.length <= 1).length),
		dwell: {
			median: rank(0.5),
			mean: share(dwells.reduce((sum, seconds) => sum + seconds, 0)),
			p90: rank(0.9),
		},
		thorough:
			elements.size === 0
				? null
				: share(
						visits.filter((visit) => new Set(targetsOf(visit).map(({ target }) => target)).size * 2 > elements.size)
							.length,
					),
		misses: visits.flatMap((visit) => visit.events).filter(({ data }) => data?.includes('"miss":true')).length,
		endings: countBy(
			visits.map(({ session }) => {
				if (session.stopped_at !== null) return session.stop_reason ?? "stopped";
				return session.last_received_at > silentSince ? "open" : "timeout";
			}),
		),
		languages: countBy(
			visits.map(({ session }) => (JSON.parse(session.data ?? "{}") as { language?: string }).language ?? ""),
		),
		starts: visits.map(({ session }) => session.started_at),
		elements: Object.fromEntries(
			[...elements].map(([name, { events, sessions, first, last, holds }]) => [
				name,
				{
					events,
					sessions: sessions.size,
					attracting_power: sessions.size / visits.length,
					first_share: first / touching,
					last_share: last / touching,
					holding_seconds: holds.length === 0 ? null : holds.reduce((sum, ms) => sum + ms, 0) / holds.length / 1000,
				},
			]),
		),
		transitions: Object.fromEntries(transitions),
		list: visits.map((visit) => ({
			id: visit.session.id,
			started_at: new Date(visit.session.started_at).toISOString(),
			events: visit.events.length,
			dwell_seconds: visit.dwell,
			targets: new Set(targetsOf(visit).map(({ target }) => target)).size,
		})),
		finds: (target: string) =>
			visits
				.filter((visit) => targetsOf(visit).some((each) => each.target === target))
				.map(({ session }) => session.id),
		touches: visits
			.flatMap((visit) => visit.events)
			.filter(({ data }) => data?.includes("viewportWidth"))
			.map(({ data }) => JSON.parse(data ?? "{}") as { clickX: number; clickY: number }),
	};
}

function countBy(names: readonly string[]): Record<string, number> {
	return Object.fromEntries([...Map.groupBy(names, (name) => name)].map(([name, all]) => [name, all.length]));
}
