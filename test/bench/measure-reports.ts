import { createRandom } from "../../src/demo/random.ts";
import type { Touches } from "../../src/model/reports/answers.ts";
import { ask } from "./ask.ts";
import { addressOf, OVERVIEW, type Questions, SPAN_NAMES, type Span, WHO_NAMES, type Who } from "./questions.ts";
import type { Quiet } from "./quiet.ts";
import { type Latency, latencyOf } from "./statistics.ts";

/** A report on one kind of range and of consumers. */
export interface ReportLatency extends Latency {
	readonly report: string;
	readonly span: Span;
	readonly who: Who;
}

/** How long answers take, one after another. */
export interface ReportFigures {
	/** Each report that the overview shows. */
	readonly overview: readonly ReportLatency[];
	readonly touchMap: readonly ReportLatency[];
	/** All that the overview asks for at once, until the last answer. */
	readonly together: readonly (Latency & { readonly span: Span })[];
	/** `GET /reports/kiosks`, which every view asks for. */
	readonly kiosks: Latency;
	/** `GET /healthz`: what HTTP and this client take of each of them. */
	readonly nothing: Latency;
}

/** The layers of the touch map, and the most and a less touched place. */
const TOUCH_MAP = ["touches?", "touches?layer=misses", "touches?layer=bursts"] as const;

interface Case {
	readonly report: string;
	readonly span: Span;
	readonly who: Who;
	readonly ms: number[];
}

/** What {@link measureReports} is given. */
export interface ReportSetting {
	readonly url: string;
	readonly questions: Questions;
	readonly samples: number;
	readonly quiet: Quiet;
	readonly tell: (progress: string) => void;
}

/** Asks for each report, on each kind of range and of consumers, by turns. */
export async function measureReports(setting: ReportSetting): Promise<ReportFigures> {
	const { url, questions, samples, quiet, tell } = setting;
	const { report: map } = await ask<Touches>(url, questions.address("touches?", "year"));
	const place = map.places[Math.floor(map.places.length / 2)];
	if (place === undefined || map.cells.length === 0) throw new Error("Nobody has touched anything.");
	const overview = await measureCases(setting, OVERVIEW);
	const touchMap = await measureCases(setting, [...TOUCH_MAP, `touches?place=${place.id}`]);
	tell("the whole overview at once");
	const together: ReportFigures["together"][number][] = [];
	for (const span of ["month", "year"] as const) {
		const measure = () => repeat(samples, () => askTogether(url, questions.overview(span)));
		together.push({ span, ...(await quiet.measure(measure)) });
	}
	const kiosks = addressOf("kiosks?", new URLSearchParams());
	return {
		overview,
		touchMap,
		together,
		kiosks: await repeat(samples, async () => (await ask(url, kiosks)).ms),
		nothing: await repeat(samples * 10, () => askForNothing(url)),
	};
}

/** Asks for several reports at once. @returns milliseconds until the last answer */
export async function askTogether(url: string, addresses: readonly string[]): Promise<number> {
	const startedMs = performance.now();
	await Promise.all(addresses.map((address) => ask(url, address)));
	return performance.now() - startedMs;
}

async function measureCases(
	{ url, questions, samples, quiet, tell }: ReportSetting,
	reports: readonly string[],
): Promise<ReportLatency[]> {
	const cases = reports.flatMap((report) =>
		SPAN_NAMES.flatMap((span) => WHO_NAMES.map((who): Case => ({ report, span, who, ms: [] }))),
	);
	const random = createRandom(samples);
	for (let sample = 1; sample <= samples; sample++) {
		tell(`asking for reports: ${sample} of ${samples}`);
		const found = await quiet.measure(async () => {
			const round = new Map<Case, number>();
			for (const each of shuffle(random.next, cases)) {
				const { report, span, who } = each;
				round.set(each, (await ask(url, questions.address(report, span, who))).ms);
			}
			return round;
		});
		for (const [{ ms }, taken] of found) ms.push(taken);
	}
	return cases.map(({ ms, ...rest }) => ({ ...rest, ...latencyOf(ms) }));
}

/** In any order: what one report leaves in a cache helps no other one always. */
function shuffle<T>(next: () => number, values: readonly T[]): T[] {
	return values
		.map((value) => [next(), value] as const)
		.sort(([one], [other]) => one - other)
		.map(([, value]) => value);
}

async function repeat(times: number, measure: () => Promise<number>): Promise<Latency> {
	const ms: number[] = [];
	for (let time = 0; time < times; time++) ms.push(await measure());
	return latencyOf(ms);
}

async function askForNothing(url: string): Promise<number> {
	const startedMs = performance.now();
	await (await fetch(`${url}/healthz`)).text();
	return performance.now() - startedMs;
}
