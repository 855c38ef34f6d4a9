import type { Database } from "bun:sqlite";
import type { OwnerSettings } from "../model/reports/settings.ts";
import type { Instant } from "../model/time.ts";
import { prepareConsumers } from "../store/consumers.ts";
import { insertHeartbeats, insertHistory } from "../store/insert-history.ts";
import { prepareOwnerSettings } from "../store/settings.ts";
import { KIOSKS } from "./exhibition.ts";
import { createRandom } from "./random.ts";
import { isBroken, isOpenOn, makeVisits, OPEN } from "./visits.ts";

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;

/** Fills an empty file with the visits of some days up to now, and with what an owner sets. */
export function fillDatabase(
	database: Database,
	{ now, days, newToken }: { now: Instant; days: number; newToken: () => string },
): { sessions: number; events: number } {
	const consumers = prepareConsumers(database);
	const from = (Math.floor(now / DAY_MS) - days) * DAY_MS;
	const ids = KIOSKS.map(({ name }) => consumers.insert({ name, key: newToken(), ipFilter: null, createdAt: from }));
	// Nobody waits for a power cut: the file is gone when the demonstration ends.
	database.run("PRAGMA synchronous = OFF");
	const count = insertHistory(database, ids, makeVisits(createRandom(1), { from, to: now }), newToken);
	for (const [consumer, id] of ids.entries()) {
		for (let day = 0; day <= days; day++) {
			const at = from + day * DAY_MS;
			const [opensAt, closesAt] = [at + (OPEN.fromHour - 0.5) * HOUR_MS, at + (OPEN.toHour + 0.5) * HOUR_MS];
			if (!isOpenOn(at / DAY_MS) || isBroken(consumer, day) || opensAt > now) continue;
			insertHeartbeats(database, id, opensAt, Math.min(closesAt, now));
		}
	}
	prepareOwnerSettings(database).write(settingsOf(from));
	return count;
}

function settingsOf(from: Instant): OwnerSettings {
	const dateOf = (day: number) => new Date(from + day * DAY_MS).toISOString().slice(0, 10);
	const hours = [{ from: `${OPEN.fromHour}:00`, to: `${OPEN.toHour}:00` }];
	return {
		zone: "UTC",
		opening_hours: [[], hours, hours, hours, hours, hours, hours],
		goals: [
			{ name: "Sees the whale film", kind: "target", element: "film" },
			{ name: "Plays the quiz", kind: "screen", element: "quiz" },
		],
		notes: [
			{ date: dateOf(20), text: "School holidays" },
			{ date: dateOf(55), text: "Exhibition opened" },
		],
		excluded: [{ from: dateOf(54), to: dateOf(54), reason: "Press day" }],
		count_faulty: false,
	};
}
