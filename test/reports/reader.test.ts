import type { Database } from "bun:sqlite";
import { expect, test } from "bun:test";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { AppError } from "../../src/errors.ts";
import type { ListRequest } from "../../src/reports/list-request.ts";
import { openReader } from "../../src/reports/reader.ts";
import { openDatabase } from "../../src/store/open-database.ts";
import { temporaryDirectory } from "../support/service.ts";

const WORKER = new URL("../../src/reports/worker.ts", import.meta.url);

/** More text than any buffer on the way takes at once. */
const MANY = 3000;
const DATA = JSON.stringify({ target: "x".repeat(1000) });

const EVENTS = {
	list: "events",
	sort: "id",
	filters: {
		ip: undefined,
		consumer: undefined,
		action: undefined,
		session: undefined,
		from: undefined,
		to: undefined,
	},
	descending: false,
	limit: 100_000,
	offset: 0,
	after: undefined,
	silentSince: 0,
} satisfies ListRequest;

interface Answer {
	status: number;
	events: { id: number }[];
	count: number;
	next: string | null;
}

/** A reader beside a writer on a database with many events. */
function openBoth({ worker = WORKER, databasePath }: { worker?: string | URL; databasePath?: string } = {}) {
	const directory = temporaryDirectory();
	const path = join(directory.path, "ticks.db");
	const { database } = openDatabase(path);
	database.run(
		`WITH RECURSIVE counter (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM counter WHERE n < $1)
		INSERT INTO event_records (ts, received_at, action, data)
		SELECT n, n, 'click', $2 FROM counter`,
		[MANY, DATA],
	);
	const reader = openReader(databasePath ?? path, worker);
	return {
		database,
		reader,
		directory: directory.path,
		async [Symbol.asyncDispose]() {
			await reader[Symbol.asyncDispose]();
			database.close();
			directory[Symbol.dispose]();
		},
	};
}

type Body = Awaited<ReturnType<ReturnType<typeof openReader>["list"]>>;

function asStream(body: Body): ReadableStream<Uint8Array> {
	if (typeof body === "string") throw new Error("It came as a text.");
	return body;
}

async function answerOf(body: Body): Promise<Answer> {
	return (await new Response(body).json()) as Answer;
}

/** Whether the log could be emptied: no reader holds on to what is in it. */
function isLogFree(database: Database): boolean {
	database.run("UPDATE settings SET value = value + 1 WHERE name = 'session_timeout_ms'");
	database.run("PRAGMA busy_timeout = 0");
	const row = database.query<{ busy: number }, []>("PRAGMA wal_checkpoint(TRUNCATE)").get();
	return row?.busy === 0;
}

test("a short list comes as one text, and holds nothing", async () => {
	await using both = openBoth();
	const body = await both.reader.list({ ...EVENTS, limit: 3 });
	expect(body).toBeString();
	const { status, events, count, next } = await answerOf(body);
	expect({ status, ids: events.map(({ id }) => id), count }).toEqual({ status: 200, ids: [1, 2, 3], count: 3 });
	expect(next).toBeString();
	expect(isLogFree(both.database)).toBe(true);
});

test("a long list comes in chunks that stay small, and is whole", async () => {
	await using both = openBoth();
	const chunks: Uint8Array[] = [];
	for await (const chunk of asStream(await both.reader.list(EVENTS))) chunks.push(chunk);
	expect(chunks.length).toBeGreaterThan(30);
	expect(Math.max(...chunks.map((chunk) => chunk.byteLength))).toBeLessThan(70 * 1024);
	const { events, count, next } = JSON.parse(Buffer.concat(chunks).toString()) as Answer;
	expect(events.map(({ id }) => id)).toEqual(Array.from({ length: MANY }, (_, index) => index + 1));
	expect({ count, next }).toEqual({ count: MANY, next: null });
	expect(isLogFree(both.database)).toBe(true);
});

test("a list shows one moment, whatever is written while it is read", async () => {
	await using both = openBoth();
	const stream = asStream(await both.reader.list(EVENTS));
	both.database.run("DELETE FROM event_records WHERE id > 10");
	expect((await answerOf(stream)).count).toBe(MANY);
	expect((await answerOf(await both.reader.list(EVENTS))).count).toBe(10);
});

test("a list that nobody reads on keeps the log, until it is cancelled", async () => {
	await using both = openBoth();
	const stream = asStream(await both.reader.list(EVENTS));
	expect(isLogFree(both.database)).toBe(false);
	await stream.cancel();
	// The worker takes one message after the other, so with this answer it has seen the cancelling too.
	await both.reader.list({ ...EVENTS, limit: 1 });
	expect(isLogFree(both.database)).toBe(true);
});

test("a list that is cancelled in the middle ends its statement", async () => {
	await using both = openBoth();
	const reader = asStream(await both.reader.list(EVENTS)).getReader();
	for (let chunk = 0; chunk < 5; chunk++) expect((await reader.read()).done).toBe(false);
	await reader.cancel();
	await both.reader.list({ ...EVENTS, limit: 1 });
	expect(isLogFree(both.database)).toBe(true);
});

test("no more than 32 lists are read at once, and each that ends makes room", async () => {
	await using both = openBoth();
	const open: ReadableStream<Uint8Array>[] = [];
	for (let list = 0; list < 32; list++) open.push(asStream(await both.reader.list(EVENTS)));
	const refused = await both.reader.list(EVENTS).catch((error: unknown) => error);
	expect(refused).toBeInstanceOf(AppError);
	expect(refused).toMatchObject({ code: "busy", status: 503, details: { retryAfterSeconds: 1 } });
	const [first, second, ...rest] = open;
	await first?.cancel();
	expect((await answerOf(await both.reader.list({ ...EVENTS, limit: 1 }))).count).toBe(1);
	expect((await answerOf(second ?? "")).count).toBe(MANY);
	for (const stream of rest) await stream.cancel();
	const all = await Promise.all(Array.from({ length: 32 }, () => both.reader.list({ ...EVENTS, limit: 2 })));
	expect(all).toHaveLength(32);
});

test("a list that cannot be read is an error, and the next one is read", async () => {
	await using both = openBoth();
	both.database.run("ALTER TABLE event_records RENAME TO hidden");
	const failed = both.reader.list(EVENTS);
	expect(failed).rejects.toThrow("Reading failed: no such table");
	await failed.catch(() => undefined);
	both.database.run("ALTER TABLE hidden RENAME TO event_records");
	expect((await answerOf(await both.reader.list({ ...EVENTS, limit: 1 }))).count).toBe(1);
});

test("a file that is not there is an error", async () => {
	await using both = openBoth({ databasePath: join(import.meta.dir, "nowhere.db") });
	for (let turn = 0; turn < 40; turn++) {
		const error = await both.reader.list(EVENTS).catch((thrown: unknown) => thrown);
		expect(error).toMatchObject({ message: expect.stringContaining("Reading failed: unable to open database") });
	}
});

test("a thread that fails rejects what waits, and the next list starts another", async () => {
	using directory = temporaryDirectory();
	const path = join(directory.path, "worker.ts");
	writeFileSync(path, "self.onmessage = () => { throw new Error('worn out'); };");
	await using both = openBoth({ worker: path });
	for (let turn = 0; turn < 2; turn++) {
		const error = await both.reader.list(EVENTS).catch((thrown: unknown) => thrown);
		expect(error).toMatchObject({ message: expect.stringContaining("The reading thread failed: ") });
	}
});

test("a list whose thread was lost is an error, and no list that looks whole", async () => {
	using directory = temporaryDirectory();
	const path = join(directory.path, "worker.ts");
	// The first thread fails behind its first chunk; the one after it is sound.
	writeFileSync(
		path,
		`import { existsSync, writeFileSync } from "node:fs";
		import ${JSON.stringify(WORKER.pathname)};
		const mark = ${JSON.stringify(join(directory.path, "failed"))};
		const sound = self.onmessage;
		self.onmessage = (message) => {
			if (message.data.type === "next" && !existsSync(mark)) {
				writeFileSync(mark, "");
				throw new Error("worn out");
			}
			sound(message);
		};`,
	);
	await using both = openBoth({ worker: path });
	const reading = asStream(await both.reader.list(EVENTS));
	const resting = asStream(await both.reader.list(EVENTS));
	const fate = (stream: ReadableStream) =>
		answerOf(stream).then(
			() => "whole",
			(error: Error) => error.message,
		);
	expect(await fate(reading)).toStartWith("The reading thread failed: ");
	expect(await fate(resting)).toBe("Reading failed: this list is not open");
	expect((await answerOf(await both.reader.list(EVENTS))).count).toBe(MANY);
});

test("disposing refuses what waits, and what comes then", async () => {
	await using both = openBoth();
	await both.reader.list({ ...EVENTS, limit: 1 });
	const waiting = both.reader.list(EVENTS).catch((error: unknown) => error);
	await both.reader[Symbol.asyncDispose]();
	expect(await waiting).toMatchObject({ code: "shutting_down" });
	const late = await both.reader.list(EVENTS).catch((error: unknown) => error);
	expect(late).toMatchObject({ code: "shutting_down", status: 503 });
});

test("a reader that was asked nothing disposes without ever having started a thread", async () => {
	await using both = openBoth({ worker: "/nowhere/worker.ts" });
	expect(both.reader).toBeDefined();
});
