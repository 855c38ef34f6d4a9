/**
 * `npm run bench`: the service beside a bare server with the same storage and beside one commit a request.
 * `-- --json` prints data, `-- --quick` takes two minutes and means little, `-- --client` measures the browser client
 * alone, `-- --reports` the dashboard alone, on a generated file that `--history FILE` keeps for the next time.
 */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { newKey } from "../../src/cli/database.ts";
import { temporaryDirectory } from "../support/service.ts";
import { buildContenders, type CommandOf } from "./contenders.ts";
import { dashboardAimsOf } from "./dashboard-results.ts";
import { NoWrkError, requireWrk } from "./load.ts";
import { measureClient } from "./measure-client.ts";
import { measureDashboard } from "./measure-dashboard.ts";
import { measureLoad } from "./measure-load.ts";
import { measureStarts } from "./measure-start.ts";
import { measureStorage } from "./measure-storage.ts";
import { FULL_PLAN, OPEN_SESSIONS, type Plan, QUICK_PLAN } from "./plan.ts";
import { formatDashboard } from "./print-dashboard.ts";
import { formatClient, formatMachine, formatResults } from "./print-results.ts";
import { describeMachine, type Machine } from "./processes.ts";
import { aimsOf, clientAimsOf, type Findings, ratesOf } from "./results.ts";
import { copyDatabase, seedDatabase } from "./seed-database.ts";

try {
	const { values: flags } = parseArgs({
		options: {
			json: { type: "boolean", default: false },
			quick: { type: "boolean", default: false },
			client: { type: "boolean", default: false },
			reports: { type: "boolean", default: false },
			history: { type: "string" },
		},
	});
	const print = (data: object, text: () => string) =>
		console.log(flags.json ? JSON.stringify(data, undefined, "\t") : text());
	const plan = flags.quick ? QUICK_PLAN : FULL_PLAN;
	if (flags.client) {
		const client = await measureClient();
		print(client, () => formatClient(client));
		process.exit(0);
	}
	requireWrk();
	if (flags.reports) {
		const { machine, dashboard } = await withBuilt(async (built) => await measureReporting(plan, built, flags.history));
		print({ machine, dashboard, aims: dashboardAimsOf(dashboard) }, () =>
			[formatMachine(machine), formatDashboard(dashboard)].join("\n\n"),
		);
		process.exit(0);
	}
	const findings = await withBuilt(async (built) => await measure(plan, built, flags.history));
	const rates = ratesOf(findings);
	const aims = aimsOf(findings, rates);
	const { series: _, ...others } = findings;
	print(
		{
			...others,
			rates,
			aims: [...aims, ...clientAimsOf(findings.client), ...dashboardAimsOf(findings.dashboard)],
		},
		() => [formatResults(findings, rates, aims), formatDashboard(findings.dashboard)].join("\n\n"),
	);
} catch (error) {
	const isUsers = error instanceof NoWrkError || (error instanceof TypeError && "code" in error);
	if (!isUsers) throw error;
	console.error(error.message);
	process.exitCode = 2;
}

/** The programs, and where their databases are. */
interface Built {
	readonly directory: string;
	readonly machine: Machine;
	readonly commandOf: CommandOf;
}

async function withBuilt<T>(task: (built: Built) => Promise<T>): Promise<T> {
	using directory = temporaryDirectory();
	// Gigabytes are not to be left behind.
	process.once("SIGINT", () => {
		directory[Symbol.dispose]();
		process.exit(130);
	});
	const machine = describeMachine(directory.path);
	tell("building");
	const commandOf = await buildContenders(directory.path);
	const found = await task({ directory: directory.path, machine, commandOf });
	tell("");
	return found;
}

async function measure(plan: Plan, built: Built, keptPath: string | undefined): Promise<Findings> {
	const { directory, commandOf } = built;
	const inside = (name: string) => join(directory, name);
	const seeds = { empty: inside("seed-empty.db"), full: inside("seed-full.db") };
	const liveTokens = Array.from({ length: OPEN_SESSIONS }, newKey);
	writeFileSync(inside("tokens"), liveTokens.map((token) => `${token}\n`).join(""));
	tell(`making ${plan.sessions * plan.eventsPerSession} events`);
	seedDatabase(seeds.empty, { sessions: 0, eventsPerSession: 0, liveTokens });
	seedDatabase(seeds.full, { ...plan, liveTokens });
	tell("starting up");
	const setting = { plan, directory, seeds, tokensPath: inside("tokens"), commandOf, tell };
	const startUps = await measureStarts(setting, plan.startUps);
	const { series, memory } = await measureLoad(setting);
	tell("storing alone");
	const storage = async (seed: string) => {
		copyDatabase(seed, inside("storage.db"));
		return await measureStorage(inside("storage.db"), liveTokens);
	};
	const storageUs = { empty: await storage(seeds.empty), full: await storage(seeds.full) };
	tell("the browser client");
	const client = await measureClient();
	return { plan, series, memory, startUps, storageUs, client, ...(await measureReporting(plan, built, keptPath)) };
}

async function measureReporting(
	{ dashboard: plan }: Plan,
	{ directory, machine, commandOf }: Built,
	keptPath: string | undefined,
): Promise<Pick<Findings, "machine" | "dashboard">> {
	return { machine, dashboard: await measureDashboard({ plan, directory, commandOf, keptPath, tell }) };
}

/** One line that changes, on a terminal alone. */
function tell(progress: string): void {
	if (process.stderr.isTTY) process.stderr.write(`\r\x1b[K${progress}`);
}
