import { Database } from "bun:sqlite";
import { expect, test } from "bun:test";
import { join } from "node:path";
import { GROUP_COMMIT_LIMITS } from "../../src/store/group-commit-limits.ts";
import { openDatabase } from "../../src/store/open-database.ts";
import { openStore } from "../../src/store/store.ts";
import { temporaryDirectory } from "../support/service.ts";

test("who asks after the health waits less for a lock than who writes", async () => {
	using directory = temporaryDirectory();
	const path = join(directory.path, "ticks.db");
	await using store = openStore({
		database: openDatabase(path).database,
		newToken: () => "",
		sessionTimeoutMs: 1000,
		limits: { ...GROUP_COMMIT_LIMITS, lockWaitMs: 2000 },
	});
	using other = new Database(path);
	other.run("BEGIN IMMEDIATE");
	const write = () =>
		store.stopSession({ token: "", stopped: { at: 0, sentAs: null }, reason: null }).catch((error) => error.code);
	expect(await store.findProblem()).toBeUndefined();
	expect(await write()).toBe("busy");

	const order: string[] = [];
	const asked = store.findProblem().then((problem) => order.push(`health: ${problem?.code}`));
	const written = write().then((code) => order.push(`write: ${code}`));
	await Promise.all([asked, written]);
	expect(order).toEqual(["health: busy", "write: busy"]);

	other.run("ROLLBACK");
	expect(await store.findProblem()).toBeUndefined();
});
