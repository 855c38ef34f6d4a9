import type { Contender } from "./contenders.ts";
import type { LoadOutcome } from "./load.ts";
import type { ClientFigures } from "./measure-client.ts";
import type { DashboardFigures } from "./measure-dashboard.ts";
import type { File, Memory, Series } from "./measure-load.ts";
import type { StartUp } from "./measure-start.ts";
import { AIMED_CONNECTIONS, type Plan } from "./plan.ts";
import type { Machine } from "./processes.ts";
import { median, medianRatio } from "./statistics.ts";

/** All that a run found out. */
export interface Findings {
	readonly machine: Machine;
	readonly plan: Plan;
	readonly series: readonly Series[];
	readonly memory: readonly Memory[];
	readonly startUps: readonly StartUp[];
	/** Microseconds an event, without HTTP. */
	readonly storageUs: Readonly<Record<File, number>>;
	readonly client: ClientFigures;
	readonly dashboard: DashboardFigures;
}

/** A line of the table: medians over the rounds, and ratios of what was measured in the same round. */
export interface Rate {
	readonly contender: Contender;
	readonly file: File;
	readonly connections: number;
	readonly withIds: boolean;
	readonly perSecond: number;
	readonly p50Ms: number;
	readonly p99Ms: number;
	/** As a part of the bare server's, on the same file under the same load; `undefined` where that was not measured. */
	readonly ofCeiling: number | undefined;
	/** As a multiple of one commit a request. */
	readonly timesSingle: number | undefined;
	/** With a full file, as a part of its own rate with an empty one. */
	readonly ofEmpty: number | undefined;
}

/** Something to be reached, and whether it was. */
export interface Aim {
	readonly aim: string;
	readonly found: string;
	readonly met: boolean;
}

/** Works out the lines of the table. */
export function ratesOf({ series }: Pick<Findings, "series">): Rate[] {
	return series.map(({ contender, file, connections, withIds, outcomes }) => {
		const ratioTo = (otherContender: Contender, otherFile: File) => {
			const other = series.find(
				(it) =>
					it.contender === otherContender &&
					it.file === otherFile &&
					it.connections === connections &&
					it.withIds === withIds,
			);
			return other === undefined ? undefined : medianRatio(speeds(outcomes), speeds(other.outcomes));
		};
		return {
			contender,
			file,
			connections,
			withIds,
			perSecond: median(speeds(outcomes)),
			p50Ms: median(outcomes.map(({ p50Ms }) => p50Ms)),
			p99Ms: median(outcomes.map(({ p99Ms }) => p99Ms)),
			ofCeiling: ratioTo("bare server", file),
			timesSingle: ratioTo("one commit a request", file),
			ofEmpty: file === "full" ? ratioTo(contender, "empty") : undefined,
		};
	});
}

function speeds(outcomes: readonly LoadOutcome[]): number[] {
	return outcomes.map(({ perSecond }) => perSecond);
}

/** Holds the findings to the aims; where an aim has both files to it, the worse one counts. */
export function aimsOf({ startUps, memory }: Findings, rates: readonly Rate[]): Aim[] {
	const aimed = rates.filter(
		({ contender, connections, withIds }) => contender === "service" && connections === AIMED_CONNECTIONS && withIds,
	);
	const ofCeiling = Math.min(...aimed.flatMap((rate) => rate.ofCeiling ?? []));
	const timesSingle = Math.min(...aimed.flatMap((rate) => rate.timesSingle ?? []));
	const p99Ms = Math.max(...aimed.map((rate) => rate.p99Ms));
	const slower = 1 - Math.min(...aimed.flatMap(({ ofEmpty }) => ofEmpty ?? []));
	const readyMs = startUps.find(({ database }) => database === "empty")?.median ?? Number.NaN;
	const atRest =
		memory.find(({ contender, file }) => contender === "service" && file === "empty")?.atRest ?? Number.NaN;
	return [
		{ aim: "at least 90% of the bare server", found: percent(ofCeiling), met: ofCeiling >= 0.9 },
		{ aim: "at least 10 times one commit a request", found: `${timesSingle.toFixed(1)} times`, met: timesSingle >= 10 },
		{ aim: "p99 under 10 ms", found: `${p99Ms.toFixed(2)} ms`, met: p99Ms < 10 },
		{ aim: "less than 5% slower with a full file", found: `${percent(slower)} slower`, met: slower < 0.05 },
		{ aim: "ready in 25 ms", found: `${readyMs.toFixed(1)} ms`, met: readyMs <= 25 },
		{ aim: "under 60 MB at rest", found: `${atRest.toFixed(1)} MB`, met: atRest < 60 },
	];
}

/** Holds the client to its aims. */
export function clientAimsOf({ sizes, taps }: ClientFigures): Aim[] {
	const largest = Math.max(...sizes.map(({ gzipped }) => gzipped));
	const tapMs = Math.max(...taps.map(({ medianMs }) => medianMs));
	return [
		{ aim: "a script under 5 KB gzipped", found: `${largest} bytes`, met: largest < 5000 },
		{ aim: "a tap under 0.2 ms", found: `${tapMs.toFixed(2)} ms`, met: tapMs < 0.2 },
	];
}

/** A part of one as people read it. */
export function percent(part: number): string {
	return `${(part * 100).toFixed(1)}%`;
}
