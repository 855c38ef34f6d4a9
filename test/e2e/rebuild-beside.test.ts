import { Database } from "bun:sqlite";
import { expect, setDefaultTimeout, test } from "bun:test";
import { existsSync } from "node:fs";
import { join } from "node:path";
import type { Totals } from "../../src/model/reports/answers.ts";
import { BINARY, runBinary, type ServingBinary, serveBinary } from "../support/binary.ts";
import { fillHistory } from "../support/history.ts";
import { startSession } from "../support/kiosk.ts";
import { writeLegacyFile } from "../support/legacy-file.ts";
import { startLoad } from "../support/load.ts";
import { unpackAll, watchPacking } from "../support/packed-file.ts";
import { readReports } from "../support/read-reports.ts";
import { temporaryDirectory } from "../support/service.ts";

setDefaultTimeout(60_000);

const DAY = 86_400_000;
const UNTIL = Date.UTC(2026, 5, 15);

const rebuild = (path: string, ...flags: string[]) => runBinary(["rebuild-reports", "--db", path, ...flags]);

/** What the server says of all sessions. */
async function readTotals({ url }: ServingBinary): Promise<{ sessions: number; events: number }> {
	const response = await fetch(`${url}/reports/totals?from=2026-01-01&to=2099-12-31&test=include&faulty=include`);
	const { report } = (await response.json()) as { report: Totals };
	return { sessions: report.sessions, events: report.events };
}

test("beside a server that is written to, a rebuild loses nothing, and the reports are right during and after it", async () => {
	using directory = temporaryDirectory();
	const path = join(directory.path, "ticks.db");
	const { keys } = fillHistory(path, { days: 12, until: UNTIL, seed: 9, parts: 6 });
	await using server = await serveBinary(["--db", path, "--log-level", "warn"]);
	using file = watchPacking(path);
	const tokens = await Promise.all([0, 1, 2, 3].map((index) => startSession(server.url, keys[index] ?? "")));
	const load = startLoad(server.url, tokens);
	let looks = 0;

	for (let round = 0; round < 3; round++) {
		unpackAll(path);
		let running = true;
		const rebuilt = rebuild(path).finally(() => {
			running = false;
		});
		while (running) {
			const before = file.countRows();
			const totals = await readTotals(server);
			expect(totals.sessions).toBe(before.sessions);
			expect(totals.events).toBeGreaterThanOrEqual(before.events);
			expect(totals.events).toBeLessThanOrEqual(file.countRows().events);
			looks++;
		}
		expect(await rebuilt).toMatchObject({ code: 0, stderr: "" });
		// Those that are written to go on.
		expect(file.countUnpacked()).toBeLessThanOrEqual(tokens.length);
		expect(await rebuild(path, "--check")).toMatchObject({ code: 0, stderr: "" });
	}

	expect(looks).toBeGreaterThan(3);

	await load.reach(load.acknowledged.size + 100);
	expect(await server.end("SIGTERM")).toBe(0);
	await load.ended;
	expect(load.refused.filter(({ code }) => code !== "shutting_down")).toEqual([]);
	using database = new Database(path, { readonly: true });
	const stored = new Set(
		database
			.query<{ id: number }, []>("SELECT id FROM event_records")
			.all()
			.map(({ id }) => id),
	);
	expect([...load.acknowledged.values()].filter((id) => !stored.has(id))).toEqual([]);
	expect(await rebuild(path, "--check")).toMatchObject({ code: 0, stderr: "" });
	const range = { from: UNTIL - 13 * DAY, to: Date.now() + DAY };
	const packed = readReports(path, range);
	unpackAll(path);
	expect(readReports(path, range)).toEqual(packed);
});

// Their ids become those of others, or others become theirs.
test.each([
	["all packs", "true"],
	["every other pack", "id % 2 = 1"],
	["the last packs", "id > 5"],
])("%s, deleted under a server that runs, are made anew, and the server sees it", async (_, which) => {
	using directory = temporaryDirectory();
	const path = join(directory.path, "ticks.db");
	fillHistory(path, { days: 4, until: UNTIL, seed: 10, parts: 2 });
	expect((await rebuild(path)).code).toBe(0);
	await using server = await serveBinary(["--db", path, "--log-level", "warn"]);
	using file = watchPacking(path);
	const rows = file.countRows();
	expect(await readTotals(server)).toEqual(rows);

	const other = new Database(path, { readwrite: true, create: false });
	other.run(`DELETE FROM session_packs WHERE ${which}`);
	other.run("DELETE FROM event_records WHERE session_id % 2 = 0");
	other.run("DELETE FROM session_records WHERE id % 2 = 0");
	other.close();
	expect((await rebuild(path, "--check")).code).toBe(10);
	expect((await rebuild(path)).code).toBe(0);
	expect((await rebuild(path, "--check")).code).toBe(0);
	const left = file.countRows();
	expect(left.sessions).toBeLessThan(rows.sessions);
	expect(await readTotals(server)).toEqual(left);
});

test("a lock is waited for, and where it is not given up, the exit code says so", async () => {
	using directory = temporaryDirectory();
	const path = join(directory.path, "ticks.db");
	fillHistory(path, { days: 2, until: UNTIL, seed: 11 });
	using other = new Database(path);
	other.run("BEGIN IMMEDIATE");
	expect(await rebuild(path)).toEqual({
		code: 8,
		stdout: "",
		stderr: `microticks: ${path} is locked by another program\n`,
	});
	// Who only compares needs no lock.
	expect((await rebuild(path, "--check")).code).toBe(0);
	const waiting = rebuild(path);
	expect((await rebuild(path, "--check")).code).toBe(0);
	other.run("ROLLBACK");
	expect(await waiting).toMatchObject({ code: 0, stderr: "" });
});

test("without a file there is nothing to do, and none is made; one of 2017 is not checked, but upgraded and packed", async () => {
	using directory = temporaryDirectory();
	const missing = join(directory.path, "missing.db");
	for (const flags of [[], ["--check"]]) {
		expect(await rebuild(missing, ...flags)).toEqual({
			code: 4,
			stdout: "",
			stderr: `microticks: There is no file ${missing}\n`,
		});
	}
	expect(existsSync(missing)).toBe(false);

	const old = join(directory.path, "old.db");
	writeLegacyFile(old, {
		sessions: [[1, "f".repeat(32), "127.0.0.1", "2017-08-25T10:00:00Z", null, 1]],
		events: [[1, 1, "2017-08-25T10:00:09Z", "click", "{}"]],
	});
	expect(await rebuild(old, "--check")).toEqual({
		code: 4,
		stdout: "",
		stderr: `microticks: ${old} is not up to date: see microticks initdb\n`,
	});
	const { code, stdout } = await rebuild(old);
	expect(code).toBe(0);
	expect(stdout).toContain("(upgraded: 0 consumers, 1 session, 1 event;");
	expect(stdout).toMatch(/: packed 1 session in 1 pack anew in /);
});

test.skipIf(process.platform === "win32")("on a terminal it shows how far it is, and takes it away", async () => {
	using directory = temporaryDirectory();
	const path = join(directory.path, "ticks.db");
	const { sessions } = fillHistory(path, { days: 12, until: UNTIL, seed: 12, parts: 10 });
	const decoder = new TextDecoder();
	let shown = "";
	const child = Bun.spawn([BINARY, "rebuild-reports", "--db", path], {
		env: { TERM: "xterm" },
		terminal: {
			cols: 80,
			rows: 24,
			data(_, bytes) {
				shown += decoder.decode(bytes, { stream: true });
			},
		},
	});
	expect(await child.exited).toBe(0);
	const steps = [...shown.matchAll(/[█░]{30} (\d+)% {2}(\d+) of (\d+) sessions, \d+s left/g)].map(
		([, percent, done, total]) => ({
			percent: Number(percent),
			done: Number(done),
			total: Number(total),
		}),
	);
	expect(steps[0]).toEqual({ percent: 0, done: 0, total: sessions });
	expect(steps.at(-1)).toEqual({ percent: 100, done: sessions, total: sessions });
	const cleared = "\u001b[2K";
	const after = shown.slice(shown.lastIndexOf(cleared) + cleared.length);
	expect(after).toMatch(/^\S+: packed \d+ sessions in \d+ packs anew in [\d.]+ s\r\n$/);
});
