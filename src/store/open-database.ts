import { Database } from "bun:sqlite";
import { existsSync, statSync } from "node:fs";
import { dirname } from "node:path";
import { DatabaseFileError } from "../errors.ts";
import { asFileError, isLocked } from "./database-errors.ts";
import { giveToDirectoryOwner } from "./file-owner.ts";
import { type Upgrade, upgradeDatabase } from "./migrate.ts";
import { APPLICATION_ID, LATEST_VERSION } from "./migrations.ts";
import { assertSound, QUICK_CHECK_BYTES } from "./soundness.ts";

/** A command may wait this long for a lock; the server, once it serves, waits without blocking. */
const COMMAND_LOCK_WAIT_MS = 5000;

/** Between two tries to enter the write-ahead log. */
const LOCK_RETRY_MS = 10;

/** A database that is open, of the latest version, and what was done to it on the way. */
export interface OpenedDatabase {
	readonly database: Database;
	readonly outcome: "created" | "upgraded" | "current";
	/** What an upgrade did; absent where there was none. */
	readonly upgrade?: Upgrade;
}

/**
 * Opens a database file for writing; makes it where there is none, and migrates an older one, a 2017 file
 * included, of which a copy is kept first.
 * @throws {DatabaseFileError} saying what is wrong with the file; a file that is foreign, damaged or newer is not touched
 */
export function openDatabase(path: string): OpenedDatabase {
	try {
		assertUsablePath(path);
		recoverFromPowerCut(path);
		const state = inspect(path);
		if (state === "empty") giveToDirectoryOwner(path);
		const database = new Database(path, { readwrite: true, create: true });
		try {
			configure(database);
			if (state === "current") return { database, outcome: "current" };
			return { database, ...upgradeDatabase(database, path, state) };
		} catch (error) {
			database.close();
			throw error;
		}
	} catch (error) {
		throw asFileError(error, path);
	}
}

/**
 * As {@link openDatabase}, for what makes no sense on a new file.
 * @throws {DatabaseFileError} also where there is no such file
 */
export function openExistingDatabase(path: string): OpenedDatabase {
	assertThere(path);
	return openDatabase(path);
}

/**
 * Opens a file for reading alone: nothing of it changes.
 * @throws {DatabaseFileError} as {@link openExistingDatabase}, and where it is not of the latest version
 */
export function openForReading(path: string): Database {
	assertThere(path);
	try {
		assertUsablePath(path);
		if (inspect(path) !== "current") {
			throw new DatabaseFileError("unavailable", `${path} is not up to date: see microticks initdb`);
		}
		const database = new Database(path, { readonly: true });
		database.run(`PRAGMA busy_timeout = ${COMMAND_LOCK_WAIT_MS}`);
		return database;
	} catch (error) {
		throw asFileError(error, path);
	}
}

/** What a file is before anything is written to it. */
export type DatabaseState = "empty" | "from2017" | "older" | "current";

function inspect(path: string): DatabaseState {
	if (!existsSync(path) || statSync(path).size === 0) return "empty";
	const database = new Database(path, { readonly: true });
	try {
		database.run(`PRAGMA busy_timeout = ${COMMAND_LOCK_WAIT_MS}`);
		// All that follows sees one state of the file, also while another program upgrades it.
		database.run("BEGIN");
		const version = pragma(database, "user_version");
		const state = stateOf(database, pragma(database, "application_id"), version);
		if (state === undefined) throw new DatabaseFileError("not_microticks", `${path} is not a Microticks database`);
		if (version > LATEST_VERSION) {
			throw new DatabaseFileError(
				"newer",
				`${path} is from a newer Microticks (its version is ${version}, this program knows ${LATEST_VERSION})`,
			);
		}
		// An upgrade copies and rewrites everything, so it looks at everything first.
		if (state !== "current" || statSync(path).size <= QUICK_CHECK_BYTES) assertSound(database, path);
		return state;
	} finally {
		database.close();
	}
}

/** A rollback journal left beside a file of 2017 is half a write: SQLite undoes it, but on no read-only connection. */
function recoverFromPowerCut(path: string): void {
	if (!existsSync(path) || !existsSync(`${path}-journal`)) return;
	using database = new Database(path, { readwrite: true, create: false });
	database.run(`PRAGMA busy_timeout = ${COMMAND_LOCK_WAIT_MS}`);
	database.query("SELECT count(*) FROM sqlite_schema").get();
}

function stateOf(database: Database, applicationId: number, version: number): DatabaseState | undefined {
	if (applicationId === APPLICATION_ID) return version < LATEST_VERSION ? "older" : "current";
	if (applicationId !== 0 || version !== 0) return undefined;
	const tables = database.query("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'");
	if (tables.get() === null) return "empty";
	const columns = database.query<{ cell: string }, []>(
		`SELECT tables.name || '.' || columns.name AS cell
		FROM sqlite_schema AS tables
		JOIN pragma_table_info(tables.name) AS columns
		WHERE tables.name IN ('consumers', 'sessions', 'events')`,
	);
	const cells = columns.all().map((row) => row.cell);
	return COLUMNS_OF_2017.every((column) => cells.includes(column)) ? "from2017" : undefined;
}

/** By its columns: other programs have sessions and events too. */
const COLUMNS_OF_2017 = [
	...["id", "name", "key", "ip_filter", "created_at", "deleted_at"].map((name) => `consumers.${name}`),
	...["id", "token", "ip", "started_at", "stopped_at", "consumer_id"].map((name) => `sessions.${name}`),
	...["id", "session_id", "time", "action", "data"].map((name) => `events.${name}`),
];

/** https://www.sqlite.org/pragma.html; FULL, for in WAL mode NORMAL does not sync a commit. */
function configure(database: Database): void {
	database.run(`PRAGMA busy_timeout = ${COMMAND_LOCK_WAIT_MS}`);
	enterWal(database);
	database.run("PRAGMA synchronous = FULL");
	database.run("PRAGMA foreign_keys = ON");
	database.run(`PRAGMA journal_size_limit = ${8 * 1024 * 1024}`);
}

/** SQLite's own wait leaves this out: where two programs enter at once, one of them is refused at once. */
function enterWal(database: Database): void {
	for (let waitedMs = 0; ; waitedMs += LOCK_RETRY_MS) {
		try {
			database.run("PRAGMA journal_mode = WAL");
			return;
		} catch (error) {
			if (!isLocked(error) || waitedMs >= COMMAND_LOCK_WAIT_MS) throw error;
			Bun.sleepSync(LOCK_RETRY_MS);
		}
	}
}

function pragma(database: Database, name: "user_version" | "application_id"): number {
	return Object.values(database.query<Record<string, number>, []>(`PRAGMA ${name}`).get() ?? {})[0] ?? 0;
}

function assertThere(path: string): void {
	if (!existsSync(path)) throw new DatabaseFileError("unavailable", `There is no file ${path}`);
}

function assertUsablePath(path: string): void {
	// SQLite would make it in memory, and forget every touch.
	if (path === ":memory:") throw new DatabaseFileError("unavailable", `${path} is no file`);
	const directory = dirname(path);
	if (!existsSync(directory)) {
		throw new DatabaseFileError("unavailable", `${path} cannot be made: there is no directory ${directory}`);
	}
	if (existsSync(path) && statSync(path).isDirectory()) {
		throw new DatabaseFileError("unavailable", `${path} is a directory, not a file`);
	}
}
