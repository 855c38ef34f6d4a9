import { Database } from "bun:sqlite";
import { expect, test } from "bun:test";
import { join } from "node:path";
import { newKey } from "../../src/cli/database.ts";
import { nextPackUpdate } from "../../src/reports/packs/pack-step.ts";
import { isTouched } from "../../src/reports/pictured.ts";
import { Snapshots } from "../../src/reports/snapshot.ts";
import { prepareConsumers } from "../../src/store/consumers.ts";
import { insertHistory } from "../../src/store/insert-history.ts";
import { openDatabase } from "../../src/store/open-database.ts";
import { openStore } from "../../src/store/store.ts";
import { temporaryDirectory } from "../support/service.ts";

const AT = Date.UTC(2026, 0, 31, 12);
const MAP = { screen: "map", width: 1920, height: 1080 };
const QUIZ = { screen: "quiz", width: 1080, height: 1920 };

/** A session of a consumer, by its place, that touches a screen once. */
function visit(consumer: number, { screen, width, height }: typeof MAP) {
	const data = JSON.stringify({ screen, clickX: 1, clickY: 1, viewportWidth: width, viewportHeight: height });
	const events = [{ at: AT, action: "click", data }];
	return { consumer, startedAt: AT, stoppedAt: AT + 1000, reason: "done", data: "{}", test: false, events };
}

test("who touched which screen is known before its sessions are packed, and after", async () => {
	using directory = temporaryDirectory();
	const path = join(directory.path, "ticks.db");
	const { database } = openDatabase(path);
	const { insert } = prepareConsumers(database);
	const ids = ["One", "Two", "Three"].map((name) => insert({ name, key: newKey(), ipFilter: null, createdAt: 0 }));
	insertHistory(database, ids, [visit(0, MAP), visit(1, QUIZ), visit(1, QUIZ)], newKey);
	await using store = openStore({ database, newToken: newKey, sessionTimeoutMs: 1000 });
	using reading = new Database(path, { readonly: true });
	const snapshots = new Snapshots(reading);
	const touched = (place: typeof MAP, consumers: number[]) =>
		snapshots.look((snapshot) => isTouched(snapshot, place, consumers));
	const expectAll = () => {
		expect([touched(MAP, [1]), touched(MAP, [2]), touched(MAP, [3])]).toEqual([true, false, false]);
		expect([touched(QUIZ, [1]), touched(QUIZ, [2]), touched(QUIZ, [1, 3])]).toEqual([false, true, false]);
		expect([touched(MAP, [3, 2, 1]), touched(MAP, [])]).toEqual([true, false]);
		expect(touched({ ...MAP, screen: "film" }, [1, 2, 3])).toBeFalse();
		expect(touched({ ...MAP, width: 1280, height: 720 }, [1])).toBeFalse();
	};
	expectAll();
	const update = snapshots.lookAtPacks((sources) =>
		nextPackUpdate(sources, { quietSince: AT * 2, silentSince: AT * 2, atLeast: 1, overdueSince: 0 }),
	);
	if (update === undefined) throw new Error("There is nothing to pack.");
	await store.applyPacks(update);
	const unpacked = reading.query("SELECT count(*) AS unpacked FROM session_records WHERE packed = 0");
	expect(unpacked.get()).toEqual({ unpacked: 0 });
	expectAll();
});
