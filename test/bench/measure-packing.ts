import type { Server } from "./contenders.ts";
import { countUnpacked } from "./history-facts.ts";
import { type LoadOutcome, runVisits } from "./load.ts";
import { AIMED_CONNECTIONS } from "./plan.ts";
import { readProcessorSeconds } from "./processes.ts";
import type { Quiet } from "./quiet.ts";

/** Fewer unpacked sessions than these wait for company (`AT_LEAST` in `src/reports/packing.ts`): nothing is due. */
const NOT_DUE = 256;

/** Packing that takes longer than this after the load, in milliseconds, is taken for broken. */
const PATIENCE_MS = 300_000;

const LOOK_MS = 250;

/** What packing costs the write path. */
export interface PackingFigures {
	readonly seconds: number;
	/** A sustained load on the service as it is and on one that never packs, by turns. */
	readonly rounds: readonly PackingRound[];
}

interface PackingRound {
	readonly without: LoadOutcome;
	readonly packing: LoadOutcome;
	/** Sessions that were not packed when the load ended, most of them too young to be. */
	readonly left: number;
	/** From the end of the load until nothing was due any more, waiting for sessions to be quiet included. */
	readonly catchUpSeconds: number;
	/** The processor time that the service, all of its threads, used in it. */
	readonly catchUpBusySeconds: number;
}

/** A server, and the file that it writes to. */
export interface Contestant {
	readonly server: Server;
	readonly path: string;
}

/** Writes to both for as long as each round takes, and waits until all that is due is packed. */
export async function measurePacking(
	{ packing, without }: { packing: Contestant; without: Contestant },
	load: {
		readonly keysPath: string;
		readonly rounds: number;
		readonly seconds: number;
		readonly quiet: Quiet;
		readonly tell: (progress: string) => void;
	},
): Promise<PackingFigures> {
	const { keysPath, rounds, seconds, quiet, tell } = load;
	const write = ({ server }: Contestant, forSeconds: number) =>
		runVisits({ url: server.url, connections: AIMED_CONNECTIONS, seconds: forSeconds, keysPath });
	tell("warming up: without packs");
	await write(without, Math.min(seconds, 3));
	await untilPacked(packing);
	const outcomes: PackingRound[] = [];
	for (let round = 1; round <= rounds; round++) {
		outcomes.push(
			await quiet.measure(async () => {
				tell(`round ${round} of ${rounds}: ${seconds} s without packs`);
				const other = await write(without, seconds);
				tell(`round ${round} of ${rounds}: ${seconds} s with packs`);
				const own = await write(packing, seconds);
				tell(`round ${round} of ${rounds}: catching up`);
				return { without: other, packing: own, ...(await untilPacked(packing)) };
			}),
		);
	}
	return { seconds, rounds: outcomes };
}

async function untilPacked({ server, path }: Contestant) {
	const { pid } = server.process;
	const [startedMs, startedSeconds] = [performance.now(), readProcessorSeconds(pid)];
	const left = countUnpacked(path);
	while (countUnpacked(path) >= NOT_DUE) {
		if (performance.now() - startedMs > PATIENCE_MS) {
			throw new Error(`After ${PATIENCE_MS / 1000} s there are ${countUnpacked(path)} sessions that are not packed`);
		}
		await Bun.sleep(LOOK_MS);
	}
	return {
		left,
		catchUpSeconds: (performance.now() - startedMs) / 1000,
		catchUpBusySeconds: readProcessorSeconds(pid) - startedSeconds,
	};
}

/** The rate as if the load had gone on for as long as the service was busy with catching up, and nothing been written. */
export function rateWithCatchingUp({ packing, catchUpBusySeconds }: PackingRound, seconds: number): number {
	return (packing.perSecond * seconds) / (seconds + catchUpBusySeconds);
}
