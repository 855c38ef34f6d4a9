import { join } from "node:path";
import { EVENTS_PER_LIVE_SESSION, LIVE_SESSIONS } from "./plan.ts";

/** A load on a server. */
export interface Load {
	readonly url: string;
	readonly connections: number;
	readonly seconds: number;
	/** A file with a session's token a line. */
	readonly tokensPath: string;
	/** Whether events carry the client's own `id`. */
	readonly withIds: boolean;
	/** How many events the server was sent before; it goes on with the session after. */
	readonly firstEvent: number;
}

/** What a server made of a {@link Load}. */
export interface LoadOutcome {
	readonly requests: number;
	readonly perSecond: number;
	readonly p50Ms: number;
	readonly p99Ms: number;
}

/** `wrk` is not on this machine. */
export class NoWrkError extends Error {
	override readonly name = "NoWrkError";
}

/** @throws {NoWrkError} saying where it comes from */
export function requireWrk(): void {
	if (Bun.which("wrk") !== null) return;
	throw new NoWrkError("The benchmark needs wrk: sudo apt-get install wrk (Debian's package of that name)");
}

/**
 * Sends events for a while.
 * @throws where any of them was not answered with 200
 */
export async function runLoad({ tokensPath, withIds, firstEvent, ...load }: Load): Promise<LoadOutcome> {
	return await runWrk(load, "events.lua", [
		...[tokensPath, withIds ? "ids" : "no-ids", `${newSeed()}`],
		...[`${firstEvent}`, `${LIVE_SESSIONS}`, `${EVENTS_PER_LIVE_SESSION}`],
	]);
}

/** Visitors that come and go. */
export interface Visits {
	readonly url: string;
	readonly connections: number;
	readonly seconds: number;
	/** A file with a consumer's key a line. */
	readonly keysPath: string;
}

/**
 * Starts sessions, sends their events and stops them, for a while.
 * @throws where any of it was not answered with 200
 */
export async function runVisits({ keysPath, ...visits }: Visits): Promise<LoadOutcome> {
	return await runWrk(visits, "visits.lua", [
		...[keysPath, `${newSeed()}`],
		...[`${LIVE_SESSIONS}`, `${EVENTS_PER_LIVE_SESSION}`],
	]);
}

async function runWrk(
	{ url, connections, seconds }: Pick<Load, "url" | "connections" | "seconds">,
	script: string,
	args: readonly string[],
): Promise<LoadOutcome> {
	const child = Bun.spawn(
		[
			...["wrk", "--threads", "1", "--connections", `${connections}`, "--duration", `${seconds}s`],
			...["--script", join(import.meta.dir, script), url, "--", ...args],
		],
		{ stdin: "ignore", stdout: "pipe", stderr: "pipe" },
	);
	const [said, errors, code] = await Promise.all([child.stdout.text(), child.stderr.text(), child.exited]);
	if (code !== 0) throw new Error(`wrk ended with ${code}: ${errors}`);
	const counts = JSON.parse(said.trimEnd().split("\n").at(-1) ?? "") as WrkCounts;
	if (counts.refused + counts.broken > 0 || counts.requests === 0) {
		throw new Error(
			`${url}, ${connections} connections: of ${counts.requests} requests ${counts.refused} were refused and ${counts.broken} broke off`,
		);
	}
	return {
		requests: counts.requests,
		perSecond: (counts.requests / counts.durationUs) * 1e6,
		p50Ms: counts.p50Us / 1000,
		p99Ms: counts.p99Us / 1000,
	};
}

function newSeed(): number {
	return crypto.getRandomValues(new Uint32Array(1))[0] ?? 0;
}

/** What each of the scripts prints in the end. */
interface WrkCounts {
	requests: number;
	durationUs: number;
	p50Us: number;
	p99Us: number;
	/** Answers that are an error. */
	refused: number;
	/** Connections that were not made, were broken, or gave no answer in time. */
	broken: number;
}
