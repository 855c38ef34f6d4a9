import type { Database } from "bun:sqlite";
import type { OwnerSettings } from "../model/reports/settings.ts";
import { localDate, startOfDay } from "../model/reports/zone.ts";
import type { Instant } from "../model/time.ts";
import { prepareConsumers } from "../store/consumers.ts";
import { insertHeartbeats, insertHistory } from "../store/insert-history.ts";
import { prepareOwnerSettings } from "../store/settings.ts";
import { KIOSKS } from "./exhibition.ts";
import { createRandom } from "./random.ts";
import { isBroken, isOpenOn, makeVisits, OPEN, openingOf } from "./visits.ts";

const HOUR_MS = 3_600_000;

/**
 * Fills an empty file with the visits of some days up to now, and with what an owner sets.
 * @param options.zone whose days they are, and whose clock it opens by
 */
export function fillDatabase(
	database: Database,
	{ now, days, zone, newToken }: { now: Instant; days: number; zone: string; newToken: () => string },
): { sessions: number; events: number } {
	const consumers = prepareConsumers(database);
	const first = localDate(now, zone).subtract({ days });
	const from = startOfDay(first, zone);
	const ids = KIOSKS.map(({ name }) => consumers.insert({ name, key: newToken(), ipFilter: null, createdAt: from }));
	// Nobody waits for a power cut: the file is gone when the demonstration ends.
	database.run("PRAGMA synchronous = OFF");
	const count = insertHistory(database, ids, makeVisits(createRandom(1), { from, to: now }, zone), newToken);
	for (const [consumer, id] of ids.entries()) {
		for (let dayOfRange = 0; dayOfRange <= days; dayOfRange++) {
			const day = first.add({ days: dayOfRange });
			const isOnAt = openingOf(day, zone) - HOUR_MS / 2;
			const isOffAt = isOnAt + (OPEN.toHour - OPEN.fromHour + 1) * HOUR_MS;
			if (!isOpenOn(day) || isBroken(consumer, dayOfRange) || isOnAt > now) continue;
			insertHeartbeats(database, id, isOnAt, Math.min(isOffAt, now));
		}
	}
	prepareOwnerSettings(database).write(settingsOf(first, zone));
	return count;
}

function settingsOf(first: Temporal.PlainDate, zone: string): OwnerSettings {
	const dateOf = (day: number) => first.add({ days: day }).toString();
	const hours = [{ from: `${OPEN.fromHour}:00`, to: `${OPEN.toHour}:00` }];
	return {
		zone,
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
