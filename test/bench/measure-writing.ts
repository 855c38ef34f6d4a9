import { ask, RefusedError } from "./ask.ts";
import type { Server } from "./contenders.ts";
import { type LoadOutcome, runVisits } from "./load.ts";
import { AIMED_CONNECTIONS } from "./plan.ts";
import type { Questions } from "./questions.ts";
import type { Quiet } from "./quiet.ts";
import { type Latency, latencyOf } from "./statistics.ts";

/** Reports that are asked for at any time: one is made, and one waits. */
const READERS = 2;

/** What writing and reading do to each other. */
export interface WritingFigures {
	/** The same load without reports and with them, by turns. */
	readonly rounds: readonly { readonly alone: LoadOutcome; readonly reading: LoadOutcome }[];
	/** Of the overview's reports on any range, while the load ran. */
	readonly reports: Latency;
	/** Reports that were answered with 503, for too much was not packed yet. */
	readonly notReady: number;
}

/** What {@link measureWriting} is given. */
export interface WritingSetting {
	readonly server: Server;
	readonly questions: Questions;
	readonly keysPath: string;
	readonly rounds: number;
	readonly seconds: number;
	readonly quiet: Quiet;
	readonly tell: (progress: string) => void;
}

/** Writes without reports and with them, by turns. */
export async function measureWriting(setting: WritingSetting): Promise<WritingFigures> {
	const { server, questions, keysPath, rounds, seconds, quiet, tell } = setting;
	const write = () => runVisits({ url: server.url, connections: AIMED_CONNECTIONS, seconds, keysPath });
	const writeWhileReading = async () => {
		const ms: (number | undefined)[] = [];
		let over = false;
		const read = async () => {
			while (!over) ms.push(await askForAny(server.url, questions));
		};
		const readers = Array.from({ length: READERS }, read);
		try {
			return { reading: await write(), ms };
		} finally {
			over = true;
			await Promise.all(readers);
		}
	};
	tell("warming up: visitors");
	await write();
	const kept: (WritingFigures["rounds"][number] & { readonly ms: readonly (number | undefined)[] })[] = [];
	for (let round = 1; round <= rounds; round++) {
		tell(`round ${round} of ${rounds}: writing alone, then with reports`);
		kept.push(await quiet.measure(async () => ({ alone: await write(), ...(await writeWhileReading()) })));
	}
	const answers = kept.flatMap(({ ms }) => ms);
	return {
		rounds: kept.map(({ alone, reading }) => ({ alone, reading })),
		reports: latencyOf(answers.filter((ms) => ms !== undefined)),
		notReady: answers.filter((ms) => ms === undefined).length,
	};
}

/** @returns milliseconds; `undefined` where the reports are not ready */
async function askForAny(url: string, questions: Questions): Promise<number | undefined> {
	try {
		return (await ask(url, questions.any())).ms;
	} catch (error) {
		if (error instanceof RefusedError && error.status === 503) return undefined;
		throw error;
	}
}
