import { Database } from "bun:sqlite";
import { afterAll, beforeAll, expect, setDefaultTimeout, test } from "bun:test";
import { join } from "node:path";
import fc from "fast-check";
import { checkReports } from "../../src/reports/check-reports.ts";
import { preparePackContents } from "../../src/reports/packs/pack-contents.ts";
import { nextPackUpdate } from "../../src/reports/packs/pack-step.ts";
import { rebuildReports } from "../../src/reports/rebuild-reports.ts";
import { Snapshots } from "../../src/reports/snapshot.ts";
import { createPackWriter } from "../../src/store/packs.ts";
import { fillHistory } from "../support/history.ts";
import { temporaryDirectory } from "../support/service.ts";

setDefaultTimeout(60_000);

const UNTIL = Date.UTC(2026, 5, 15);
const directory = temporaryDirectory();
let database: Database;

beforeAll(() => {
	const path = join(directory.path, "ticks.db");
	fillHistory(path, { days: 1, until: UNTIL, seed: 4 });
	database = new Database(path, { readwrite: true, create: false });
	database.run("PRAGMA synchronous = OFF");
	rebuildReports({
		snapshots: new Snapshots(database),
		contents: preparePackContents(database),
		rule: { quietSince: UNTIL, silentSince: UNTIL },
		keep: createPackWriter(database),
		onPart: () => undefined,
	});
});

afterAll(() => {
	database.close();
	directory[Symbol.dispose]();
});

/** What a check tells of the file as it is. */
function check(): string[] {
	const told: string[] = [];
	checkReports({
		snapshots: new Snapshots(database),
		contents: preparePackContents(database),
		onPart: () => undefined,
		onDifference: ({ where, what }) => told.push(`${where}: ${what}`),
	});
	return told;
}

/** What may happen to some bytes, each place a share of their length. */
const damage = fc.oneof(
	fc.record({
		at: fc.double({ min: 0, max: 0.999, noNaN: true }),
		cut: fc.constantFrom(0, 1, 9),
		put: fc.uint8Array({ maxLength: 9 }),
	}),
	fc.record({ at: fc.constant(0), cut: fc.constant(Number.POSITIVE_INFINITY), put: fc.uint8Array({ maxLength: 40 }) }),
);

const cell = fc.constantFrom(
	{ table: "session_packs", column: "sessions" },
	{ table: "session_packs", column: "elements" },
	{ table: "session_packs", column: "trails" },
	{ table: "touch_packs", column: "points" },
);

test("whichever bytes of a pack are damaged, a check tells, and never fails", () => {
	expect(check()).toEqual([]);
	fc.assert(
		fc.property(cell, fc.nat(), damage, ({ table, column }, row, { at, cut, put }) => {
			const cells = database.query<{ id: number; bytes: Uint8Array }, []>(
				`SELECT id, ${column} AS bytes FROM ${table}`,
			);
			const all = cells.all();
			const chosen = all[row % all.length];
			if (chosen === undefined) throw new Error("There is no pack.");
			const place = Math.floor(at * chosen.bytes.length);
			const damaged = Buffer.concat([chosen.bytes.slice(0, place), put, chosen.bytes.slice(place + cut)]);
			const write = (bytes: Uint8Array) =>
				database.run(`UPDATE ${table} SET ${column} = ? WHERE id = ?`, [bytes, chosen.id]);
			write(damaged);
			const told = check();
			write(chosen.bytes);
			if (damaged.equals(chosen.bytes)) expect(told).toEqual([]);
			else expect(told.join("\n")).toMatch(/^(session -?\d+|pack of consumer \d+ on [-\d]+, part -?\d+): /);
		}),
		{ numRuns: 400 },
	);
});

test.each(["sessions", "trails"])("a session that is opened again mends its pack, whose %s were damaged", (column) => {
	const [pack] = database
		.query<{ id: number; consumer_id: number; day: number }, []>("SELECT id, consumer_id, day FROM session_packs")
		.all();
	database.run(`UPDATE session_packs SET ${column} = x'05' WHERE id = ?`, [pack?.id ?? 0]);
	expect(check()).toEqual([expect.stringContaining("it cannot be read")]);
	database.run(
		`UPDATE session_records SET packed = 0 WHERE id = (
			SELECT min(id) FROM session_records WHERE consumer_id = ? AND started_at / 86400000 = ?
		)`,
		[pack?.consumer_id ?? 0, pack?.day ?? 0],
	);
	const rule = { quietSince: UNTIL, silentSince: UNTIL, atLeast: 1, overdueSince: UNTIL };
	const update = new Snapshots(database).lookAtPacks((sources) => nextPackUpdate(sources, rule));
	expect(update?.packs).toHaveLength(1);
	if (update !== undefined) expect(createPackWriter(database)(update)).toBe(true);
	expect(check()).toEqual([]);
});
