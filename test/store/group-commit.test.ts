import { Database } from "bun:sqlite";
import { describe, expect, test } from "bun:test";
import { join } from "node:path";
import { AppError } from "../../src/errors.ts";
import { GroupCommit } from "../../src/store/group-commit.ts";
import { GROUP_COMMIT_LIMITS, type GroupCommitLimits } from "../../src/store/group-commit-limits.ts";
import { temporaryDirectory } from "../support/service.ts";

/** A writer on a table of numbers, and a second connection that sees only what is committed. */
function openWriter(limits: Partial<GroupCommitLimits> = {}) {
	const directory = temporaryDirectory();
	const path = join(directory.path, "ticks.db");
	const database = new Database(path);
	database.run("PRAGMA journal_mode = WAL");
	database.run("PRAGMA busy_timeout = 5");
	database.run("CREATE TABLE numbers (number INTEGER PRIMARY KEY, filling TEXT) STRICT");
	const other = new Database(path);
	const insert = database.query("INSERT INTO numbers VALUES ($1, $2)");
	const committed = other.query<{ number: number }, []>("SELECT number FROM numbers ORDER BY number");
	const writer = new GroupCommit(database, { ...GROUP_COMMIT_LIMITS, ...limits });
	return {
		database,
		other,
		writer,
		store: (number: number, filling = "") => writer.run(() => insert.run(number, filling).changes, 100),
		insert: (number: number) => insert.run(number, ""),
		committed: () => committed.all().map((row) => row.number),
		async [Symbol.asyncDispose]() {
			if (other.inTransaction) other.run("ROLLBACK");
			await writer[Symbol.asyncDispose]();
			other.close();
			database.close();
			directory[Symbol.dispose]();
		},
	};
}

/** The code that a promise is refused with, or what it gave. */
async function outcomeOf(promise: Promise<unknown>): Promise<unknown> {
	try {
		return await promise;
	} catch (error) {
		return error instanceof AppError ? error.code : String(error);
	}
}

describe("a group", () => {
	test("is answered only when another connection can see it", async () => {
		await using file = openWriter();
		const promise = file.store(1);
		expect(file.committed()).toEqual([]);
		expect(await promise).toBe(1);
		expect(file.committed()).toEqual([1]);
	});

	test("is one transaction", async () => {
		await using file = openWriter();
		const version = () =>
			Object.values(file.other.query<Record<string, number>, []>("PRAGMA data_version").get() ?? {})[0];
		const seen = new Set([version()]);
		const watch = (promise: Promise<unknown>) => promise.then(() => seen.add(version()));
		await Promise.all(Array.from({ length: 500 }, (_, number) => watch(file.store(number))));
		expect(file.committed()).toHaveLength(500);
		expect(seen.size).toBe(2);
	});

	test("is cut where it would hold the event loop for long", async () => {
		await using file = openWriter({ transactionWeight: 10 });
		const seen: number[] = [];
		const heavy = (number: number, weight: number) =>
			file.writer.run(() => file.insert(number), 100, weight).then(() => seen.push(file.committed().length));
		await Promise.all([heavy(1, 4), heavy(2, 6), heavy(3, 1), heavy(4, 100), heavy(5, 10)]);
		expect(seen).toEqual([2, 2, 3, 4, 5]);
	});

	test("refuses a bad operation alone, and undoes all of it", async () => {
		await using file = openWriter();
		const bad = file.writer.run(() => {
			file.insert(2);
			throw new AppError("session_stopped");
		}, 100);
		const outcomes = await Promise.all([file.store(1), bad, file.store(3), file.store(1)].map(outcomeOf));
		expect(outcomes).toEqual([1, "session_stopped", 1, "SQLiteError: UNIQUE constraint failed: numbers.number"]);
		expect(file.committed()).toEqual([1, 3]);
		expect(file.writer.problem).toBeUndefined();
	});

	test("may have operations of parts, of which a bad one is undone alone", async () => {
		await using file = openWriter();
		const parts = await file.writer.run(
			() => [1, 2, 1, 3].map((number) => file.writer.attempt(() => file.insert(number).changes)),
			100,
			4,
		);
		expect(parts.map((part) => ("value" in part ? part.value : "refused"))).toEqual([1, 1, "refused", 1]);
		expect(file.committed()).toEqual([1, 2, 3]);
	});

	test("takes what comes while it is answered into the next", async () => {
		await using file = openWriter();
		await file
			.store(1)
			.then(() => file.store(2))
			.then(() => file.store(3));
		expect(file.committed()).toEqual([1, 2, 3]);
	});
});

describe("the queue", () => {
	test("refuses one operation more than it holds, and takes the next when there is room", async () => {
		await using file = openWriter({ queuedOperations: 3 });
		const outcomes = await Promise.all([1, 2, 3, 4].map((number) => outcomeOf(file.store(number))));
		expect(outcomes).toEqual([1, 1, 1, "busy"]);
		expect(await outcomeOf(file.store(5))).toBe(1);
		expect(file.committed()).toEqual([1, 2, 3, 5]);
	});

	test("refuses bytes beyond its bound, and counts those down that were written or refused", async () => {
		await using file = openWriter({ queuedBytes: 250 });
		for (const first of [1, 11, 21]) {
			const outcomes = await Promise.all([first, first + 1, first + 2].map((number) => outcomeOf(file.store(number))));
			expect(outcomes).toEqual([1, 1, "busy"]);
		}
		expect(await Promise.all([file.store(1), file.store(2)].map(outcomeOf))).not.toContain("busy");
		expect(await Promise.all([file.store(31), file.store(32)].map(outcomeOf))).toEqual([1, 1]);
	});

	test("says when a repeat makes sense", async () => {
		await using file = openWriter({ queuedOperations: 0 });
		const error = await file.store(1).catch((thrown: unknown) => thrown);
		expect(error).toMatchObject({ code: "busy", status: 503, details: { retryAfterSeconds: 1 } });
	});
});

describe("a lock that another program holds", () => {
	test("is waited for while the event loop goes on, and is no error once it is given up", async () => {
		await using file = openWriter();
		file.other.run("BEGIN IMMEDIATE");
		let answered = false;
		const promise = file.store(1).then(() => {
			answered = true;
		});
		// Each request to ourselves is a turn of the event loop that also serves everybody else.
		await using server = Bun.serve({ port: 0, hostname: "127.0.0.1", fetch: () => new Response("alive") });
		while (!file.writer.isLockedOut) await (await fetch(server.url.href)).text();
		for (let turn = 0; turn < 20; turn++) expect(await (await fetch(server.url.href)).text()).toBe("alive");
		expect(answered).toBe(false);
		expect(file.writer.isLockedOut).toBe(true);
		file.other.run("ROLLBACK");
		await promise;
		expect(file.committed()).toEqual([1]);
		expect<boolean>(file.writer.isLockedOut).toBe(false);
		expect(file.writer.problem).toBeUndefined();
	});

	test("that is never given up refuses all that waited, and the next write works once it is", async () => {
		await using file = openWriter({ lockWaitMs: 30, queuedBytes: 300 });
		file.other.run("BEGIN IMMEDIATE");
		expect(await Promise.all([1, 2, 3].map((number) => outcomeOf(file.store(number))))).toEqual([
			"busy",
			"busy",
			"busy",
		]);
		expect(file.writer.problem).toMatchObject({ code: "busy" });
		file.other.run("ROLLBACK");
		expect(await Promise.all([4, 5, 6].map((number) => outcomeOf(file.store(number))))).toEqual([1, 1, 1]);
		expect(file.committed()).toEqual([4, 5, 6]);
		expect(file.writer.problem).toBeUndefined();
	});
});

describe("a full disk", () => {
	/** Leaves no room but for the pages that are there. */
	const fill = (database: Database) => {
		const pages = Object.values(database.query<Record<string, number>, []>("PRAGMA page_count").get() ?? {})[0];
		database.run(`PRAGMA max_page_count = ${pages}`);
	};
	const LARGE = "x".repeat(100_000);

	test("refuses the whole group, stores none of it, and ends by itself", async () => {
		await using file = openWriter();
		fill(file.database);
		const outcomes = await Promise.all([file.store(1), file.store(2, LARGE), file.store(3)].map(outcomeOf));
		expect(outcomes).toEqual(["disk_full", "disk_full", "disk_full"]);
		expect(file.committed()).toEqual([]);
		expect(file.writer.problem).toMatchObject({ code: "disk_full", status: 507 });
		file.database.run("PRAGMA max_page_count = 100000");
		expect(await outcomeOf(file.store(4, LARGE))).toBe(1);
		expect(file.committed()).toEqual([4]);
		expect(file.writer.problem).toBeUndefined();
	});

	test("refuses an operation of parts as a whole", async () => {
		await using file = openWriter();
		fill(file.database);
		const batch = file.writer.run(
			() =>
				[1, 2, 3].map((number) =>
					file.writer.attempt(() => file.database.run("INSERT INTO numbers VALUES (?, ?)", [number, LARGE])),
				),
			100,
			3,
		);
		expect(await outcomeOf(batch)).toBe("disk_full");
		expect(file.committed()).toEqual([]);
	});
});

describe("disposing", () => {
	test("writes what waits, and refuses the new", async () => {
		await using file = openWriter({ transactionWeight: 2 });
		const waiting = [1, 2, 3, 4, 5].map((number) => file.store(number));
		const disposed = file.writer[Symbol.asyncDispose]();
		expect(await outcomeOf(file.store(6))).toBe("shutting_down");
		await disposed;
		expect(file.committed()).toEqual([1, 2, 3, 4, 5]);
		expect(await Promise.all(waiting)).toEqual([1, 1, 1, 1, 1]);
	});

	test("waits for a lock, and refuses what cannot be written", async () => {
		await using file = openWriter({ lockWaitMs: 30 });
		file.other.run("BEGIN IMMEDIATE");
		const waiting = outcomeOf(file.store(1));
		await file.writer[Symbol.asyncDispose]();
		expect(await waiting).toBe("busy");
	});
});
