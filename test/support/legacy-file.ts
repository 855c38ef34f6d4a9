import { Database } from "bun:sqlite";
import { chmodSync, copyFileSync } from "node:fs";
import { join } from "node:path";

/** A database that the 2017 service wrote. */
const ORIGINAL = join(import.meta.dir, "../data/microticks-2017.db");

/** Lays a copy of the 2017 service's database at a path. */
export function copyLegacyFile(path: string): void {
	copyFileSync(ORIGINAL, path);
	chmodSync(path, 0o644);
}

/** The tables of 2017, to the letter. */
const LEGACY_TABLES = [
	`CREATE TABLE consumers (
		id INTEGER PRIMARY KEY AUTOINCREMENT,
		name TEXT NOT NULL UNIQUE,
		key TEXT NOT NULL,
		ip_filter TEXT,
		created_at TEXT NOT NULL,
		deleted_at TEXT
	)`,
	`CREATE TABLE sessions (
		id INTEGER PRIMARY KEY AUTOINCREMENT,
		token TEXT NOT NULL,
		ip TEXT NOT NULL,
		started_at TEXT NOT NULL,
		stopped_at TEXT,
		consumer_id INTEGER NOT NULL
	)`,
	`CREATE TABLE events (
		id INTEGER PRIMARY KEY AUTOINCREMENT,
		session_id INTEGER NOT NULL,
		time TEXT NOT NULL,
		action TEXT NOT NULL,
		data TEXT
	)`,
];

/** A value of a cell of SQLite. */
export type Cell = string | number | null | Uint8Array;

/** Makes a database with the tables of 2017 and these rows in them. */
export function writeLegacyFile(
	path: string,
	rows: {
		/** id, name, key, ip_filter, created_at, deleted_at */
		readonly consumers?: readonly Cell[][];
		/** id, token, ip, started_at, stopped_at, consumer_id */
		readonly sessions?: readonly Cell[][];
		/** id, session_id, time, action, data */
		readonly events?: readonly Cell[][];
	},
): void {
	using database = new Database(path);
	database.run("BEGIN");
	for (const sql of LEGACY_TABLES) database.run(sql);
	for (const [table, cells] of Object.entries(rows)) {
		for (const row of cells) {
			database.query(`INSERT INTO ${table} VALUES (${row.map(() => "?").join(", ")})`).run(...row);
		}
	}
	database.run("COMMIT");
}
