import type { Database } from "bun:sqlite";
import { expect } from "bun:test";
import type {
	Dwell,
	Elements,
	Funnel,
	Goals,
	Languages,
	Paths,
	Series,
	Totals,
	Touches,
	Trust,
	Week,
} from "../../src/model/reports/answers.ts";
import type { FunnelStep, ReportContext, ReportQuestion, Selection } from "../../src/model/reports/request.ts";
import type { Sessions } from "../../src/model/reports/session-answers.ts";
import { answerReport } from "../../src/reports/answer-report.ts";
import type { Snapshots } from "../../src/reports/snapshot.ts";
import { expectElements, expectGoals } from "./brute-force/elements.ts";
import { expectDwell, expectLanguages, expectSteps, expectTotals, expectWeek } from "./brute-force/figures.ts";
import { expectSilences, expectTrust, expectUse, join } from "./brute-force/hours.ts";
import { expectFunnel, expectPaths } from "./brute-force/journeys.ts";
import { expectCells, expectGrid, expectPlaces } from "./brute-force/touches.ts";
import { type Chosen, choose, readVisits } from "./brute-force/visits.ts";
import { compareSessionList } from "./compare-session-list.ts";

/** What is compared. */
export interface Comparison {
	readonly database: Database;
	readonly snapshots: Snapshots;
	readonly context: ReportContext;
	/** All are asked for at once, as a report and what it is compared with. */
	readonly selections: readonly Selection[];
	readonly funnels: readonly (readonly FunnelStep[])[];
}

/** Expects that every report says what the rows say, worked out in the plainest way. */
export function compareReports({ database, snapshots, context, selections, funnels }: Comparison): void {
	const all = readVisits(database);
	const ask = <T>(question: ReportQuestion) => answerReport(snapshots, { ...question, ...context, selections }) as T[];
	const each = <T>(
		question: ReportQuestion,
		compare: (answer: T, chosen: Chosen, selection: Selection) => void,
	): void => {
		for (const [index, answer] of ask<T>(question).entries()) {
			const selection = selections[index];
			if (selection !== undefined) compare(answer, choose(all, selection), selection);
		}
	};

	each<Totals>({ report: "totals" }, (totals, chosen, selection) =>
		expect(totals).toEqual({
			...expectTotals(all, chosen, selection, context),
			use: expectUse(database, chosen, selection, context),
		}),
	);
	each<Dwell>({ report: "dwell" }, (dwell, chosen) =>
		expect(dwell).toEqual(expectDwell(chosen, dwell, context.silentSince)),
	);
	each<Languages>({ report: "languages" }, (languages, chosen) => expect(languages).toEqual(expectLanguages(chosen)));
	each<Week>({ report: "week" }, (week, chosen, { zone }) => expect(week).toEqual(expectWeek(chosen, zone)));
	for (const grain of ["hour", "day", "month", undefined] as const) {
		each<Series>({ report: "series", grain }, (series, chosen, selection) => {
			const starts = series.starts.map((start) => Date.parse(start));
			expect(series).toMatchObject(expectSteps(chosen, starts));
			expect(joinTimes(series.silences)).toEqual(expectSilences(database, all, selection, context).common);
		});
	}
	each<Trust>({ report: "trust" }, ({ silences, silence_count: silenceCount, ...trust }, _, selection) => {
		expect(trust).toEqual(expectTrust(all, selection));
		expect(silenceCount).toBe(silences.length);
		expect(silences.map(({ from }) => from)).toEqual(silences.map(({ from }) => from).toSorted());
		const joined = [...Map.groupBy(silences, ({ consumer }) => consumer)]
			.sort(([one], [other]) => one - other)
			.flatMap(([consumer, own]) => joinTimes(own).map((span) => ({ consumer, ...span })));
		expect(joined).toEqual(expectSilences(database, all, selection, context).own);
	});
	for (const kind of ["action", "target", "screen", "media"] as const) {
		each<Elements>({ report: "elements", kind, limit: 1000 }, (elements, chosen) => {
			const counts = elements.elements.map(({ events }) => events);
			expect(counts).toEqual(counts.toSorted((one, other) => other - one));
			expect(byName(elements)).toEqual(byName(expectElements(chosen, kind)));
		});
	}
	each<Goals>({ report: "goals" }, (goals, chosen) => expect(goals).toEqual(expectGoals(chosen, context.owner)));
	for (const kind of ["target", "screen"] as const) {
		each<Paths>({ report: "paths", kind, limit: 1000 }, (paths, chosen) =>
			expect(sorted(paths)).toEqual(sorted(expectPaths(chosen, kind))),
		);
	}
	for (const steps of funnels) {
		each<Funnel>({ report: "funnel", steps }, (funnel, chosen) => expect(funnel).toEqual(expectFunnel(chosen, steps)));
	}
	for (const selection of selections) {
		compareSessionList(choose(all, selection), (question) => {
			const [answer] = answerReport(snapshots, { ...question, ...context, selections: [selection] });
			return answer as Sessions;
		});
	}
	each<Touches>({ report: "touches", place: undefined, layer: "all" }, (touches, chosen, selection) =>
		compareTouches(touches, chosen, (place, layer) => {
			const question = { report: "touches", place, layer } as const;
			const [answer] = answerReport(snapshots, { ...question, ...context, selections: [selection] });
			return answer as Touches;
		}),
	);
}

/** Every place, and every layer of its map. */
function compareTouches(
	overview: Touches,
	chosen: Chosen,
	ask: (place: number, layer: "all" | "misses" | "bursts") => Touches,
): void {
	const expected = expectPlaces(chosen);
	expect(
		overview.places
			.map(({ screen, width, height, touches, misses, bursts }) => ({
				place: `${width}x${height} ${screen}`,
				touches,
				misses,
				bursts,
			}))
			.sort(byJson),
	).toEqual(
		[...expected]
			.map(([place, touches]) => ({
				place,
				touches: touches.length,
				misses: touches.filter(({ miss }) => miss).length,
				bursts: touches.filter(({ burst }) => burst).length,
			}))
			.sort(byJson),
	);
	expect(overview.place).toBe(overview.places[0]?.id ?? null);
	for (const { id, screen, width, height, touches } of overview.places) {
		expect(touches).toBeLessThanOrEqual(overview.places[0]?.touches ?? 0);
		for (const layer of ["all", "misses", "bursts"] as const) {
			const { place, columns, rows, cells } = ask(id, layer);
			const grid = expectGrid(width, height);
			const own = expected.get(`${width}x${height} ${screen}`) ?? [];
			expect({ place, columns, rows, cells }).toEqual({ place: id, ...grid, cells: expectCells(own, grid, layer) });
		}
	}
}

/** The order of equals is nobody's business. */
function byName({ elements, ...rest }: Elements): unknown {
	return { ...rest, elements: elements.toSorted((one, other) => (one.name < other.name ? -1 : 1)) };
}

function sorted({ transitions, ...rest }: Paths): unknown {
	return { ...rest, transitions: transitions.toSorted(byJson) };
}

function byJson(one: unknown, other: unknown): number {
	return JSON.stringify(one) < JSON.stringify(other) ? -1 : 1;
}

function joinTimes(spans: readonly { from: string; to: string }[]): { from: string; to: string }[] {
	const joined = join(spans.map(({ from, to }) => ({ from: Date.parse(from), to: Date.parse(to) })));
	return joined.map(({ from, to }) => ({ from: new Date(from).toISOString(), to: new Date(to).toISOString() }));
}
