import { Database } from "bun:sqlite";
import { closeSync, existsSync, fsyncSync, openSync, renameSync, rmSync } from "node:fs";
import { extname } from "node:path";
import { giveToDirectoryOwner } from "./file-owner.ts";
import { APPLICATION_ID, MIGRATIONS } from "./migrations.ts";
import type { DatabaseState, OpenedDatabase } from "./open-database.ts";

/** What an upgrade did. */
export interface Upgrade {
	/** Where the file is kept as it was. */
	readonly copy: string;
	readonly consumers: number;
	readonly sessions: number;
	readonly events: number;
	/** What is kept though it would be refused today: how many values, and what they are. */
	readonly oddities: readonly { readonly count: number; readonly what: string }[];
}

/**
 * Brings a database to the latest version; what exists is copied first. All of it is one transaction, which no
 * second program that starts at the same time gets into: a power cut leaves the file as it was, or as it shall be.
 */
export function upgradeDatabase(
	database: Database,
	path: string,
	state: DatabaseState,
): Pick<OpenedDatabase, "outcome" | "upgrade"> {
	let copy: string | undefined;
	database.run("BEGIN IMMEDIATE");
	try {
		const version = database.query<{ user_version: number }, []>("PRAGMA user_version").get()?.user_version ?? 0;
		const pending = MIGRATIONS.filter((migration) => migration.version > version);
		if (state !== "empty" && pending.length > 0) copy = keepCopy(path);
		for (const migration of pending) {
			database.run(migration.sql);
			database.run(`PRAGMA user_version = ${migration.version}`);
		}
		database.run(`PRAGMA application_id = ${APPLICATION_ID}`);
		database.run("COMMIT");
		if (pending.length === 0) return { outcome: "current" };
		if (copy === undefined) return { outcome: "created" };
		return { outcome: "upgraded", upgrade: { copy, ...countRows(database), oddities: countOddities(database) } };
	} catch (error) {
		if (database.inTransaction) database.run("ROLLBACK");
		// The file is as it was; copies of it would pile up with each start.
		if (copy !== undefined) rmSync(copy);
		throw error;
	}
}

/**
 * `ticks.db` is kept as `ticks-before-upgrade.db`; a copy that is there already is never overwritten. Read on a
 * connection of its own: SQLite makes no copy on one that is in a transaction.
 */
function keepCopy(path: string): string {
	const extension = extname(path);
	const stem = `${extension === "" ? path : path.slice(0, -extension.length)}-before-upgrade`;
	let copy = `${stem}${extension}`;
	for (let number = 2; existsSync(copy); number++) copy = `${stem}-${number}${extension}`;
	const partial = `${copy}.partial`;
	rmSync(partial, { force: true });
	using source = new Database(path, { readonly: true });
	source.run("VACUUM INTO ?", [partial]);
	const file = openSync(partial, "r+");
	fsyncSync(file);
	closeSync(file);
	giveToDirectoryOwner(partial);
	renameSync(partial, copy);
	return copy;
}

function countRows(database: Database): { consumers: number; sessions: number; events: number } {
	const count = (table: string) =>
		database.query<{ rows: number }, []>(`SELECT count(*) AS rows FROM ${table}`).get()?.rows ?? 0;
	return {
		consumers: count("consumer_records"),
		sessions: count("session_records"),
		events: count("event_records"),
	};
}

const ODDITIES: Readonly<Record<string, string>> = {
	"events.time": "events whose time is no time",
	"events.session_id": "events without a session",
	"sessions.started_at": "sessions whose start is no time",
	"sessions.stopped_at": "sessions whose stop is no time",
	"sessions.consumer_id": "sessions without a consumer",
	"consumers.created_at": "consumers whose making is no time",
	"consumers.deleted_at": "consumers whose retirement is no time",
};

function countOddities(database: Database): Upgrade["oddities"] {
	const kept = database
		.query<{ cell: string; count: number }, []>(
			`SELECT
				table_name || '.' || column_name AS cell,
				count(*) AS count
			FROM legacy_values
			GROUP BY cell`,
		)
		.all()
		.map(({ cell, count }) => ({ count, what: ODDITIES[cell] ?? `values of ${cell} of another type` }));
	const empty =
		database.query<{ count: number }, []>("SELECT count(*) AS count FROM event_records WHERE data IS NULL").get()
			?.count ?? 0;
	return empty === 0 ? kept : [...kept, { count: empty, what: "events without data" }];
}
