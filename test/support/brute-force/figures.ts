import type { Dwell, Languages, Totals, Week } from "../../../src/model/reports/answers.ts";
import type { ReportContext, Selection } from "../../../src/model/reports/request.ts";
import { type Chosen, choose, nameIn, targetOf, type Visit } from "./visits.ts";

const HOUR = 3_600_000;

/** The key figures but the use. */
export function expectTotals(
	all: readonly Visit[],
	{ visits, leftOut }: Chosen,
	selection: Selection,
	{ now, silentSince }: ReportContext,
): Omit<Totals, "use"> {
	const dwells = visits.map(({ dwell }) => dwell).toSorted((one, other) => one - other);
	const rank = (share: number) => dwells[Math.max(0, Math.ceil(dwells.length * share) - 1)] ?? null;
	const share = (part: number) => (visits.length === 0 ? null : part / visits.length);
	const targets = (some: readonly Visit[]) =>
		new Set(some.flatMap(({ events }) => events.map(targetOf)).filter((name) => name !== undefined)).size;
	const isThorough = (visit: Visit) =>
		targets([visit]) > targets(visits.filter(({ consumer }) => consumer === visit.consumer)) / 2;
	const events = visits.flatMap((visit) => visit.events);
	const meaningful = visits.filter((visit) => visit.events.length >= 2).length;
	const lately = { ...selection, from: now - 24 * HOUR, to: now + 24 * HOUR, excluded: [], test: "exclude" as const };
	return {
		sessions: visits.length,
		meaningful_sessions: meaningful,
		events: events.length,
		events_per_session: share(events.length),
		bounce_rate: share(visits.filter((visit) => visit.events.length <= 1).length),
		dwell_seconds: {
			median: rank(0.5),
			mean: share(dwells.reduce((sum, seconds) => sum + seconds, 0)),
			p90: rank(0.9),
		},
		thorough_rate: targets(visits) === 0 ? null : share(visits.filter(isThorough).length),
		misses: events.filter(({ miss }) => miss).length,
		bursts: events.filter(({ burst }) => burst).length,
		open_now: choose(all, lately).visits.filter((visit) => endingOf(visit, silentSince) === "open").length,
		left_out: leftOut,
	};
}

/** How long sessions are, at the bounds that the answer has, and how they end. */
export function expectDwell({ visits }: Chosen, answer: Dwell, silentSince: number): Dwell {
	const between = (from: number, to: number) => visits.filter(({ dwell }) => dwell >= from && dwell < to).length;
	const endings = countBy(visits.map((visit) => endingOf(visit, silentSince)));
	return {
		bins: answer.bins.map(({ from_seconds: from, to_seconds: to }) => ({
			from_seconds: from,
			to_seconds: to,
			sessions: between(from, to ?? Number.POSITIVE_INFINITY),
		})),
		survival: answer.survival.map(({ seconds }) => ({
			seconds,
			share: visits.filter(({ dwell }) => dwell > seconds).length / visits.length,
		})),
		endings: [...endings]
			.map(([reason, sessions]) => ({ reason, sessions }))
			.sort((one, other) => other.sessions - one.sessions || (one.reason < other.reason ? -1 : 1)),
	};
}

export function expectLanguages({ visits }: Chosen): Languages {
	const counts = countBy(visits.map(({ fields }) => nameIn(fields, "language") ?? null));
	return {
		languages: [...counts]
			.map(([language, sessions]) => ({ language, sessions }))
			.sort((one, other) => other.sessions - one.sessions || ((one.language ?? "") < (other.language ?? "") ? -1 : 1)),
	};
}

/** Sessions and their events in each of some steps, each up to the next one's start. */
export function expectSteps({ visits }: Chosen, starts: readonly number[]): { sessions: number[]; events: number[] } {
	const steps = starts.map((start, index) => {
		const end = starts[index + 1] ?? Number.POSITIVE_INFINITY;
		return visits.filter(({ session }) => session.started_at >= start && session.started_at < end);
	});
	return {
		sessions: steps.map((step) => step.length),
		events: steps.map((step) => step.reduce((sum, { events }) => sum + events.length, 0)),
	};
}

export function expectWeek({ visits }: Chosen, zone: string): Week {
	const empty = () => Array.from({ length: 7 }, () => new Array<number>(24).fill(0));
	const week = { sessions: empty(), events: empty() };
	const add = (days: number[][], day: number, hour: number, count: number) => {
		const hours = days[day - 1];
		if (hours !== undefined) hours[hour] = (hours[hour] ?? 0) + count;
	};
	for (const { session, events } of visits) {
		const { dayOfWeek, hour } = Temporal.Instant.fromEpochMilliseconds(session.started_at).toZonedDateTimeISO(zone);
		add(week.sessions, dayOfWeek, hour, 1);
		add(week.events, dayOfWeek, hour, events.length);
	}
	return week;
}

function endingOf({ session }: Visit, silentSince: number): string {
	if (session.stopped_at !== null) return session.stop_reason || "stopped";
	return session.last_received_at > silentSince ? "open" : "timeout";
}

function countBy<T>(names: readonly T[]): Map<T, number> {
	return new Map([...Map.groupBy(names, (name) => name)].map(([name, all]) => [name, all.length]));
}
