import { closeSync, fsyncSync, openSync, readFileSync, rmSync, statfsSync, writeSync } from "node:fs";
import { cpus, release } from "node:os";
import { join } from "node:path";
import { median } from "./statistics.ts";

/** A process is idle when its processor time stands still this long. */
const IDLE_MS = 600;

const SYNCS = 200;

/** Where the figures were taken. */
export interface Machine {
	readonly cores: number;
	readonly processor: string;
	readonly kernel: string;
	readonly bun: string;
	/** Median cost of appending 4 KiB to a file beside the databases and syncing it. */
	readonly syncMs: number;
	/** Whether the databases lie in memory, where a sync costs nothing. */
	readonly inMemory: boolean;
}

/** @param directory where the databases are */
export function describeMachine(directory: string): Machine {
	return {
		cores: cpus().length,
		processor: cpus()[0]?.model.trim() ?? "unknown",
		kernel: release(),
		bun: Bun.version,
		syncMs: measureSync(join(directory, "sync")),
		inMemory: statfsSync(directory).type === TMPFS_MAGIC,
	};
}

/** https://man7.org/linux/man-pages/man2/statfs.2.html */
const TMPFS_MAGIC = 0x01021994;

/** The memory of a process that is in RAM, in megabytes (10^6 bytes). */
export function readResidentMegabytes(pid: number): number {
	const [, kibibytes] = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, "utf8")) ?? [];
	return (Number(kibibytes) * 1024) / 1e6;
}

/** Resolves when a process has used no processor time for a while. */
export async function untilIdle(pid: number): Promise<void> {
	let before = -1;
	for (let now = readTicks(pid); now !== before; now = readTicks(pid)) {
		before = now;
		await Bun.sleep(IDLE_MS);
	}
}

/** The processor time that a process has used, of all its threads, in seconds. */
export function readProcessorSeconds(pid: number): number {
	return readTicks(pid) / 100;
}

/** User and system time, in hundredths of a second: fields 14 and 15, counted behind the name in parentheses. */
function readTicks(pid: number): number {
	const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
	const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
	return Number(fields[11]) + Number(fields[12]);
}

function measureSync(path: string): number {
	const page = Buffer.alloc(4096);
	const file = openSync(path, "w");
	const costs = Array.from({ length: SYNCS }, () => {
		const startedMs = performance.now();
		writeSync(file, page);
		fsyncSync(file);
		return performance.now() - startedMs;
	});
	closeSync(file);
	rmSync(path);
	return median(costs);
}
