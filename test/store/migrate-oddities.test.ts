import type { Database } from "bun:sqlite";
import { afterAll, beforeAll, expect, test } from "bun:test";
import { join } from "node:path";
import { type OpenedDatabase, openDatabase } from "../../src/store/open-database.ts";
import { type Cell, writeLegacyFile } from "../support/legacy-file.ts";
import { temporaryDirectory } from "../support/service.ts";

const START = "2017-08-25T17:00:00.000Z";
const BYTES = Buffer.from([0x62, 0x6f, 0x6f, 0x6b]);

/** Each row is odd in one way, and its name or token says in which. */
const CONSUMERS: Cell[][] = [
	[1, "sound", "k1", null, "2017-08-25 17:00:00", null],
	[2, "empty deleted_at", "k2", "", "2017-08-25 17:00:00", ""],
	[3, "deleted_at is no time", "k3", null, "2017-08-25 17:00:00", "yes"],
	[4, "created_at is no time", "k4", null, "long ago", "2017-08-26"],
	[5, "blob key", BYTES, BYTES, "2017-08-25 17:00:00", BYTES],
];

const SESSIONS: Cell[][] = [
	[1, "sound", "192.0.2.1", START, "2017-08-25T17:30:00.000Z", 1],
	[2, "start is no time, with events", "192.0.2.1", "undefined", null, 1],
	[3, "start and stop are no time, no events", "192.0.2.1", "", "NaN", 1],
	[4, "stop is no time", "192.0.2.1", START, "Invalid Date", 1],
	[5, "consumer is missing", "192.0.2.1", START, null, 99],
	[6, "consumer is text", "192.0.2.1", START, null, "TouchTable"],
	[7, BYTES, BYTES, BYTES, BYTES, BYTES],
	[8, "31 February", "192.0.2.1", "2017-02-31T00:00:00Z", null, 1],
	[9, "a token twice", "192.0.2.1", START, null, 1],
	[10, "a token twice", "192.0.2.1", START, null, 1],
];

const EVENTS: Cell[][] = [
	[1, 1, "2017-08-25T17:10:00.000Z", "click", "sound"],
	[2, 1, "no time", "click", "time is no time"],
	[3, 1, "2017-02-31T00:00:00.000Z", "tick", "31 February"],
	[4, 1, "1503680959438", "tick", "epoch milliseconds"],
	[5, 1, "2017-08-25T17:10:00+0200", "tick", "offset without a colon"],
	[6, 1, "2017-08-25T17:10:00+02", "tick", "offset of hours"],
	[7, 1, "2017-08-25T17:10:00,5", "tick", "comma"],
	[8, 1, "2017-08-25T17:10:00.9996", "tick", "part of a millisecond"],
	[9, 99, "2017-08-25T17:10:00.000Z", "tick", "session is missing"],
	[10, "zero", "no time", "tick", "session is text, time is no time"],
	[11, 1, "2017-08-25T17:10:00.000Z", "tick", null],
	[12, 1, "2017-08-25T17:10:00.000Z", BYTES, BYTES],
	[13, BYTES, BYTES, "tick", "session and time are blobs"],
	[14, 2, "2017-08-25T18:00:00.000Z", "click", "session without a start"],
	[15, 2, "2017-08-25T18:05:00.000Z", "click", "session without a start"],
	[16, 1, "999999999999999", "tick", "year 33658"],
];

let directory: ReturnType<typeof temporaryDirectory>;
let opened: OpenedDatabase;
let database: Database;

beforeAll(() => {
	directory = temporaryDirectory();
	const path = join(directory.path, "ticks.db");
	writeLegacyFile(path, { consumers: CONSUMERS, sessions: SESSIONS, events: EVENTS });
	opened = openDatabase(path);
	database = opened.database;
});

afterAll(() => {
	database.close();
	directory[Symbol.dispose]();
});

function rowsOf(sql: string): Cell[][] {
	return database.query<Record<string, Cell>, []>(sql).all().map(Object.values);
}

/** Cells that do not come back to the letter, for they are times, whose notation is ours, or bytes, read as text. */
function asText(cell: Cell | undefined): Cell | undefined {
	return cell instanceof Uint8Array ? Buffer.from(cell).toString() : cell;
}

test("no row is dropped", () => {
	expect(opened.upgrade).toMatchObject({ consumers: 5, sessions: 10, events: 16 });
	expect(rowsOf("SELECT id FROM consumers ORDER BY id").flat()).toEqual(CONSUMERS.map(([id]) => id ?? null));
	expect(rowsOf("SELECT id FROM sessions ORDER BY id").flat()).toEqual(SESSIONS.map(([id]) => id ?? null));
	expect(rowsOf("SELECT id FROM events ORDER BY id").flat()).toEqual(EVENTS.map(([id]) => id ?? null));
	expect(rowsOf("PRAGMA foreign_key_check")).toEqual([]);
	expect(rowsOf("PRAGMA integrity_check")).toEqual([["ok"]]);
});

test("every value that has no place is kept as it was", () => {
	expect(rowsOf("SELECT table_name, row_id, column_name, value FROM legacy_values ORDER BY 1, 2, 3")).toEqual([
		["consumers", 2, "deleted_at", ""],
		["consumers", 3, "deleted_at", "yes"],
		["consumers", 4, "created_at", "long ago"],
		["consumers", 5, "deleted_at", Uint8Array.from(BYTES)],
		["consumers", 5, "ip_filter", Uint8Array.from(BYTES)],
		["consumers", 5, "key", Uint8Array.from(BYTES)],
		["events", 2, "time", "no time"],
		["events", 3, "time", "2017-02-31T00:00:00.000Z"],
		["events", 9, "session_id", 99],
		["events", 10, "session_id", "zero"],
		["events", 10, "time", "no time"],
		["events", 12, "action", Uint8Array.from(BYTES)],
		["events", 12, "data", Uint8Array.from(BYTES)],
		["events", 13, "session_id", Uint8Array.from(BYTES)],
		["events", 13, "time", Uint8Array.from(BYTES)],
		["events", 16, "time", "999999999999999"],
		["sessions", 2, "started_at", "undefined"],
		["sessions", 3, "started_at", ""],
		["sessions", 3, "stopped_at", "NaN"],
		["sessions", 4, "stopped_at", "Invalid Date"],
		["sessions", 5, "consumer_id", 99],
		["sessions", 6, "consumer_id", "TouchTable"],
		["sessions", 7, "consumer_id", Uint8Array.from(BYTES)],
		["sessions", 7, "ip", Uint8Array.from(BYTES)],
		["sessions", 7, "started_at", Uint8Array.from(BYTES)],
		["sessions", 7, "stopped_at", Uint8Array.from(BYTES)],
		["sessions", 7, "token", Uint8Array.from(BYTES)],
		["sessions", 8, "started_at", "2017-02-31T00:00:00Z"],
	]);
});

test("the upgrade counts what is odd", () => {
	const oddities = opened.upgrade?.oddities.map(({ count, what }) => `${count} ${what}`) ?? [];
	expect(oddities.toSorted()).toEqual(
		[
			"1 consumers whose making is no time",
			"3 consumers whose retirement is no time",
			"5 events whose time is no time",
			"3 events without a session",
			"1 events without data",
			"4 sessions whose start is no time",
			"3 sessions whose stop is no time",
			"3 sessions without a consumer",
			"1 values of consumers.ip_filter of another type",
			"1 values of consumers.key of another type",
			"1 values of events.action of another type",
			"1 values of events.data of another type",
			"1 values of sessions.ip of another type",
			"1 values of sessions.token of another type",
		].toSorted(),
	);
});

test("the view of events gives back what was stored", () => {
	const times: Record<number, string> = {
		4: "2017-08-25T17:09:19.438Z",
		5: "2017-08-25T15:10:00.000Z",
		6: "2017-08-25T15:10:00.000Z",
		7: "2017-08-25T17:10:00.500Z",
		8: "2017-08-25T17:10:00.999Z",
	};
	const expected = EVENTS.map(([id, session, time, action, data]) => [
		id,
		session instanceof Uint8Array ? Uint8Array.from(session) : session,
		time instanceof Uint8Array ? Uint8Array.from(time) : (times[Number(id)] ?? time),
		asText(action),
		asText(data),
	]);
	expect<unknown>(rowsOf("SELECT id, session_id, time, action, data FROM events ORDER BY id")).toEqual(expected);
});

test("the view of sessions gives back what was stored", () => {
	const expected = SESSIONS.map(([id, token, ip, start, stop, consumer]) => [
		id,
		asText(token),
		asText(ip),
		start instanceof Uint8Array ? Uint8Array.from(start) : start,
		stop instanceof Uint8Array ? Uint8Array.from(stop) : stop,
		consumer instanceof Uint8Array ? Uint8Array.from(consumer) : consumer,
	]);
	const stops = "CASE WHEN stop_reason = 'timeout' THEN NULL ELSE stopped_at END";
	const rows = rowsOf(`SELECT id, token, ip, started_at, ${stops}, consumer_id FROM sessions ORDER BY id`);
	expect<unknown>(rows).toEqual(expected);
});

test("the view of consumers gives back what was stored, and an empty deleted_at as none", () => {
	const made = "2017-08-25T17:00:00.000Z";
	expect(rowsOf("SELECT name, key, ip_filter, created_at, deleted_at FROM consumers ORDER BY id")).toEqual([
		["sound", "k1", null, made, null],
		["empty deleted_at", "k2", null, made, null],
		["deleted_at is no time", "k3", null, made, "yes"],
		["created_at is no time", "k4", null, "long ago", "2017-08-26T00:00:00.000Z"],
		["blob key", "book", "book", made, Uint8Array.from(BYTES)],
	]);
});

test("a row whose time is no time gets the best that is known", () => {
	const at = (time: string) => Date.parse(`2017-08-25T${time}Z`);
	expect(rowsOf("SELECT id, ts FROM event_records WHERE id IN (2, 3, 10, 13, 16) ORDER BY id")).toEqual([
		[2, at("17:00:00")],
		[3, at("17:00:00")],
		[10, 0],
		[13, 0],
		[16, at("17:00:00")],
	]);
	const sessions = rowsOf(
		"SELECT id, started_at, stopped_at, events FROM session_records WHERE id IN (2, 3, 4) ORDER BY id",
	);
	expect(sessions).toEqual([
		[2, at("18:00:00"), null, 2],
		[3, 0, 0, 0],
		[4, at("17:00:00"), at("17:00:00"), 0],
	]);
});

test("a consumer that was restored and revoked anew shows the new time", () => {
	database.run("SAVEPOINT try");
	database.run("UPDATE consumer_records SET deleted_at = NULL WHERE id = 3");
	expect(rowsOf("SELECT deleted_at FROM consumers WHERE id = 3")).toEqual([[null]]);
	database.run("UPDATE consumer_records SET deleted_at = 1000 WHERE id = 3");
	expect(rowsOf("SELECT deleted_at FROM consumers WHERE id = 3")).toEqual([["1970-01-01T00:00:01.000Z"]]);
	database.run("ROLLBACK TO try");
	database.run("RELEASE try");
});
