import { readdirSync, readFileSync } from "node:fs";
import { median } from "./statistics.ts";

/** Of all processors' time: what other programs may take without a measurement being in vain. */
const DISTURBED = 0.1;

/** Before a measurement is made again, it is waited for other programs for so long, in milliseconds. */
const PATIENCE_MS = 60_000;

const LOOK_MS = 1000;

/** What other programs took of the processors while something was measured. */
export interface Disturbance {
	readonly median: number;
	readonly most: number;
}

/** Measures again what other programs on this machine disturbed. Linux alone tells. */
export class Quiet {
	readonly #shares: number[] = [];

	/** @param tries how often something is measured at most */
	constructor(private readonly tries: number) {}

	/** Measures until nothing disturbs, and gives what was disturbed least. */
	async measure<T>(run: () => Promise<T>): Promise<T> {
		let [best, kept] = await this.#measureOnce(run);
		for (let tries = 1; tries < this.tries && best > DISTURBED; tries++) {
			await this.#untilQuiet();
			const [share, found] = await this.#measureOnce(run);
			if (share < best) [best, kept] = [share, found];
		}
		this.#shares.push(best);
		return kept;
	}

	/** Of all that was kept. */
	get disturbance(): Disturbance {
		return { median: median(this.#shares), most: Math.max(...this.#shares) };
	}

	async #untilQuiet(): Promise<void> {
		const startedMs = performance.now();
		while (performance.now() - startedMs < PATIENCE_MS) {
			const [share] = await this.#measureOnce(() => Bun.sleep(LOOK_MS));
			if (share <= DISTURBED) return;
		}
	}

	async #measureOnce<T>(run: () => Promise<T>): Promise<[share: number, found: T]> {
		const before = readTimes();
		const found = await run();
		const after = readTimes();
		const others = after.busy - before.busy - (after.own - before.own);
		// Of what ended meanwhile, a hundredth of a second may have been counted on one side alone.
		return [Math.max(0, others / (after.all - before.all)), found];
	}
}

/** Hundredths of a second, of all processors: in all, not idle, and of this process with all that it started. */
function readTimes(): { all: number; busy: number; own: number } {
	const [line = ""] = readFileSync("/proc/stat", "utf8").split("\n");
	// https://man7.org/linux/man-pages/man5/proc_stat.5.html; guests' time is in the first two already.
	const [user = 0, nice = 0, system = 0, idle = 0, waiting = 0, irq = 0, soft = 0, steal = 0] = line
		.split(/\s+/)
		.slice(1, 9)
		.map(Number);
	const busy = user + nice + system + irq + soft + steal;
	return { all: busy + idle + waiting, busy, own: readOwn() };
}

function readOwn(): number {
	const processes = new Map<number, { parent: number; ticks: number }>();
	for (const name of readdirSync("/proc")) {
		if (!/^\d+$/.test(name)) continue;
		try {
			const stat = readFileSync(`/proc/${name}/stat`, "utf8");
			const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
			// User and system time, of itself and of its children that have ended.
			const ticks = fields.slice(11, 15).reduce((sum, field) => sum + Number(field), 0);
			processes.set(Number(name), { parent: Number(fields[1]), ticks });
		} catch {
			// It ended between the two readings.
		}
	}
	const isOwn = (pid: number): boolean => {
		if (pid === process.pid) return true;
		const parent = processes.get(pid)?.parent ?? 0;
		return parent > 0 && isOwn(parent);
	};
	return [...processes].reduce((sum, [pid, { ticks }]) => sum + (isOwn(pid) ? ticks : 0), 0);
}
