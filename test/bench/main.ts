/**
 * `npm run bench`: the service beside a bare server with the same storage and beside one commit a request.
 * `-- --json` prints data, `-- --quick` takes less than a minute and means little, `-- --client` measures the browser
 * client alone.
 */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { newKey } from "../../src/cli/database.ts";
import { temporaryDirectory } from "../support/service.ts";
import { buildContenders } from "./contenders.ts";
import { NoWrkError, requireWrk } from "./load.ts";
import { measureClient } from "./measure-client.ts";
import { measureLoad } from "./measure-load.ts";
import { measureStarts } from "./measure-start.ts";
import { measureStorage } from "./measure-storage.ts";
import { FULL_PLAN, OPEN_SESSIONS, type Plan, QUICK_PLAN } from "./plan.ts";
import { formatClient, formatResults } from "./print-results.ts";
import { describeMachine } from "./processes.ts";
import { aimsOf, clientAimsOf, type Findings, ratesOf } from "./results.ts";
import { copyDatabase, seedDatabase } from "./seed-database.ts";

try {
	const { values: flags } = parseArgs({
		options: {
			json: { type: "boolean", default: false },
			quick: { type: "boolean", default: false },
			client: { type: "boolean", default: false },
		},
	});
	if (flags.client) {
		const client = await measureClient();
		console.log(flags.json ? JSON.stringify(client, undefined, "\t") : formatClient(client));
		process.exit(0);
	}
	requireWrk();
	const findings = await measure(flags.quick ? QUICK_PLAN : FULL_PLAN);
	const rates = ratesOf(findings);
	const aims = aimsOf(findings, rates);
	const { series: _, ...others } = findings;
	console.log(
		flags.json
			? JSON.stringify({ ...others, rates, aims: [...aims, ...clientAimsOf(findings.client)] }, undefined, "\t")
			: formatResults(findings, rates, aims),
	);
} catch (error) {
	const isUsers = error instanceof NoWrkError || (error instanceof TypeError && "code" in error);
	if (!isUsers) throw error;
	console.error(error.message);
	process.exitCode = 2;
}

async function measure(plan: Plan): Promise<Findings> {
	using directory = temporaryDirectory();
	// Gigabytes are not to be left behind.
	process.once("SIGINT", () => {
		directory[Symbol.dispose]();
		process.exit(130);
	});
	const inside = (name: string) => join(directory.path, name);
	const machine = describeMachine(directory.path);
	tell("building");
	const commandOf = await buildContenders(directory.path);
	const seeds = { empty: inside("seed-empty.db"), full: inside("seed-full.db") };
	const liveTokens = Array.from({ length: OPEN_SESSIONS }, newKey);
	writeFileSync(inside("tokens"), liveTokens.map((token) => `${token}\n`).join(""));
	tell(`making ${plan.sessions * plan.eventsPerSession} events`);
	seedDatabase(seeds.empty, { sessions: 0, eventsPerSession: 0, liveTokens });
	seedDatabase(seeds.full, { ...plan, liveTokens });
	tell("starting up");
	const setting = { plan, directory: directory.path, seeds, tokensPath: inside("tokens"), commandOf, tell };
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
	tell("");
	return { machine, plan, series, memory, startUps, storageUs, client };
}

/** One line that changes, on a terminal alone. */
function tell(progress: string): void {
	if (process.stderr.isTTY) process.stderr.write(`\r\x1b[K${progress}`);
}
