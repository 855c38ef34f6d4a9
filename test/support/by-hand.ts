import { Database } from "bun:sqlite";
import { newKey } from "../../src/cli/database.ts";
import { KIOSKS } from "../../src/demo/exhibition.ts";
import { createRandom } from "../../src/demo/random.ts";
import { makeVisit } from "../../src/demo/visit.ts";
import { preparePackContents } from "../../src/reports/packs/pack-contents.ts";
import type { QuietRule } from "../../src/reports/packs/pack-step.ts";
import { rebuildReports } from "../../src/reports/rebuild-reports.ts";
import { Snapshots } from "../../src/reports/snapshot.ts";
import { prepareConsumers } from "../../src/store/consumers.ts";
import { insertHistory } from "../../src/store/insert-history.ts";
import { openDatabase } from "../../src/store/open-database.ts";
import { createPackWriter } from "../../src/store/packs.ts";

const MINUTE = 60_000;

/** Where a test wants a kill. */
class Killed extends Error {}

/** Does something to a file beside the server, as an owner does it with `sqlite3`. */
export function runByHand(path: string, sql: string, ...values: (string | number)[]): void {
	using database = new Database(path, { readwrite: true, create: false });
	database.run(sql, values);
}

/** @param which a condition on sessions, with one value */
export function deleteSessions(path: string, which: string, value: string | number): void {
	const sessions = `SELECT id FROM session_records WHERE ${which}`;
	runByHand(path, `DELETE FROM event_records WHERE session_id IN (${sessions})`, value);
	runByHand(path, `DELETE FROM session_records WHERE ${which}`, value);
}

/** Deletes one of a session's events: the first that came, the second... */
export function deleteEvent(path: string, token: string, place: number): void {
	runByHand(
		path,
		`DELETE FROM event_records WHERE id = (
			SELECT e.id
			FROM event_records AS e
			JOIN session_records AS s ON s.id = e.session_id
			WHERE s.token = ?
			ORDER BY e.id
			LIMIT 1 OFFSET ${place}
		)`,
		token,
	);
}

/** Imports a few visits; without a consumer where it is not there, as rows of 2017 may be. */
export function importVisits(path: string, consumer: number, at: number, seed: number): void {
	const [kiosk] = KIOSKS;
	if (kiosk === undefined) return;
	using database = openDatabase(path).database;
	const random = createRandom(seed);
	const mood = { hurried: true, test: false };
	const visits = [0, 60, 90].map((minutes) => makeVisit(random, kiosk, 0, at + minutes * MINUTE, mood));
	const ids = prepareConsumers(database)
		.list()
		.map(({ id }) => id);
	insertHistory(database, ids.includes(consumer) ? [consumer] : [], visits, newKey);
}

/** Makes all packs anew, and is killed after so many transactions. */
export function rebuildUntilKilled(path: string, rule: QuietRule, transactions: number): void {
	using database = openDatabase(path).database;
	const keep = createPackWriter(database);
	let kept = 0;
	try {
		rebuildReports({
			snapshots: new Snapshots(database),
			contents: preparePackContents(database),
			rule,
			keep(update) {
				if (kept++ >= transactions) throw new Killed();
				return keep(update);
			},
			onPart: () => undefined,
		});
	} catch (error) {
		if (!(error instanceof Killed)) throw error;
	}
}
