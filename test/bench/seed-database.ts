import type { Database } from "bun:sqlite";
import { closeSync, constants, copyFileSync, fsyncSync, openSync } from "node:fs";
import { newKey } from "../../src/cli/database.ts";
import { prepareConsumers } from "../../src/store/consumers.ts";
import { openDatabase } from "../../src/store/open-database.ts";

/** What a database has in it before anything is measured. */
export interface Seed {
	readonly sessions: number;
	readonly eventsPerSession: number;
	/** Tokens of the sessions that are open, and that the load goes to. */
	readonly liveTokens: readonly string[];
}

/** A kiosk's share of a year. */
const CONSUMERS = 20;
const SESSION_EVERY_MS = 60_000;
const EVENT_EVERY_MS = 3000;

/** Makes a database file with a history, and with sessions that are open now. */
export function seedDatabase(path: string, { sessions, eventsPerSession, liveTokens }: Seed): void {
	const { database } = openDatabase(path);
	database.run("PRAGMA synchronous = OFF");
	database.run("PRAGMA foreign_keys = OFF");
	database.run("PRAGMA cache_size = -262144");
	const now = Date.now();
	const consumers = prepareConsumers(database);
	for (let number = 1; number <= CONSUMERS; number++) {
		consumers.insert({ name: `Kiosk ${number}`, key: newKey(), ipFilter: null, createdAt: 0 });
	}
	const firstAt = now - (sessions + 1) * SESSION_EVERY_MS;
	if (sessions > 0) insertHistory(database, sessions, eventsPerSession, firstAt);
	const live = database.prepare(
		`INSERT INTO session_records (consumer_id, token, ip, started_at, received_at, last_received_at)
		VALUES ($1, $2, '127.0.0.1', $3, $3, $3)`,
	);
	for (const [index, token] of liveTokens.entries()) live.run((index % CONSUMERS) + 1, token, now);
	live.finalize();
	database.run("PRAGMA wal_checkpoint(TRUNCATE)");
	database.close();
	syncFile(path);
}

/** A copy for one server, on disk before anything is measured: no later write-back disturbs. */
export function copyDatabase(from: string, to: string): void {
	copyFileSync(from, to, constants.COPYFILE_FICLONE);
	syncFile(to);
}

/** How many events a database holds. */
export function countEvents(path: string): number {
	const { database } = openDatabase(path);
	const row = database.query<{ count: number }, []>("SELECT count(*) AS count FROM event_records").get();
	database.close();
	return row?.count ?? 0;
}

/** Sessions a minute apart, each with its events and its counters, all in the order of time. */
function insertHistory(database: Database, sessions: number, eventsPerSession: number, firstAt: number): void {
	const uuid = (ms: string) => `unhex(printf('%012x7%03x8', ${ms}, abs(random()) % 4096) || hex(randomblob(7)) || '0')`;
	database.run("BEGIN");
	database.run(
		`WITH RECURSIVE numbers (number) AS (
			SELECT 0
			UNION ALL
			SELECT number + 1 FROM numbers WHERE number + 1 < $1
		), starts AS (
			SELECT number, $2 + number * ${SESSION_EVERY_MS} AS at, $2 + number * ${SESSION_EVERY_MS} + $3 * ${EVENT_EVERY_MS} AS end_at
			FROM numbers
		)
		INSERT INTO session_records (
			consumer_id, client_id, token, ip, started_at, stopped_at, stop_reason, received_at,
			events, clicks, last_event_at, last_click_at, last_received_at
		)
		SELECT
			1 + number % ${CONSUMERS}, ${uuid("at")}, lower(hex(randomblob(16))), '10.0.0.' || (number % ${CONSUMERS}), at, end_at, 'idle', at,
			$3, $3, end_at, end_at, end_at
		FROM starts`,
		[sessions, firstAt, eventsPerSession],
	);
	database.run(
		`WITH RECURSIVE touches (touch) AS (
			SELECT 1
			UNION ALL
			SELECT touch + 1 FROM touches WHERE touch < $1
		)
		INSERT INTO event_records (session_id, client_id, ts, received_at, action, data)
		SELECT
			id,
			${uuid(`started_at + touch * ${EVENT_EVERY_MS}`)},
			started_at + touch * ${EVENT_EVERY_MS},
			started_at + touch * ${EVENT_EVERY_MS},
			'click',
			printf('{"target":"exhibit-%d","clickX":%d,"clickY":%d}', touch, abs(random()) % 1920, abs(random()) % 1080)
		FROM session_records CROSS JOIN touches
		ORDER BY id, touch`,
		[eventsPerSession],
	);
	database.run("COMMIT");
}

/** Brings a file onto the disk. */
export function syncFile(path: string): void {
	const file = openSync(path, "r+");
	fsyncSync(file);
	closeSync(file);
}
