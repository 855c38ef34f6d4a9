import { Database } from "bun:sqlite";
import { expect, setDefaultTimeout, test } from "bun:test";
import { closeSync, openSync, rmSync, writeSync } from "node:fs";
import { join } from "node:path";
import { runBinary, serveBinary } from "../support/binary.ts";
import { lacks } from "../support/debian.ts";
import { type Answer, get, newTouch, sendTouch, startSession, type Touch } from "../support/kiosk.ts";
import { addConsumer } from "../support/service.ts";
import { mayMount, mountDisk } from "../support/tmpfs.ts";

setDefaultTimeout(30_000);

const KEY = "0123456789abcdef0123456789abcdef";
const DISK_BYTES = 4 * 1024 * 1024;
const skip = lacks(mayMount(), "right to mount a disk (root)");

/** Fills what is left of a disk. */
function fill(path: string): void {
	const file = openSync(path, "w");
	const block = Buffer.alloc(4096, 1);
	try {
		for (;;) writeSync(file, block);
	} catch (error) {
		if (!(error instanceof Error && "code" in error && error.code === "ENOSPC")) throw error;
	} finally {
		closeSync(file);
	}
}

test.skipIf(skip)("on a full disk writing is refused and reading goes on, and with space again both work", async () => {
	using disk = mountDisk(DISK_BYTES);
	const path = join(disk.path, "ticks.db");
	const ballast = join(disk.path, "ballast");
	addConsumer(path, "Kiosk", KEY);
	await using server = await serveBinary(["--db", path]);
	const { url } = server;
	const token = await startSession(url, KEY);
	const stored = new Map<Touch, number>();
	const send = async (touch: Touch): Promise<Answer> => {
		const answer = await sendTouch(url, touch, JSON.stringify({ note: "x".repeat(2000) }));
		if (answer.event_id !== undefined) stored.set(touch, answer.event_id);
		return answer;
	};
	await send(newTouch(token));

	fill(ballast);
	// The log beside the file may have room left in it.
	let refused = newTouch(token);
	let answer = await send(refused);
	for (let tries = 0; answer.status === 200 && tries < 5000; tries++) {
		refused = newTouch(token);
		answer = await send(refused);
	}
	const full = { code: "disk_full", error: "The server's disk is full. Nothing was stored." };
	expect(answer).toEqual({ status: 507, ...full });
	const many = await Promise.all(Array.from({ length: 50 }, () => send(newTouch(token))));
	expect(many.filter(({ status }) => status !== 507)).toEqual([]);
	expect(await get(url, "/healthz")).toEqual({ status: 503, ...full });
	expect(await get(url, "/events?limit=100000")).toMatchObject({ status: 200, count: stored.size });
	expect(await get(url, "/sessions")).toMatchObject({ status: 200, count: 1 });

	rmSync(ballast);
	expect(await get(url, "/healthz")).toEqual({ status: 200 });
	expect(await send(refused)).toMatchObject({ status: 200 });
	const more = await Promise.all(Array.from({ length: 50 }, () => send(newTouch(token))));
	expect(more.filter(({ status }) => status !== 200)).toEqual([]);
	expect(await get(url, "/events?limit=100000")).toMatchObject({ status: 200, count: stored.size });
	expect(await server.end()).toBe(0);

	using database = new Database(path, { readonly: true });
	expect(database.query("PRAGMA integrity_check").all()).toEqual([{ integrity_check: "ok" }]);
	const rows = database
		.query<{ id: number; client_id: string }, []>("SELECT id, replace(client_id, '-', '') AS client_id FROM events")
		.all();
	expect(new Map(rows.map(({ id, client_id }) => [client_id, id]))).toEqual(
		new Map([...stored].map(([{ id }, eventId]) => [id.replaceAll("-", ""), eventId])),
	);
});

for (const [what, prepare] of [
	["no file yet", () => undefined],
	["a file", (path: string) => addConsumer(path, "Kiosk", KEY)],
] as const) {
	test.skipIf(skip)(`a start on a full disk with ${what} says so`, async () => {
		using disk = mountDisk(DISK_BYTES);
		const path = join(disk.path, "ticks.db");
		prepare(path);
		fill(join(disk.path, "ballast"));
		expect(await runBinary(["serve", "--port", "0", "--db", path])).toEqual({
			code: 4,
			stdout: "",
			stderr: `microticks: ${path} cannot be written: the disk is full\n`,
		});
	});
}

test.skipIf(skip)("a disk that fills up while it is stopped leaves a whole file", async () => {
	using disk = mountDisk(DISK_BYTES);
	const path = join(disk.path, "ticks.db");
	addConsumer(path, "Kiosk", KEY);
	await using server = await serveBinary(["--db", path]);
	const token = await startSession(server.url, KEY);
	const touches = Array.from({ length: 40 }, () => newTouch(token));
	for (const touch of touches)
		expect(await sendTouch(server.url, touch, "x".repeat(2000))).toMatchObject({ status: 200 });
	fill(join(disk.path, "ballast"));
	// What is in the log cannot be moved into the file; it stays where it is.
	expect(await server.end()).toBe(0);
	using database = new Database(path, { readonly: true });
	expect(database.query("SELECT count(*) AS events FROM events").get()).toEqual({ events: 40 });
});
