import { existsSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createRandom } from "../../src/demo/random.ts";
import { type CommandOf, freePort, type Server, startServer } from "./contenders.ts";
import { countWrites, type HistoryFacts, readHistoryFacts } from "./history-facts.ts";
import { type JourneyFigures, measureJourneys } from "./measure-journeys.ts";
import { measurePacking, type PackingFigures } from "./measure-packing.ts";
import { measurePage, type PageFigures } from "./measure-page.ts";
import { askTogether, measureReports, type ReportFigures } from "./measure-reports.ts";
import { measureRows, type RowFigures } from "./measure-rows.ts";
import { measureSize, type SizeFigures } from "./measure-size.ts";
import { measureWriting, type WritingFigures } from "./measure-writing.ts";
import { untilPacked } from "./pack-history.ts";
import type { DashboardPlan } from "./plan.ts";
import { Questions } from "./questions.ts";
import { type Disturbance, Quiet } from "./quiet.ts";
import { copyDatabase } from "./seed-database.ts";
import { seedHistory } from "./seed-history.ts";
import { median } from "./statistics.ts";

/** All that a run finds out about the dashboard. */
export interface DashboardFigures {
	readonly plan: DashboardPlan;
	readonly file: Omit<HistoryFacts, "keys">;
	/** Seconds that the service took to pack a file that it saw for the first time; near nothing where it was packed. */
	readonly packSeconds: number;
	readonly size: SizeFigures;
	/** Milliseconds to the overview's last report, from a server that nobody has asked yet, in the median. */
	readonly first: Readonly<Record<"month" | "year", number>>;
	readonly reports: ReportFigures;
	readonly journeys: JourneyFigures;
	/** Of the service in megabytes, before the first report and after all of them. */
	readonly memory: { readonly atRest: number; readonly afterReports: number };
	readonly rows: readonly RowFigures[];
	readonly writing: WritingFigures;
	readonly packing: PackingFigures;
	readonly page: PageFigures;
	readonly disturbance: Disturbance;
}

/** What {@link measureDashboard} is given. */
export interface DashboardSetting {
	readonly plan: DashboardPlan;
	readonly directory: string;
	readonly commandOf: CommandOf;
	/** The generated file is kept there, and taken from there where it is already; `undefined` where it is for this run alone. */
	readonly keptPath: string | undefined;
	readonly tell: (progress: string) => void;
}

/** Measures all that the dashboard does, on a generated file. */
export async function measureDashboard(setting: DashboardSetting): Promise<DashboardFigures> {
	const { plan, directory, commandOf, tell } = setting;
	const quiet = new Quiet(plan.tries);
	const path = join(directory, "history.db");
	const packSeconds = await prepareHistory(setting, path);
	const { keys, ...file } = readHistoryFacts(path);
	const keysPath = join(directory, "keys");
	writeFileSync(keysPath, keys.map((key) => `${key}\n`).join(""));
	const questions = new Questions(createRandom(2), { ...file, keys });
	tell("measuring the file");
	const size = measureSize(path, join(directory, "2017.db"));
	const start = (contender: "service" | "service without packs", at: string) => {
		const port = freePort();
		return startServer(commandOf(contender, at, port), port);
	};
	tell("asking a server that has just started");
	const first = await measureFirst(() => start("service", path), questions, plan.starts);

	await using server = await start("service", path);
	await server.untilIdle();
	const atRest = server.residentMegabytes();
	const reports = await measureReports({ url: server.url, questions, samples: plan.samples, quiet, tell });
	tell("asking for paths and funnels");
	const journeys = await measureJourneys(server.url, questions, plan, quiet);
	const memory = { atRest, afterReports: server.residentMegabytes() };
	tell("asking the rows");
	const rows = await quiet.measure(() => measureRows(server.url, path, { ...file, keys }, plan.longSamples));

	const otherPath = join(directory, "without-packs.db");
	copyDatabase(path, otherPath);
	const before = countWrites(path);
	const { rounds, loadSeconds: seconds } = plan;
	const writing = await measureWriting({ server, questions, keysPath, rounds, seconds, quiet, tell });
	await using other = await start("service without packs", otherPath);
	await other.untilIdle();
	const packing = await measurePacking(
		{ packing: { server, path }, without: { server: other, path: otherPath } },
		{ keysPath, rounds: plan.sustainedRounds, seconds: plan.sustainedSeconds, quiet, tell },
	);
	assertStored(
		[
			...writing.rounds.flatMap(({ alone, reading }) => [alone, reading]),
			...packing.rounds.map((round) => round.packing),
		],
		countWrites(path) - before,
	);
	await Promise.all([server[Symbol.asyncDispose](), other[Symbol.asyncDispose]()]);
	for (const each of [path, otherPath]) rmSync(each);
	tell("the dashboard's page");
	const page = await measurePage({ directory, commandOf, quiet }, plan);
	return {
		plan,
		file,
		packSeconds,
		size,
		first,
		reports,
		journeys,
		memory,
		rows,
		writing,
		packing,
		page,
		disturbance: quiet.disturbance,
	};
}

async function prepareHistory({ plan, commandOf, keptPath, tell }: DashboardSetting, path: string): Promise<number> {
	if (keptPath !== undefined && existsSync(keptPath)) {
		tell("copying the generated file");
		copyDatabase(keptPath, path);
	} else {
		tell(`making ${plan.sessions} sessions of ${plan.days} days`);
		seedHistory(path, plan);
	}
	tell("packing them");
	const port = freePort();
	const server = await startServer(commandOf("service", path, port), port);
	const seconds = await untilPacked(server, path);
	await server.untilIdle();
	await server[Symbol.asyncDispose]();
	if (keptPath !== undefined && !existsSync(keptPath)) copyDatabase(path, keptPath);
	return seconds;
}

async function measureFirst(
	start: () => Promise<Server>,
	questions: Questions,
	times: number,
): Promise<DashboardFigures["first"]> {
	const ms: Record<"month" | "year", number[]> = { month: [], year: [] };
	for (let time = 0; time < times; time++) {
		for (const span of ["month", "year"] as const) {
			await using server = await start();
			await server.untilIdle();
			ms[span].push(await askTogether(server.url, questions.overview(span)));
		}
	}
	return { month: median(ms.month), year: median(ms.year) };
}

/** Whoever answered 200 has stored: else its figure is worth nothing. */
function assertStored(outcomes: readonly { requests: number }[], stored: number): void {
	const answered = outcomes.reduce((sum, { requests }) => sum + requests, 0);
	if (stored < answered) throw new Error(`The service answered ${answered} writes and stored ${stored}`);
}
