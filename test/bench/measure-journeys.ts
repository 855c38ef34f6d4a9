import { ask, RefusedError } from "./ask.ts";
import type { Questions } from "./questions.ts";
import type { Quiet } from "./quiet.ts";
import { type Latency, latencyOf, median } from "./statistics.ts";

/** The reports that read every event. */
const JOURNEYS = {
	"paths, targets": "paths?kind=target&limit=100",
	"paths, screens": "paths?kind=screen&limit=100",
	funnel: `funnel?${new URLSearchParams({
		steps: JSON.stringify([
			{ kind: "screen", name: "map" },
			{ kind: "target", name: "whale" },
			{ kind: "target", name: "film" },
		]),
	})}`,
} as const;

/** How long paths and funnels take, and what they do to others. */
export interface JourneyFigures {
	readonly journeys: readonly (Latency & { readonly report: string; readonly span: "month" | "year" })[];
	/** Reports of the overview, over a month, while one path or funnel report over the year after another runs. */
	readonly meanwhile: Latency;
	/** How many of those ran to their end meanwhile. */
	readonly running: number;
	/** Milliseconds to the answer about a day, in the median. */
	readonly day: {
		readonly alone: number;
		/** Just after the client gave a report over the year up, which was being made. */
		readonly afterOne: number;
		/** Just after it gave twenty up. */
		readonly afterTwenty: number;
	};
}

/** After this long, in milliseconds, a report is given up: it has begun, and is not there yet. */
const GIVEN_UP_MS = 20;

/** Asks for paths and funnels over all consumers. */
export async function measureJourneys(
	url: string,
	questions: Questions,
	{ samples, longSamples }: { samples: number; longSamples: number },
	quiet: Quiet,
): Promise<JourneyFigures> {
	const journeys: JourneyFigures["journeys"][number][] = [];
	for (const [report, query] of Object.entries(JOURNEYS)) {
		for (const span of ["month", "year"] as const) {
			const measure = async () => {
				const ms: number[] = [];
				for (let sample = 0; sample < longSamples; sample++)
					ms.push((await ask(url, questions.address(query, span))).ms);
				return latencyOf(ms);
			};
			journeys.push({ report, span, ...(await quiet.measure(measure)) });
		}
	}
	return {
		journeys,
		...(await quiet.measure(() => measureMeanwhile(url, questions, samples))),
		day: {
			alone: await quiet.measure(() => measureDay(url, questions, longSamples, 0)),
			afterOne: await quiet.measure(() => measureDay(url, questions, longSamples, 1)),
			afterTwenty: await quiet.measure(() => measureDay(url, questions, longSamples, 20)),
		},
	};
}

async function measureMeanwhile(url: string, questions: Questions, samples: number) {
	let over = false;
	let running = 0;
	const keepBusy = async () => {
		while (!over) {
			await ask(url, questions.address(questions.one(Object.values(JOURNEYS)), "year"));
			running++;
		}
	};
	const busy = keepBusy();
	const ms: number[] = [];
	try {
		for (let sample = 0; sample < samples; sample++) {
			for (const address of questions.overview("month")) ms.push((await ask(url, address)).ms);
		}
	} finally {
		over = true;
		await busy;
	}
	return { meanwhile: latencyOf(ms), running };
}

/** @param given how many reports over the year are given up before */
async function measureDay(url: string, questions: Questions, samples: number, given: number): Promise<number> {
	const ms: number[] = [];
	for (let sample = 0; sample < samples; sample++) {
		const giving = new AbortController();
		const reports = Array.from({ length: given }, () =>
			ask(url, questions.address(JOURNEYS.funnel, "year"), giving.signal).catch((error: unknown) => {
				// That so many are not taken at once is as good.
				const isBusy = error instanceof RefusedError && error.status === 503;
				if (!isBusy && !giving.signal.aborted) throw error;
			}),
		);
		if (given > 0) await Bun.sleep(GIVEN_UP_MS);
		giving.abort();
		ms.push((await ask(url, questions.address("totals?", "day"))).ms);
		await Promise.all(reports);
	}
	return median(ms);
}
