import { Database } from "bun:sqlite";
import { expect, test } from "bun:test";
import { copyFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { APPLICATION_ID, LATEST_VERSION, MIGRATIONS } from "../../src/store/migrations.ts";
import { openDatabase } from "../../src/store/open-database.ts";
import { copyLegacyFile } from "../support/legacy-file.ts";
import { openInAnotherProcess } from "../support/other-process.ts";
import { temporaryDirectory } from "../support/service.ts";

/** Everything that a database holds, as text. */
function contentOf(path: string): string {
	using database = new Database(path, { readonly: true });
	const read = (sql: string) => database.query(sql).all();
	const tables = database
		.query<{ name: string }, []>("SELECT name FROM sqlite_schema WHERE type IN ('table', 'view') ORDER BY name")
		.all();
	return JSON.stringify([
		read("PRAGMA user_version"),
		read("PRAGMA application_id"),
		read("SELECT type, name, tbl_name, sql FROM sqlite_schema ORDER BY type, name"),
		...tables.map(({ name }) => [name, read(`SELECT * FROM ${name} ORDER BY 1`)]),
	]);
}

/** Runs the first steps, as a program did that then lost its power. */
function migratePartly(path: string, steps: number): void {
	using database = new Database(path);
	for (const { sql, version } of MIGRATIONS.slice(0, steps)) {
		database.run("BEGIN IMMEDIATE");
		database.run(sql);
		database.run(`PRAGMA application_id = ${APPLICATION_ID}`);
		database.run(`PRAGMA user_version = ${version}`);
		database.run("COMMIT");
	}
}

test("versions count up from 1", () => {
	expect(MIGRATIONS.map(({ version }) => version)).toEqual(MIGRATIONS.map((_, index) => index + 1));
});

test.each(MIGRATIONS.slice(0, -1).map(({ version }) => [version]))(
	"a 2017 file that was left after step %p is completed, to the same content",
	(steps) => {
		using directory = temporaryDirectory();
		const whole = join(directory.path, "whole.db");
		const left = join(directory.path, "left.db");
		for (const path of [whole, left]) copyLegacyFile(path);
		openDatabase(whole).database.close();
		migratePartly(left, steps);
		const opened = openDatabase(left);
		opened.database.close();
		expect(opened.outcome).toBe("upgraded");
		expect(opened.upgrade).toMatchObject({ consumers: 3, sessions: 303, events: 2598 });
		expect(contentOf(left)).toBe(contentOf(whole));
		expect(openDatabase(left).outcome).toBe("current");
	},
);

test("an upgrade that fails leaves the file as it was, however often it is tried", () => {
	using directory = temporaryDirectory();
	const path = join(directory.path, "ticks.db");
	copyLegacyFile(path);
	using owner = new Database(path);
	owner.run("CREATE TABLE heartbeats (not_ours)");
	const before = contentOf(path);
	for (const _ of [1, 2]) {
		expect(() => openDatabase(path)).toThrow("heartbeats");
		expect(contentOf(path)).toBe(before);
		expect(readdirSync(directory.path).filter((name) => name.includes("before-upgrade"))).toEqual([]);
	}
	owner.run("DROP TABLE heartbeats");
	using database = openDatabase(path).database;
	expect(database.query("PRAGMA user_version").get()).toEqual({ user_version: LATEST_VERSION });
});

test("programs that upgrade one file at once make one copy of it, and all of them get it", async () => {
	using directory = temporaryDirectory();
	const path = join(directory.path, "ticks.db");
	copyLegacyFile(path);
	const outcomes = await Promise.all([1, 2, 3].map(() => openInAnotherProcess(path)));
	expect(outcomes.toSorted()).toEqual(["current", "current", "upgraded"]);
	const copies = readdirSync(directory.path).filter((name) => name.includes("before-upgrade"));
	expect(copies).toEqual(["ticks-before-upgrade.db"]);
	using copy = new Database(join(directory.path, "ticks-before-upgrade.db"), { readonly: true });
	expect(copy.query("PRAGMA user_version").get()).toEqual({ user_version: 0 });
});

test("a 2017 file whose program lost its power in the middle of a write is undone and upgraded", () => {
	using directory = temporaryDirectory();
	const source = join(directory.path, "source.db");
	const path = join(directory.path, "ticks.db");
	copyLegacyFile(source);
	using writer = new Database(source);
	writer.run("PRAGMA cache_size = 2");
	writer.run("BEGIN IMMEDIATE");
	writer.run("UPDATE events SET action = 'half a write, long enough to move rows'");
	for (const suffix of ["", "-journal"]) {
		copyFileSync(source + suffix, path + suffix);
	}
	writer.run("ROLLBACK");
	const { database, upgrade } = openDatabase(path);
	expect(upgrade?.events).toBe(2598);
	expect(database.query("SELECT count(*) AS count FROM events WHERE action LIKE 'half%'").get()).toEqual({ count: 0 });
	database.close();
	expect(readdirSync(directory.path)).not.toContain("ticks.db-journal");
});
