import { Database } from "bun:sqlite";
import { afterAll, beforeAll, expect, test } from "bun:test";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parseInstant } from "../../src/model/time.ts";
import { LATEST_VERSION } from "../../src/store/migrations.ts";
import { type OpenedDatabase, openDatabase } from "../../src/store/open-database.ts";
import { openStore } from "../../src/store/store.ts";
import { copyLegacyFile } from "../support/legacy-file.ts";
import { temporaryDirectory } from "../support/service.ts";

type Row = Record<string, string | number | null>;

/** One file for all tests that only look. */
let directory: ReturnType<typeof temporaryDirectory>;
let before: Database;
let opened: OpenedDatabase;

beforeAll(() => {
	directory = temporaryDirectory();
	copyLegacyFile(join(directory.path, "original.db"));
	copyLegacyFile(join(directory.path, "ticks.db"));
	before = new Database(join(directory.path, "original.db"), { readonly: true });
	opened = openDatabase(join(directory.path, "ticks.db"));
});

afterAll(() => {
	before.close();
	opened.database.close();
	directory[Symbol.dispose]();
});

function rowsOf(database: Database, sql: string): Row[] {
	return database.query<Row, []>(sql).all();
}

/** A row with its times as instants, so that it compares whatever notation they have. */
function withInstants(row: Row, ...columns: string[]): Row {
	const instants = columns.map((column) => {
		const text = row[column];
		return [column, typeof text === "string" ? (parseInstant(text) ?? `no time: ${text}`) : null] as const;
	});
	return { ...row, ...Object.fromEntries(instants) };
}

test("says what it did", () => {
	expect(opened.outcome).toBe("upgraded");
	expect(opened.upgrade).toEqual({
		copy: join(directory.path, "ticks-before-upgrade.db"),
		consumers: 3,
		sessions: 303,
		events: 2598,
		oddities: [],
	});
});

test.each([
	[
		"consumers",
		3,
		"SELECT id, name, key, ip_filter, created_at, deleted_at FROM consumers",
		["created_at", "deleted_at"],
	],
	["sessions", 303, "SELECT id, token, ip, started_at, consumer_id FROM sessions", ["started_at"]],
	["events", 2598, "SELECT id, session_id, time, action, data FROM events", ["time"]],
] as const)("every row of %s arrives", (_, count, sql, times) => {
	const old = rowsOf(before, `${sql} ORDER BY id`);
	const arrived = rowsOf(opened.database, `${sql} ORDER BY id`);
	expect(old).toHaveLength(count);
	expect(arrived.map((row) => withInstants(row, ...times))).toEqual(old.map((row) => withInstants(row, ...times)));
});

test("stops arrive, and a session that nobody stopped has timed out at its last event", () => {
	const stops = "SELECT id, stopped_at FROM sessions WHERE stopped_at IS NOT NULL ORDER BY id";
	const stopped = rowsOf(opened.database, stops.replace("WHERE", "WHERE stop_reason IS NULL AND"));
	expect(stopped.map((row) => withInstants(row, "stopped_at"))).toEqual(
		rowsOf(before, stops).map((row) => withInstants(row, "stopped_at")),
	);
	const lastSigns = `
		SELECT id, coalesce((SELECT max(time) FROM events WHERE session_id = sessions.id), started_at) AS stopped_at
		FROM sessions WHERE stopped_at IS NULL ORDER BY id`;
	const timedOut = rowsOf(
		opened.database,
		"SELECT id, stopped_at FROM sessions WHERE stop_reason = 'timeout' ORDER BY id",
	);
	expect(timedOut).toHaveLength(63);
	expect(timedOut.map((row) => withInstants(row, "stopped_at"))).toEqual(
		rowsOf(before, lastSigns).map((row) => withInstants(row, "stopped_at")),
	);
});

test("sessions count their events and clicks", () => {
	const counts = `
		SELECT
			sessions.id,
			count(events.id) AS events,
			count(events.id) FILTER (WHERE action = 'click') AS clicks,
			max(time) FILTER (WHERE action = 'click') AS last_action
		FROM sessions
		LEFT JOIN events ON events.session_id = sessions.id
		GROUP BY sessions.id
		ORDER BY sessions.id`;
	const kept = rowsOf(opened.database, "SELECT id, events, clicks, last_action FROM sessions ORDER BY id");
	expect(kept.map((row) => withInstants(row, "last_action"))).toEqual(
		rowsOf(before, counts).map((row) => withInstants(row, "last_action")),
	);
});

test("the file is sound and is marked as ours", () => {
	const pragma = (name: string) => opened.database.query<Row, []>(`PRAGMA ${name}`).all().flatMap(Object.values);
	expect(pragma("user_version")).toEqual([LATEST_VERSION]);
	expect(pragma("application_id")).toEqual([0x4d_54_49_4b]);
	expect(pragma("foreign_key_check")).toEqual([]);
	expect(pragma("integrity_check")).toEqual(["ok"]);
	expect(pragma("journal_mode")).toEqual(["wal"]);
});

test("the copy beside it holds what the old file held", () => {
	using copy = new Database(join(directory.path, "ticks-before-upgrade.db"), { readonly: true });
	for (const table of ["sqlite_schema", "sqlite_sequence", "consumers", "sessions", "events"]) {
		const columns = table === "sqlite_schema" ? "type, name, tbl_name, sql" : "*";
		const sql = `SELECT ${columns} FROM ${table} ORDER BY 1, 2`;
		expect(rowsOf(copy, sql)).toEqual(rowsOf(before, sql));
	}
	expect(Object.values(copy.query<Row, []>("PRAGMA user_version").get() ?? {})).toEqual([0]);
	expect(existsSync(join(directory.path, "ticks-before-upgrade.db.partial"))).toBe(false);
});

test("opening it again changes nothing", () => {
	using own = temporaryDirectory();
	const path = join(own.path, "ticks.db");
	copyLegacyFile(path);
	openDatabase(path).database.close();
	const bytes = readFileSync(path);
	const again = openDatabase(path);
	again.database.close();
	expect(again.outcome).toBe("current");
	expect(again.upgrade).toBeUndefined();
	expect(readFileSync(path).equals(bytes)).toBe(true);
	expect(existsSync(join(own.path, "ticks-before-upgrade-2.db"))).toBe(false);
});

test("a copy that is there already is not overwritten", () => {
	using own = temporaryDirectory();
	copyLegacyFile(join(own.path, "ticks"));
	copyLegacyFile(join(own.path, "ticks-before-upgrade"));
	const bytes = readFileSync(join(own.path, "ticks-before-upgrade"));
	const { database, upgrade } = openDatabase(join(own.path, "ticks"));
	database.close();
	expect(upgrade?.copy).toBe(join(own.path, "ticks-before-upgrade-2"));
	expect(readFileSync(join(own.path, "ticks-before-upgrade")).equals(bytes)).toBe(true);
});

test("ids go on where 2017 left off, also behind rows that it deleted", () => {
	using own = temporaryDirectory();
	const path = join(own.path, "ticks.db");
	copyLegacyFile(path);
	using old = new Database(path);
	old.run("DELETE FROM events WHERE id > 2500");
	old.run("DELETE FROM sessions");
	old.run("UPDATE sqlite_sequence SET seq = 4000 WHERE name = 'consumers'");
	old.close();
	using database = openDatabase(path).database;
	const insert = (sql: string) => Number(database.run(sql).lastInsertRowid);
	expect(insert("INSERT INTO consumer_records (name, key, created_at) VALUES ('a', 'b', 0)")).toBe(4001);
	expect(insert("INSERT INTO session_records (token, ip, started_at, last_received_at) VALUES ('a', '', 0, 0)")).toBe(
		304,
	);
	expect(insert("INSERT INTO event_records (ts, action) VALUES (0, 'click')")).toBe(2599);
});

test("tokens of 2017 take events, and its open sessions can be stopped", async () => {
	using own = temporaryDirectory();
	const path = join(own.path, "ticks.db");
	copyLegacyFile(path);
	const { database } = openDatabase(path);
	const open = rowsOf(before, "SELECT id, token FROM sessions WHERE stopped_at IS NULL ORDER BY id LIMIT 1")[0];
	const token = `${open?.["token"]}`;
	const at = Date.UTC(2026, 0, 31);
	const time = { at, sentAs: null };
	{
		await using store = openStore({ database, newToken: () => "unused", sessionTimeoutMs: 60_000 });
		const event = { token, action: "click", data: "1", time, receivedAt: at, clientId: null };
		expect(await store.storeEvent(event)).toBe(2599);
		await store.stopSession({ token, stopped: time, reason: null });
	}
	using after = new Database(path, { readonly: true });
	expect(rowsOf(after, "SELECT session_id, time, action, data FROM events WHERE id = 2599")).toEqual([
		{ session_id: Number(open?.["id"]), time: "2026-01-31T00:00:00.000Z", action: "click", data: "1" },
	]);
	expect(rowsOf(after, `SELECT stopped_at, stop_reason FROM sessions WHERE token = '${token}'`)).toEqual([
		{ stopped_at: "2026-01-31T00:00:00.000Z", stop_reason: null },
	]);
});
