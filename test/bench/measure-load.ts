import { join } from "node:path";
import { type CommandOf, type Contender, freePort, type Server, startServer } from "./contenders.ts";
import { type LoadOutcome, runLoad } from "./load.ts";
import { AIMED_CONNECTIONS, type Plan } from "./plan.ts";
import { copyDatabase, countEvents } from "./seed-database.ts";

/** With what a server's database begins. */
export type File = "empty" | "full";

/** One line of the comparison: who, on which file, under which load. */
export interface Series {
	readonly contender: Contender;
	readonly file: File;
	readonly connections: number;
	readonly withIds: boolean;
	/** One of each round. */
	readonly outcomes: readonly LoadOutcome[];
}

/** What a server holds in memory, in megabytes. */
export interface Memory {
	readonly contender: Contender;
	readonly file: File;
	readonly atRest: number;
	readonly afterLoad: number;
}

/** What {@link measureLoad} is given. */
export interface LoadSetting {
	readonly plan: Plan;
	readonly directory: string;
	/** The database that each server gets a copy of. */
	readonly seeds: Readonly<Record<File, string>>;
	readonly tokensPath: string;
	readonly commandOf: CommandOf;
	readonly tell: (progress: string) => void;
}

type Case = Omit<Series, "outcomes"> & { readonly outcomes: LoadOutcome[] };

interface Runner {
	readonly contender: Contender;
	readonly file: File;
	readonly path: string;
	readonly server: Server;
	readonly atRest: number;
	answered: number;
}

/** Measures all contenders by turns, round by round: the machine's moods meet all of them. */
export async function measureLoad(setting: LoadSetting): Promise<{ series: Series[]; memory: Memory[] }> {
	const { plan, seeds, tokensPath, tell } = setting;
	await using servers = new AsyncDisposableStack();
	const runners: Runner[] = [];
	const cases = casesOf(plan);
	for (const { contender, file } of cases) {
		if (runners.some((runner) => runner.contender === contender && runner.file === file)) continue;
		tell(`starting: ${contender}, ${file} file`);
		const runner = await startRunner(setting, contender, file);
		servers.use(runner.server);
		runners.push(runner);
	}
	const load = async ({ contender, file, connections, withIds }: Omit<Series, "outcomes">, seconds: number) => {
		const runner = runners.find((candidate) => candidate.contender === contender && candidate.file === file);
		if (runner === undefined) throw new Error(`${contender} has no server`);
		const { server, answered: firstEvent } = runner;
		const outcome = await runLoad({ url: server.url, connections, seconds, tokensPath, withIds, firstEvent });
		runner.answered += outcome.requests;
		return outcome;
	};
	for (const { contender, file } of runners) {
		tell(`warming up: ${contender}, ${file} file`);
		await load({ contender, file, connections: AIMED_CONNECTIONS, withIds: true }, plan.warmUpSeconds);
	}
	for (let round = 1; round <= plan.rounds; round++) {
		for (const it of cases) {
			tell(`round ${round} of ${plan.rounds}: ${it.connections} connections, ${it.contender}, ${it.file} file`);
			it.outcomes.push(await load(it, plan.seconds));
		}
	}
	const memory = await Promise.all(
		runners.map(async ({ contender, file, server, atRest }) => {
			await server.untilIdle();
			return { contender, file, atRest, afterLoad: server.residentMegabytes() };
		}),
	);
	await servers.disposeAsync();
	for (const runner of runners) assertStored(runner, countEvents(seeds[runner.file]));
	return { series: cases, memory };
}

/** What is compared stands side by side, so that it is measured within seconds. */
function casesOf({ connections }: Plan): Case[] {
	const files: readonly File[] = ["empty", "full"];
	return connections.flatMap((count) => {
		const common = { connections: count, withIds: true };
		const compared = files.flatMap((file): Case[] => [
			{ ...common, contender: "service", file, outcomes: [] },
			{ ...common, contender: "bare server", file, outcomes: [] },
			{ ...common, contender: "one commit a request", file, outcomes: [] },
		]);
		if (count !== AIMED_CONNECTIONS) return compared;
		return [
			{ ...common, contender: "service, --log-level warn", file: "empty", outcomes: [] },
			...compared,
			{ ...common, contender: "service", file: "empty", withIds: false, outcomes: [] },
		];
	});
}

async function startRunner(setting: LoadSetting, contender: Contender, file: File): Promise<Runner> {
	const path = join(setting.directory, `${contender}-${file}.db`.replaceAll(" ", "-"));
	copyDatabase(setting.seeds[file], path);
	const port = freePort();
	const server = await startServer(setting.commandOf(contender, path, port), port);
	await server.untilIdle();
	return { contender, file, path, server, atRest: server.residentMegabytes(), answered: 0 };
}

/** Whoever answered 200 has stored: else its figure is worth nothing. */
function assertStored({ contender, file, path, answered }: Runner, before: number): void {
	const stored = countEvents(path) - before;
	if (stored < answered)
		throw new Error(`${contender}, ${file} file: answered ${answered} events and stored ${stored}`);
}
