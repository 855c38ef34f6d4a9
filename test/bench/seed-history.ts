import type { Database } from "bun:sqlite";
import { newKey } from "../../src/cli/database.ts";
import { KIOSKS, type Kiosk } from "../../src/demo/exhibition.ts";
import { createRandom, type Random } from "../../src/demo/random.ts";
import { makeFault, makeVisit } from "../../src/demo/visit.ts";
import type { PastSession } from "../../src/model/reports/history.ts";
import type { OwnerSettings } from "../../src/model/reports/settings.ts";
import { prepareConsumers } from "../../src/store/consumers.ts";
import { insertHeartbeats, insertHistory } from "../../src/store/insert-history.ts";
import { openDatabase } from "../../src/store/open-database.ts";
import { prepareOwnerSettings } from "../../src/store/settings.ts";
import { syncFile } from "./seed-database.ts";

/** Kiosks of a large museum. */
const CONSUMERS = 20;

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;

/** By the clock in UTC. */
const OPEN = { fromHour: 9, toHour: 17 } as const;

/** The days, from the first on, on which one kiosk is broken. */
const BROKEN = { consumer: 2, from: 40, to: 47 } as const;

/** Makes a mean of ten events a session. */
const PATIENCE = 0.48;

/** What a history is made of. */
export interface History {
	readonly sessions: number;
	readonly days: number;
}

/**
 * Makes a database file with the visits of some days up to yesterday, as 20 kiosks' pages sent them, and with what an
 * owner sets. The same visits each time; which are on a week-end depends on today's date.
 */
export function seedHistory(path: string, { sessions, days }: History): void {
	const { database } = openDatabase(path);
	database.run("PRAGMA journal_mode = OFF");
	database.run("PRAGMA synchronous = OFF");
	database.run("PRAGMA foreign_keys = OFF");
	database.run("PRAGMA cache_size = -262144");
	// Else each run of a trigger below opens a file.
	database.run("PRAGMA temp_store = MEMORY");
	const firstDay = Math.floor(Date.now() / DAY_MS) - days;
	const firstDayAt = firstDay * DAY_MS;
	const consumers = prepareConsumers(database);
	const ids = Array.from({ length: CONSUMERS }, (_, index) =>
		consumers.insert({ name: `Kiosk ${index + 1}`, key: newKey(), ipFilter: null, createdAt: firstDayAt }),
	);
	giveClientIds(database);
	insertHistory(database, ids, visits(createRandom(1), { sessions, days }, firstDay), newKey);
	for (const [consumer, id] of ids.entries()) {
		for (let day = 0; day < days; day++) {
			if (isBroken(consumer, day) || shareOfDay(firstDay + day) === 0) continue;
			const at = firstDayAt + day * DAY_MS;
			insertHeartbeats(database, id, at + OPEN.fromHour * HOUR_MS, at + OPEN.toHour * HOUR_MS);
		}
	}
	prepareOwnerSettings(database).write(settingsOf(firstDayAt, days));
	database.run("PRAGMA journal_mode = WAL");
	database.close();
	syncFile(path);
}

/** As the browser client does: a UUID of version 7 for each session and event. No trace of it stays in the file. */
function giveClientIds(database: Database): void {
	for (const [table, time] of [
		["session_records", "started_at"],
		["event_records", "ts"],
	]) {
		database.run(
			`CREATE TEMP TRIGGER ${table}_client_id AFTER INSERT ON main.${table}
			BEGIN
				UPDATE ${table}
				SET client_id = unhex(printf('%012x7%03x8', NEW.${time}, abs(random()) % 4096) || hex(randomblob(7)) || '0')
				WHERE id = NEW.id;
			END`,
		);
	}
}

function* visits(random: Random, { sessions, days }: History, firstDay: number): Generator<PastSession> {
	const weights = Array.from({ length: days }, (_, day) => shareOfDay(firstDay + day));
	const all = weights.reduce((sum, weight) => sum + weight, 0);
	const kiosks = Array.from({ length: CONSUMERS }, (_, consumer) => consumer).flatMap((consumer) => {
		const kiosk = KIOSKS[consumer % KIOSKS.length];
		return kiosk === undefined ? [] : [[{ consumer, kiosk }, kiosk.visitors] as const];
	});
	let made = 0;
	let reached = 0;
	for (const [day, weight] of weights.entries()) {
		reached += weight;
		const wanted = Math.round((sessions * reached) / all) - made;
		made += wanted;
		const today = Array.from({ length: wanted }, () => {
			const { consumer, kiosk } = random.pick(kiosks);
			return visit(random, kiosk, isBroken(consumer, day) ? consumer + 1 : consumer, firstDay + day);
		});
		yield* today.sort((one, other) => one.startedAt - other.startedAt);
	}
}

function visit(random: Random, kiosk: Kiosk, consumer: number, day: number): PastSession {
	// Most come in the early afternoon.
	const share = (random.next() + random.next() + random.next() * 0.7) / 2.7;
	const at = Math.round(day * DAY_MS + (OPEN.fromHour + share * (OPEN.toHour - OPEN.fromHour)) * HOUR_MS);
	if (random.chance(0.0005)) return makeFault(random, kiosk, consumer, at);
	const mood = { hurried: random.chance(0.08), test: random.chance(0.006) };
	return makeVisit(random, { ...kiosk, patience: kiosk.patience * PATIENCE }, consumer, at, mood);
}

/** Closed on Mondays, and full on week-ends. 1970-01-01 was a Thursday. */
function shareOfDay(day: number): number {
	const weekday = (day + 3) % 7;
	if (weekday === 0) return 0;
	return weekday >= 5 ? 1.7 : 1;
}

function isBroken(consumer: number, day: number): boolean {
	return consumer === BROKEN.consumer && day >= BROKEN.from && day < BROKEN.to;
}

function settingsOf(firstDayAt: number, days: number): OwnerSettings {
	const dateOf = (share: number) => new Date(firstDayAt + Math.floor(days * share) * DAY_MS).toISOString().slice(0, 10);
	const hours = [{ from: "10:00", to: "18:00" }];
	return {
		zone: "Europe/Oslo",
		opening_hours: [[], hours, hours, hours, hours, hours, hours],
		goals: [
			{ name: "Sees the whale film", kind: "target", element: "film" },
			{ name: "Plays the quiz", kind: "screen", element: "quiz" },
		],
		notes: [
			{ date: dateOf(0.3), text: "School holidays" },
			{ date: dateOf(0.6), text: "Exhibition opened" },
		],
		excluded: [{ from: dateOf(0.59), to: dateOf(0.59), reason: "Press day" }],
		count_faulty: false,
	};
}
