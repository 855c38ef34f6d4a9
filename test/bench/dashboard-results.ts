import type { DashboardFigures } from "./measure-dashboard.ts";
import { rateWithCatchingUp } from "./measure-packing.ts";
import type { ReportLatency } from "./measure-reports.ts";
import { type Aim, percent } from "./results.ts";
import { median, medianRatio } from "./statistics.ts";

/** Bytes of the page in all, gzipped, at most. */
const PAGE_BYTES = 300_000;

/** Milliseconds within which an answer seems to come at once, and within which nobody loses the thread (Nielsen 1993). */
const AT_ONCE_MS = 100;
const STILL_WITH_IT_MS = 1000;

/** What {@link DashboardFigures} come to. */
export interface DashboardRatios {
	/** Writing while reports run, of its rate without. */
	readonly whileReading: number;
	/** The slowest of a hundred writes while reports run, in milliseconds. */
	readonly p99WhileReadingMs: number;
	/** What packing takes of the rate of writing, and with the time that catching up takes. */
	readonly packingTakes: number;
	readonly packingTakesInAll: number;
}

export function dashboardRatiosOf({ writing, packing }: DashboardFigures): DashboardRatios {
	const without = packing.rounds.map((round) => round.without.perSecond);
	const packed = packing.rounds.map((round) => round.packing.perSecond);
	const inAll = packing.rounds.map((round) => rateWithCatchingUp(round, packing.seconds));
	return {
		whileReading: medianRatio(
			writing.rounds.map(({ reading }) => reading.perSecond),
			writing.rounds.map(({ alone }) => alone.perSecond),
		),
		p99WhileReadingMs: median(writing.rounds.map(({ reading }) => reading.p99Ms)),
		packingTakes: 1 - medianRatio(packed, without),
		packingTakesInAll: 1 - medianRatio(inAll, without),
	};
}

/** Holds the dashboard to its aims: of ranges and consumers, the worst kind counts. */
export function dashboardAimsOf(figures: DashboardFigures): Aim[] {
	const { reports, journeys, page, writing } = figures;
	const { whileReading, p99WhileReadingMs, packingTakesInAll } = dashboardRatiosOf(figures);
	const overview = slowest(reports.overview);
	const touchMap = slowest(reports.touchMap);
	const longest = (span: "month" | "year") =>
		Math.max(...journeys.journeys.filter((each) => each.span === span).map(({ maxMs }) => maxMs));
	const given = Math.max(journeys.day.afterOne, journeys.day.afterTwenty);
	const refused = writing.notReady === 0 ? "" : `, and ${writing.notReady} reports were refused`;
	return [
		{ aim: "overview reports: p95 under 50 ms for any range", found: name(overview), met: overview.p95Ms < 50 },
		{ aim: "touch map: p95 under 100 ms for any range", found: name(touchMap), met: touchMap.p95Ms < 100 },
		below("path or funnel over a month: under 1 s", longest("month"), 1000),
		below("path or funnel over the year: under 5 s", longest("year"), 5000),
		below("overview reports meanwhile: p95 under 1 s", journeys.meanwhile.p95Ms, STILL_WITH_IT_MS),
		below("a report that was given up frees the thread: under 100 ms", given, AT_ONCE_MS),
		{
			aim: "writing while reports run: at least 85% of its rate",
			found: `${percent(whileReading)}${refused}`,
			met: whileReading >= 0.85 && writing.notReady === 0,
		},
		below("its p99 under 15 ms", p99WhileReadingMs, 15),
		{
			aim: "packs take at most 10% of the rate of writing, catching up included",
			found: percent(packingTakesInAll),
			met: packingTakesInAll <= 0.1,
		},
		{
			aim: "the page under 300 KB gzipped in all",
			found: `${page.gzipped.toLocaleString("en")} bytes`,
			met: page.gzipped < PAGE_BYTES,
		},
		below("its first picture under 300 ms", page.picture.paint, 300),
		below("its key figures under 300 ms", page.picture.figures, 300),
	];
}

/** The one whose 95th percentile is the highest. */
function slowest(latencies: readonly ReportLatency[]): ReportLatency {
	const [worst] = latencies.toSorted((one, other) => other.p95Ms - one.p95Ms);
	if (worst === undefined) throw new Error("No report was asked for.");
	return worst;
}

function name({ report, span, who, p95Ms }: ReportLatency): string {
	return `${p95Ms.toFixed(0)} ms (${shortName(report)}, ${span}, ${who})`;
}

/** A report without the parts of its address that say nothing. */
export function shortName(report: string): string {
	return report.replace(/\?$/, "").replace("kind=target&", "");
}

function below(aim: string, ms: number, boundMs: number): Aim {
	return { aim, found: `${ms.toFixed(ms < 10 ? 1 : 0)} ms`, met: ms < boundMs };
}
