import { dashboardAimsOf, dashboardRatiosOf, shortName } from "./dashboard-results.ts";
import type { DashboardFigures } from "./measure-dashboard.ts";
import type { ReportLatency } from "./measure-reports.ts";
import { AIMED_CONNECTIONS, EVENTS_PER_LIVE_SESSION } from "./plan.ts";
import { SPAN_NAMES, WHO_NAMES } from "./questions.ts";
import { percent } from "./results.ts";
import { type Latency, median } from "./statistics.ts";
import { table } from "./text-table.ts";

/** What the dashboard does, as tables for a terminal. */
export function formatDashboard(figures: DashboardFigures): string {
	const { plan, file, packSeconds, reports, rows, disturbance } = figures;
	return [
		[
			`Dashboard: ${count(file.sessions)} sessions with ${count(file.events)} events of ${file.consumers} consumers in ${file.days} days; packed in ${packSeconds.toFixed(0)} s`,
			`Reports over HTTP, one after another, ${reports.overview[0]?.count} of each kind, p50 / p95 in ms; GET /healthz: ${pair(reports.nothing)}`,
			`Other programs took ${percent(disturbance.median)} of the processors meanwhile, at most ${percent(disturbance.most)}; what they disturbed was measured up to ${plan.tries} times`,
		].join("\n"),
		...WHO_NAMES.map((who) => formatReports(`${who} consumers`, [...reports.overview, ...reports.touchMap], who)),
		formatOthers(figures),
		table(
			["asked of the rows", "days", "report, ms", "rows, ms", "times"],
			rows.map(({ question, days, reportMs, rowsMs }) => [
				question,
				`${days}`,
				reportMs.toFixed(1),
				rowsMs.toFixed(0),
				(rowsMs / reportMs).toFixed(0),
			]),
		),
		formatWriting(figures),
		formatSizes(figures),
		formatPage(figures),
		table(
			["aim of the dashboard", "found", "met"],
			dashboardAimsOf(figures).map(({ aim, found, met }) => [aim, found, met ? "yes" : "NO"]),
		),
	].join("\n\n");
}

function formatReports(head: string, latencies: readonly ReportLatency[], who: string): string {
	const names = [...new Set(latencies.map(({ report }) => report))];
	return table(
		[head, ...SPAN_NAMES],
		names.map((report) => [
			shortName(report),
			...SPAN_NAMES.map((span) => {
				const found = latencies.find((each) => each.report === report && each.span === span && each.who === who);
				return found === undefined ? "" : pair(found);
			}),
		]),
	);
}

function formatOthers({ reports, journeys, first, memory }: DashboardFigures): string {
	const { day, meanwhile, running } = journeys;
	return [
		table(
			["all consumers", "p50 / p95, ms", "most, ms"],
			[
				...reports.together.map((each) => [`the whole overview at once, ${each.span}`, pair(each), whole(each.maxMs)]),
				["kiosks", pair(reports.kiosks), whole(reports.kiosks.maxMs)],
				...journeys.journeys.map((each) => [`${each.report}, ${each.span}`, pair(each), whole(each.maxMs)]),
				[`overview, month, while ${running} of these over the year run`, pair(meanwhile), whole(meanwhile.maxMs)],
			],
		),
		table(
			["median", "ms"],
			[
				["the whole overview at once, month, the first after the start", whole(first.month)],
				["the whole overview at once, year, the first after the start", whole(first.year)],
				["key figures of a day", day.alone.toFixed(1)],
				["just after a funnel over the year was given up", day.afterOne.toFixed(1)],
				["just after 20 of them were", day.afterTwenty.toFixed(1)],
			],
		),
		table(
			["memory", "MB"],
			[
				["before the first report", whole(memory.atRest)],
				["after all of these", whole(memory.afterReports)],
			],
		),
	].join("\n\n");
}

function formatWriting(figures: DashboardFigures): string {
	const { writing, packing } = figures;
	const ratios = dashboardRatiosOf(figures);
	const rate = (of: (round: (typeof writing.rounds)[number]) => number) => median(writing.rounds.map(of));
	const packed = (of: (round: (typeof packing.rounds)[number]) => number) => median(packing.rounds.map(of));
	return [
		`Writing at ${AIMED_CONNECTIONS} connections: sessions start, have ${EVENTS_PER_LIVE_SESSION} events and are stopped; rates of all three. Medians of rounds, ratios by round.`,
		table(
			["writing", "writes/s", "p99 ms", "of it"],
			[
				["alone", count(rate(({ alone }) => alone.perSecond)), rate(({ alone }) => alone.p99Ms).toFixed(2), ""],
				[
					"while reports run",
					count(rate(({ reading }) => reading.perSecond)),
					ratios.p99WhileReadingMs.toFixed(2),
					percent(ratios.whileReading),
				],
				[
					`${packing.seconds} s without packs`,
					count(packed(({ without }) => without.perSecond)),
					packed(({ without }) => without.p99Ms).toFixed(2),
					"",
				],
				[
					`${packing.seconds} s with packs`,
					count(packed((round) => round.packing.perSecond)),
					packed((round) => round.packing.p99Ms).toFixed(2),
					percent(1 - ratios.packingTakes),
				],
				["catching up included", "", "", percent(1 - ratios.packingTakesInAll)],
			],
		),
		`Reports meanwhile: ${pair(writing.reports)} ms, ${count(writing.reports.count)} of them, ${writing.notReady} refused. Catching up: ${count(packed(({ left }) => left))} sessions left, ${packed((round) => round.catchUpBusySeconds).toFixed(1)} s of work within ${packed((round) => round.catchUpSeconds).toFixed(1)} s`,
	].join("\n\n");
}

function formatSizes({ size }: DashboardFigures): string {
	return table(
		["the file", "MB", "of 2017's"],
		Object.entries({
			rows: size.rows,
			indexes: size.indexes,
			packs: size.packs,
			unused: size.unused,
			"in all": size.all,
			"2017's tables": size.from2017,
			"2017's tables with indexes": size.indexed2017,
		}).map(([part, bytes]) => [part, megabytes(bytes), percent(bytes / size.from2017)]),
	);
}

function formatPage({ page }: DashboardFigures): string {
	return [
		table(
			["the page", "bytes, gzipped"],
			[
				...page.files.map(({ name, gzipped }) => [name, count(gzipped)]),
				["in all", count(page.gzipped)],
				["of it for the overview", count(page.overviewGzipped)],
			],
		),
		table(
			["from the click, ms", "first paint", "key figures", "first chart", "all of it"],
			[
				["median", ...picture(page.picture)],
				["the server's first", ...picture(page.firstPicture)],
			],
		),
	].join("\n\n");
}

function picture({ paint, figures, chart, all }: DashboardFigures["page"]["picture"]): string[] {
	return [paint, figures, chart, all].map(whole);
}

function pair({ p50Ms, p95Ms }: Latency): string {
	return `${short(p50Ms)} / ${short(p95Ms)}`;
}

function short(ms: number): string {
	return ms < 10 ? ms.toFixed(1) : whole(ms);
}

function whole(number: number): string {
	return number.toFixed(0);
}

function count(number: number): string {
	return Math.round(number).toLocaleString("en");
}

function megabytes(bytes: number): string {
	return Math.round(bytes / 1e6).toLocaleString("en");
}
