import { Database } from "bun:sqlite";
import { describe, expect, test } from "bun:test";
import { copyFileSync, existsSync, mkdirSync, readFileSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { DatabaseFileError, type DatabaseProblem } from "../../src/errors.ts";
import { asFileError } from "../../src/store/database-errors.ts";
import { APPLICATION_ID, LATEST_VERSION } from "../../src/store/migrations.ts";
import { openDatabase } from "../../src/store/open-database.ts";
import { findDamage } from "../../src/store/soundness.ts";
import { openInAnotherProcess } from "../support/other-process.ts";
import { temporaryDirectory } from "../support/service.ts";

const PAGE_BYTES = 4096;

/** Makes a sound database of ours, of some dozen pages. */
function writeOwnFile(path: string): void {
	using database = openDatabase(path).database;
	const insert = database.query("INSERT INTO consumer_records (name, key, created_at) VALUES ($1, $2, 0)");
	database.run("BEGIN");
	for (let number = 0; number < 3000; number++) insert.run(`consumer ${number}`, `key ${number}`);
	database.run("COMMIT");
	database.run("PRAGMA wal_checkpoint(TRUNCATE)");
}

function runSql(path: string, ...statements: string[]): void {
	using database = new Database(path);
	for (const sql of statements) database.run(sql);
}

/** What opening a file fails with. */
function problemOf(path: string): DatabaseFileError {
	try {
		openDatabase(path).database.close();
	} catch (error) {
		if (error instanceof DatabaseFileError) return error;
		throw error;
	}
	throw new Error("It was opened.");
}

describe("a file that can be used", () => {
	test.each([
		["that is not there", () => undefined],
		["that is empty", (path: string) => writeFileSync(path, "")],
		["of SQLite with no table in it", (path: string) => runSql(path, "CREATE TABLE t (a)", "DROP TABLE t")],
	])("one %s is made", (_, prepare) => {
		using directory = temporaryDirectory();
		const path = join(directory.path, "ticks.db");
		prepare(path);
		const { database, outcome, upgrade } = openDatabase(path);
		expect(outcome).toBe("created");
		expect(upgrade).toBeUndefined();
		expect(database.query("PRAGMA user_version").get()).toEqual({ user_version: LATEST_VERSION });
		expect(database.query("PRAGMA application_id").get()).toEqual({ application_id: APPLICATION_ID });
		expect(database.query("PRAGMA journal_mode").get()).toEqual({ journal_mode: "wal" });
		expect(database.query("PRAGMA synchronous").get()).toEqual({ synchronous: 2 });
		expect(database.query("PRAGMA foreign_keys").get()).toEqual({ foreign_keys: 1 });
		database.close();
		expect(existsSync(join(directory.path, "ticks-before-upgrade.db"))).toBe(false);
	});

	test("one of ours is opened as it is", () => {
		using directory = temporaryDirectory();
		const path = join(directory.path, "ticks.db");
		writeOwnFile(path);
		const bytes = readFileSync(path);
		const { database, outcome } = openDatabase(path);
		expect(outcome).toBe("current");
		database.close();
		expect(readFileSync(path).equals(bytes)).toBe(true);
	});

	test("one whose program was killed has all that was committed, and nothing else", () => {
		using directory = temporaryDirectory();
		const source = join(directory.path, "source.db");
		const path = join(directory.path, "ticks.db");
		writeOwnFile(source);
		using writer = new Database(source);
		writer.run("INSERT INTO consumer_records (name, key, created_at) VALUES ('committed', 'key', 0)");
		writer.run("BEGIN IMMEDIATE");
		writer.run("INSERT INTO consumer_records (name, key, created_at) VALUES ('not committed', 'key', 0)");
		for (const suffix of ["", "-wal"]) copyFileSync(source + suffix, path + suffix);
		writer.run("ROLLBACK");
		using database = openDatabase(path).database;
		const names = database.query("SELECT name FROM consumer_records WHERE name LIKE '%committed'").all();
		expect(names).toEqual([{ name: "committed" }]);
	});

	test("programs that make one file at once all get it", async () => {
		using directory = temporaryDirectory();
		const path = join(directory.path, "ticks.db");
		const outcomes = await Promise.all([1, 2, 3].map(() => openInAnotherProcess(path)));
		expect(outcomes.toSorted()).toEqual(["created", "current", "current"]);
	});
});

describe("a file that cannot be used is told of, and is not touched", () => {
	const corrupt = (change: (bytes: Buffer) => void) => (path: string) => {
		writeOwnFile(path);
		const bytes = readFileSync(path);
		change(bytes);
		writeFileSync(path, bytes);
	};
	const rows: [string, DatabaseProblem, (path: string) => void][] = [
		["text", "not_microticks", (path) => writeFileSync(path, "Dear diary,\n".repeat(500))],
		["a short text", "not_microticks", (path) => writeFileSync(path, "hello")],
		["nothing but zeros", "not_microticks", (path) => writeFileSync(path, Buffer.alloc(3 * PAGE_BYTES))],
		["another program's database", "not_microticks", (path) => runSql(path, "CREATE TABLE bookmarks (url)")],
		[
			"another program's database in WAL mode",
			"not_microticks",
			(path) => runSql(path, "PRAGMA journal_mode = WAL", "CREATE TABLE bookmarks (url)"),
		],
		[
			"another program's database with tables of our names",
			"not_microticks",
			(path) =>
				runSql(path, ...["consumers", "sessions", "events"].map((name) => `CREATE TABLE ${name} (id, time, name)`)),
		],
		[
			"another program's database, marked as its own",
			"not_microticks",
			(path) => runSql(path, "CREATE TABLE t (a)", "PRAGMA application_id = 1234", "PRAGMA user_version = 1"),
		],
		[
			"a newer version's",
			"newer",
			(path) => {
				writeOwnFile(path);
				runSql(path, `PRAGMA user_version = ${LATEST_VERSION + 1}`);
			},
		],
		[
			"one that is cut to half",
			"damaged",
			(path) => {
				writeOwnFile(path);
				truncateSync(path, Math.floor(readFileSync(path).byteLength / 2));
			},
		],
		[
			"one that lacks its last bytes",
			"damaged",
			(path) => {
				writeOwnFile(path);
				truncateSync(path, readFileSync(path).byteLength - 1000);
			},
		],
		[
			"one with garbage in the middle",
			"damaged",
			corrupt((bytes) => bytes.fill(0xa5, 20 * PAGE_BYTES, 24 * PAGE_BYTES)),
		],
		["one with zeros in the middle", "damaged", corrupt((bytes) => bytes.fill(0, 20 * PAGE_BYTES, 24 * PAGE_BYTES))],
		["one whose header is garbage", "not_microticks", corrupt((bytes) => bytes.fill(0xa5, 0, 100))],
	];

	test.each(rows)("%s is %s", (_, problem, write) => {
		using directory = temporaryDirectory();
		const path = join(directory.path, "ticks.db");
		write(path);
		const bytes = readFileSync(path);
		const error = problemOf(path);
		expect(error.problem).toBe(problem);
		expect(error.message).toStartWith(`${path} is `);
		expect(error.message).not.toContain("\n");
		expect(readFileSync(path).equals(bytes)).toBe(true);
		expect(existsSync(join(directory.path, "ticks-before-upgrade.db"))).toBe(false);
	});

	test("a directory that is missing, or stands in the file's place, is named", () => {
		using directory = temporaryDirectory();
		const nowhere = join(directory.path, "nowhere");
		const missing = problemOf(join(nowhere, "ticks.db"));
		expect(missing.problem).toBe("unavailable");
		expect(missing.message).toBe(`${join(nowhere, "ticks.db")} cannot be made: there is no directory ${nowhere}`);
		expect(existsSync(nowhere)).toBe(false);
		mkdirSync(nowhere);
		const place = problemOf(nowhere);
		expect(place.problem).toBe("unavailable");
		expect(place.message).toBe(`${nowhere} is a directory, not a file`);
		const below = problemOf(join(import.meta.path, "ticks.db"));
		expect(below.problem).toBe("unavailable");
	});

	test("a file that another program has locked is told of as locked", () => {
		using directory = temporaryDirectory();
		const path = join(directory.path, "ticks.db");
		using holder = new Database(path);
		holder.run("BEGIN EXCLUSIVE");
		using database = new Database(path);
		let error: unknown;
		try {
			database.run("BEGIN IMMEDIATE");
		} catch (thrown) {
			error = asFileError(thrown, path);
		}
		expect(error).toBeInstanceOf(DatabaseFileError);
		expect(error).toMatchObject({ problem: "locked", message: `${path} is locked by another program` });
	});
});

test("findDamage tells a damaged file from a sound one", () => {
	using directory = temporaryDirectory();
	const path = join(directory.path, "ticks.db");
	writeOwnFile(path);
	expect(findDamage(path)).toBeUndefined();
	const bytes = readFileSync(path);
	writeFileSync(path, bytes.fill(0xa5, 20 * PAGE_BYTES, 24 * PAGE_BYTES));
	expect(findDamage(path)).toStartWith(`${path} is damaged: `);
	truncateSync(path, 10 * PAGE_BYTES);
	expect(findDamage(path)).toBe(`${path} is damaged: it is cut short`);
});
