import { Database } from "bun:sqlite";
import { expect, test } from "bun:test";
import { existsSync, mkdirSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import {
	ConsumerNameError,
	EXIT_CODES,
	exitCodeOf,
	ReportsDifferError,
	ReportsNotReadyError,
} from "../../src/cli/exit-codes.ts";
import { DatabaseFileError, UsageError } from "../../src/errors.ts";
import { AddressInUseError } from "../../src/http/listen.ts";
import { openDatabase } from "../../src/store/open-database.ts";
import { runCommand } from "../support/command.ts";
import { copyLegacyFile, writeLegacyFile } from "../support/legacy-file.ts";
import { temporaryDirectory } from "../support/service.ts";

test("initdb says whether the file is new or up to date, and is safe to repeat", async () => {
	using directory = temporaryDirectory();
	const run = (...args: string[]) => runCommand(["initdb", ...args], { cwd: directory.path });
	expect(await run()).toEqual({ code: 0, stdout: "./ticks.db (new)\n", stderr: "" });
	expect(await run()).toEqual({ code: 0, stdout: "./ticks.db (up to date)\n", stderr: "" });
	expect(await run("--db", "other.db")).toEqual({ code: 0, stdout: "other.db (new)\n", stderr: "" });
	expect(existsSync(join(directory.path, "other.db"))).toBe(true);
});

test("initdb takes the file from MICROTICKS_DB, and a flag counts before it", async () => {
	using directory = temporaryDirectory();
	const options = { cwd: directory.path, env: { MICROTICKS_DB: "variable.db" } };
	expect((await runCommand(["initdb"], options)).stdout).toBe("variable.db (new)\n");
	expect((await runCommand(["initdb", "--db", "flag.db"], options)).stdout).toBe("flag.db (new)\n");
});

test("initdb upgrades a 2017 file, and says what came over and where the old one is", async () => {
	using directory = temporaryDirectory();
	copyLegacyFile(join(directory.path, "ticks.db"));
	const { code, stdout } = await runCommand(["initdb"], { cwd: directory.path });
	expect(code).toBe(0);
	expect(stdout).toBe(
		"./ticks.db (upgraded: 3 consumers, 303 sessions, 2598 events; the file as it was is kept as ./ticks-before-upgrade.db)\n",
	);
});

test("initdb tells what it kept though it would be refused today", async () => {
	using directory = temporaryDirectory();
	writeLegacyFile(join(directory.path, "ticks.db"), { events: [[1, 7, "no time", "click", null]] });
	const { stdout } = await runCommand(["initdb"], { cwd: directory.path });
	expect(stdout.split("\n").slice(1).toSorted()).toEqual([
		"",
		"kept though it would be refused today: events whose time is no time: 1",
		"kept though it would be refused today: events without a session: 1",
		"kept though it would be refused today: events without data: 1",
	]);
});

test.each<[string, number, string, (path: string) => void]>([
	["a directory in its place", 4, "is a directory", (path) => mkdirSync(path)],
	["text", 5, "is not a Microticks database", (path) => writeFileSync(path, "Dear diary,\n".repeat(200))],
	[
		"a file that is cut short",
		6,
		"is damaged",
		(path) => {
			openDatabase(path).database.close();
			truncateSync(path, 20_000);
		},
	],
	[
		"a newer version's file",
		7,
		"is from a newer Microticks",
		(path) => {
			openDatabase(path).database.close();
			using database = new Database(path);
			database.run("PRAGMA user_version = 1000");
		},
	],
])("with %s, every command ends with %p and one line that names the file", async (_, code, sentence, write) => {
	using directory = temporaryDirectory();
	const path = join(directory.path, "ticks.db");
	write(path);
	const commands = [
		...[["initdb"], ["createconsumer", "A"], ["consumers"], ["revoke", "A"], ["serve", "--port", "0"]],
		...[["rebuild-reports"], ["rebuild-reports", "--check"]],
	];
	const finished = await Promise.all(commands.map((args) => runCommand([...args, "--db", path])));
	for (const { code: given, stdout, stderr } of finished) {
		expect({ code: given, stdout }).toEqual({ code, stdout: "" });
		expect(stderr).toStartWith(`microticks: ${path} ${sentence}`);
		expect(stderr.trimEnd()).not.toContain("\n");
	}
});

test("where the directory is missing, it is named", async () => {
	using directory = temporaryDirectory();
	const { code, stderr } = await runCommand(["initdb", "--db", "nowhere/ticks.db"], { cwd: directory.path });
	expect(code).toBe(4);
	expect(stderr).toBe("microticks: nowhere/ticks.db cannot be made: there is no directory nowhere\n");
});

test("every error has its exit code, and every code its meaning", () => {
	const errors = [
		new Error("ours"),
		new UsageError("flag"),
		new AddressInUseError("port"),
		new DatabaseFileError("unavailable", "file"),
		new DatabaseFileError("not_microticks", "file"),
		new DatabaseFileError("damaged", "file"),
		new DatabaseFileError("newer", "file"),
		new DatabaseFileError("locked", "file"),
		new ConsumerNameError("name"),
		new ReportsDifferError("reports"),
		new ReportsNotReadyError("reports"),
	];
	expect(errors.map(exitCodeOf)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]);
	expect(Object.keys(EXIT_CODES)).toEqual(["0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11"]);
	expect(exitCodeOf("a thrown text")).toBe(1);
});
