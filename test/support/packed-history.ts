import { Database } from "bun:sqlite";
import { newKey } from "../../src/cli/database.ts";
import { fillDatabase } from "../../src/demo/fill-database.ts";
import { nextPackUpdate } from "../../src/reports/packs/pack-step.ts";
import { Snapshots } from "../../src/reports/snapshot.ts";
import { openDatabase } from "../../src/store/open-database.ts";
import { preparePacks } from "../../src/store/packs.ts";

/** Makes a file with made-up visits of some days up to a time, all of them packed. */
export function makePackedHistory(path: string, { now, days }: { now: number; days: number }): void {
	const { database } = openDatabase(path);
	fillDatabase(database, { now, days, zone: "UTC", newToken: newKey });
	packAll(database);
	database.close();
}

/** Puts one session more into a file than is read unpacked, and none of them is packed. */
export function insertUnpackedSessions(path: string): void {
	const { database } = openDatabase(path);
	database.run(
		`WITH RECURSIVE numbers (number) AS (SELECT 1 UNION ALL SELECT number + 1 FROM numbers WHERE number < 20001)
		INSERT INTO session_records (token, ip, started_at, last_received_at) SELECT number, '', number, number FROM numbers`,
	);
	database.close();
}

/** Packs all that is not packed. */
function packAll(database: Database): void {
	const packs = preparePacks(database);
	const reading = new Database(database.filename, { readonly: true });
	const snapshots = new Snapshots(reading);
	const rule = {
		quietSince: Number.MAX_SAFE_INTEGER,
		silentSince: Number.MAX_SAFE_INTEGER,
		atLeast: 1,
		overdueSince: 0,
	};
	for (;;) {
		const update = snapshots.lookAtPacks((sources) => nextPackUpdate(sources, rule));
		if (update === undefined) break;
		database.transaction(() => packs.apply(update))();
	}
	reading.close();
}
