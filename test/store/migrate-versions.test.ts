import { Database } from "bun:sqlite";
import { expect, test } from "bun:test";
import { join } from "node:path";
import { APPLICATION_ID, LATEST_VERSION, MIGRATIONS } from "../../src/store/migrations.ts";
import { openDatabase } from "../../src/store/open-database.ts";
import { temporaryDirectory } from "../support/service.ts";

/** Rows for each table of version 4: a value for each column, of its type. */
function fill(database: Database): void {
	const values: Readonly<Record<string, string>> = { INTEGER: "1", TEXT: "'text'", BLOB: "x'0102'", ANY: "'any'" };
	const tables = database
		.query<{ name: string }, []>("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
		.all();
	database.run("PRAGMA foreign_keys = ON");
	database.run("BEGIN");
	for (const { name } of tables) {
		const columns = database.query<{ type: string }, []>(`PRAGMA table_info(${name})`).all();
		database.run(`INSERT INTO ${name} VALUES (${columns.map(({ type }) => values[type]).join(", ")})`);
	}
	database.run("COMMIT");
}

/** Everything in the tables and views that are there, by name. */
function contentOf(path: string): Record<string, unknown> {
	using database = new Database(path, { readonly: true });
	const there = database
		.query<{ name: string }, []>("SELECT name FROM sqlite_schema WHERE type IN ('table', 'view') ORDER BY name")
		.all();
	return Object.fromEntries(there.map(({ name }) => [name, database.query(`SELECT * FROM ${name} ORDER BY 1`).all()]));
}

test("a file of version 4 keeps all that it has, and takes links and pictures from then on", () => {
	using directory = temporaryDirectory();
	const path = join(directory.path, "ticks.db");
	{
		using database = new Database(path);
		for (const { sql } of MIGRATIONS.slice(0, 4)) database.run(sql);
		fill(database);
		database.run(`PRAGMA application_id = ${APPLICATION_ID}`);
		database.run("PRAGMA user_version = 4");
	}
	const before = contentOf(path);
	expect(Object.keys(before)).toContain("session_packs");
	for (const [table, rows] of Object.entries(before)) expect([table, rows]).not.toEqual([table, []]);
	const { database, outcome, upgrade } = openDatabase(path);
	expect(outcome).toBe("upgraded");
	expect(upgrade).toMatchObject({ consumers: 1, sessions: 1, events: 1 });
	expect(database.query("PRAGMA user_version").get()).toEqual({ user_version: LATEST_VERSION });
	expect(database.query("PRAGMA foreign_key_check").all()).toEqual([]);
	database.close();
	const after = contentOf(path);
	expect(after).toEqual({ ...before, shares: [], pictures: [], sqlite_sequence: after["sqlite_sequence"] });
	expect(contentOf(upgrade?.copy ?? "")).toEqual(before);
});
