import { Database } from "bun:sqlite";
import { expect, setDefaultTimeout, test } from "bun:test";
import { join } from "node:path";
import { createRandom } from "../../src/demo/random.ts";
import type { Totals } from "../../src/model/reports/answers.ts";
import { PART_SESSIONS } from "../../src/model/reports/pack-update.ts";
import { runBinary, type ServingBinary, serveBinary, spawnBinary } from "../support/binary.ts";
import { fillHistory } from "../support/history.ts";
import { post } from "../support/kiosk.ts";
import { unpackAll, watchPacking } from "../support/packed-file.ts";
import { readReports } from "../support/read-reports.ts";
import { temporaryDirectory } from "../support/service.ts";

setDefaultTimeout(120_000);

const DAY = 86_400_000;
const DAYS = 20;
const UNTIL = Date.UTC(2026, 5, 15);
const RANGE = { from: UNTIL - (DAYS + 1) * DAY, to: UNTIL + DAY };
const ROUNDS = 6;

/** Late events that are answered before the kill, at most. */
const MOST_LATE = 1000;

/** Parts of packs that the sessions are spread over. */
const PARTS = 3;

/** Clients that send late events, one after another, each to sessions of the past. */
const CLIENTS = 8;

async function check(path: string): Promise<void> {
	expect(await runBinary(["rebuild-reports", "--check", "--db", path])).toMatchObject({ code: 0, stderr: "" });
}

/** What the server says of all sessions. */
async function readTotals({ url }: ServingBinary): Promise<{ sessions: number; events: number }> {
	const query = "from=2026-01-01&to=2026-12-31&test=include&faulty=include";
	const response = await fetch(`${url}/reports/totals?${query}`);
	const { report } = (await response.json()) as { report: Totals };
	return { sessions: report.sessions, events: report.events };
}

/** Late events to packed sessions, each of which is opened by it and packed again. */
interface Reopening {
	/** Resolves when so many were answered with 200. */
	reach(count: number): Promise<void>;
	/** Resolves when the server is gone, with how many were answered. */
	readonly ended: Promise<number>;
}

function reopenSessions(url: string, database: Database, random: () => number): Reopening {
	const packed = database.query<{ token: string; started_at: number }, [number]>(
		"SELECT token, started_at FROM session_records WHERE packed = 1 AND id >= ? LIMIT 1",
	);
	const reached = Promise.withResolvers<void>();
	let wanted = Number.POSITIVE_INFINITY;
	let acknowledged = 0;
	const clients = Array.from({ length: CLIENTS }, async () => {
		for (;;) {
			const session = packed.get(Math.floor(random() * PARTS * PART_SESSIONS)) ?? packed.get(0);
			const ts = (session?.started_at ?? 0) - 1000;
			const data = { target: "late", clickX: 5, clickY: 5, viewportWidth: 1920, viewportHeight: 1080 };
			const event = { token: session?.token, action: "click", data, ts };
			const answer = await post(url, "/events", event).catch(() => undefined);
			if (answer === undefined) return;
			expect(answer).toMatchObject({ status: 200 });
			acknowledged++;
			if (acknowledged >= wanted) reached.resolve();
		}
	});
	const ended = Promise.all(clients).then(() => acknowledged);
	return {
		ended,
		reach(count) {
			wanted = count;
			return Promise.race([reached.promise, ended.then(() => undefined)]);
		},
	};
}

test(`${ROUNDS} times kill -9 of a server that packs while packed sessions are opened again`, async () => {
	using directory = temporaryDirectory();
	const path = join(directory.path, "ticks.db");
	const filled = fillHistory(path, { days: DAYS, until: UNTIL, seed: 7, parts: PARTS });
	using file = watchPacking(path);
	using database = new Database(path, { readonly: true });
	const { next } = createRandom(1789);
	let events = filled.events;
	let killedWhilePacking = 0;

	for (let round = 0; round < ROUNDS; round++) {
		unpackAll(path);
		await using server = await serveBinary(["--db", path, "--log-level", "warn"]);
		expect(await readTotals(server)).toEqual({ sessions: filled.sessions, events: file.countRows().events });
		await file.waitForUnpacked(filled.sessions - 1, () => server.process.exitCode !== null);
		const late = reopenSessions(server.url, database, next);
		await late.reach(Math.ceil(MOST_LATE * next()));
		expect(await server.end("SIGKILL")).toBe(137);
		events += await late.ended;
		const unpacked = file.countUnpacked();
		if (unpacked > MOST_LATE && unpacked < filled.sessions) killedWhilePacking++;
		await check(path);

		await using again = await serveBinary(["--db", path, "--log-level", "warn"]);
		const rows = file.countRows();
		expect(rows.sessions).toBe(filled.sessions);
		// What was never answered may be there or not.
		expect(rows.events).toBeGreaterThanOrEqual(events);
		events = rows.events;
		// Also while it packs what the kill left.
		do expect(await readTotals(again)).toEqual(rows);
		while (file.countUnpacked() > unpacked / 2);
		expect(await again.end("SIGKILL")).toBe(137);
		await check(path);
	}
	expect(killedWhilePacking).toBeGreaterThanOrEqual(ROUNDS - 1);
	const before = readReports(path, RANGE);
	unpackAll(path);
	expect(readReports(path, RANGE)).toEqual(before);
});

test(`${ROUNDS} times kill -9 of rebuild-reports: nothing is wrong after, and the next one goes to the end`, async () => {
	using directory = temporaryDirectory();
	const path = join(directory.path, "ticks.db");
	const { sessions } = fillHistory(path, { days: DAYS, until: UNTIL, seed: 8, parts: 8 });
	const expected = readReports(path, RANGE);
	using file = watchPacking(path);
	const { next } = createRandom(1917);
	let killedMidway = 0;

	for (let round = 0; round < ROUNDS; round++) {
		unpackAll(path);
		const child = spawnBinary(["rebuild-reports", "--db", path]);
		await file.waitForUnpacked(Math.floor(sessions * next()), () => child.exitCode !== null);
		child.kill("SIGKILL");
		await child.exited;
		const unpacked = file.countUnpacked();
		if (unpacked > 0 && unpacked < sessions) killedMidway++;
		await check(path);
		expect(readReports(path, RANGE)).toEqual(expected);
	}
	expect(killedMidway).toBeGreaterThanOrEqual(ROUNDS - 2);
	expect(await runBinary(["rebuild-reports", "--db", path])).toMatchObject({ code: 0, stderr: "" });
	expect(file.countUnpacked()).toBe(0);
	await check(path);
	expect(readReports(path, RANGE)).toEqual(expected);
});
