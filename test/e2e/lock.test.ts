import { Database } from "bun:sqlite";
import { afterAll, beforeAll, expect, setDefaultTimeout, test } from "bun:test";
import { join } from "node:path";
import { type Finished, runBinary, type ServingBinary, serveBinary } from "../support/binary.ts";
import { get, newTouch, post, sendTouch, startSession } from "../support/kiosk.ts";
import { addConsumer, temporaryDirectory } from "../support/service.ts";

setDefaultTimeout(30_000);

const KEY = "0123456789abcdef0123456789abcdef";

/** How long the other program holds its lock. */
const HOLD_MS = 4000;

const WRITES = 200;

const directory = temporaryDirectory();
const path = join(directory.path, "ticks.db");
let server: ServingBinary;

beforeAll(async () => {
	addConsumer(path, "Kiosk", KEY);
	server = await serveBinary(["--db", path, "--log-level", "warn"]);
});

afterAll(async () => {
	await server[Symbol.asyncDispose]();
	directory[Symbol.dispose]();
});

/** A command on the served file. */
const command = (...args: string[]): Promise<Finished> => runBinary([...args, "--db", path]);

/** The key that a command printed. */
const keyIn = ({ stdout }: Finished) => /^Consumer key: ([0-9a-f]{32})$/m.exec(stdout)?.[1] ?? "";

/** What a consumer's key is answered with. */
const tryKey = async (key: string) => {
	const { status, code } = await post(server.url, "/sessions", { consumer_key: key, ts: Date.now() });
	return code ?? status;
};

test("while another program holds the lock the server answers, and what it is sent is stored after", async () => {
	const { url } = server;
	const token = await startSession(url, KEY);
	using other = new Database(path);
	other.run("BEGIN EXCLUSIVE");
	const lockedAt = performance.now();
	let held = true;
	const release = Bun.sleep(HOLD_MS).then(() => {
		held = false;
		other.run("COMMIT");
	});

	let early = 0;
	const writes = Array.from({ length: WRITES }, async () => {
		const answer = await sendTouch(url, newTouch(token));
		if (held) early++;
		return answer.status;
	});
	const made = command("createconsumer", "Meanwhile");
	let looks = 0;
	let slowestMs = 0;
	while (held) {
		const startedMs = performance.now();
		expect(await get(url, "/healthz")).toEqual({ status: 200 });
		expect(await get(url, "/events?limit=1")).toMatchObject({ status: 200 });
		slowestMs = Math.max(slowestMs, performance.now() - startedMs);
		looks++;
	}
	expect(looks).toBeGreaterThan(100);
	expect(slowestMs).toBeLessThan(1000);

	await release;
	expect(await Promise.all(writes)).toEqual(writes.map(() => 200));
	expect(early).toBe(0);
	expect(performance.now() - lockedAt).toBeLessThan(HOLD_MS + 2000);
	expect(await get(url, "/events")).toMatchObject({ count: WRITES });
	expect(await made).toMatchObject({ code: 0, stderr: "" });
});

test("a consumer made beside the running server writes at once", async () => {
	expect(await tryKey(keyIn(await command("createconsumer", "Beside")))).toBe(200);
});

test("revoke, restore and rotate-key count at once", async () => {
	const key = keyIn(await command("createconsumer", "Changing"));
	const token = await startSession(server.url, key);

	expect(await command("revoke", "Changing")).toMatchObject({ code: 0 });
	expect(await tryKey(key)).toBe("consumer_inactive");
	// Its session goes on: what the visitor does is not lost.
	expect(await sendTouch(server.url, newTouch(token))).toMatchObject({ status: 200 });

	expect(await command("restore", "Changing")).toMatchObject({ code: 0 });
	expect(await tryKey(key)).toBe(200);

	const newKey = keyIn(await command("rotate-key", "Changing"));
	expect(await tryKey(key)).toBe("unknown_consumer");
	expect(await tryKey(newKey)).toBe(200);
});

test("who waits for a lock is answered when the server stops", async () => {
	using place = temporaryDirectory();
	const file = join(place.path, "ticks.db");
	addConsumer(file, "Kiosk", KEY);
	await using stopping = await serveBinary(["--db", file]);
	const touch = newTouch(await startSession(stopping.url, KEY));
	using other = new Database(file);
	other.run("BEGIN IMMEDIATE");
	const waiting = sendTouch(stopping.url, touch);
	// Behind it on another connection, so that it waits before the signal comes.
	expect(await get(stopping.url, "/healthz")).toMatchObject({ status: 200 });
	const ended = stopping.end("SIGTERM");
	expect(await waiting).toMatchObject({ status: 503, code: expect.stringMatching(/^(busy|shutting_down)$/) });
	other.run("ROLLBACK");
	expect(await ended).toBe(0);
});
