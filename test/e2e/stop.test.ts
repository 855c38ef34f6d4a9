import { Database } from "bun:sqlite";
import { expect, setDefaultTimeout, test } from "bun:test";
import { existsSync, statSync } from "node:fs";
import { connect, type Socket } from "node:net";
import { join } from "node:path";
import { serveBinary } from "../support/binary.ts";
import { newTouch, sendTouch, startSession } from "../support/kiosk.ts";
import { startLoad } from "../support/load.ts";
import { addConsumer, temporaryDirectory } from "../support/service.ts";

setDefaultTimeout(30_000);

const KEY = "0123456789abcdef0123456789abcdef";

/** A directory with a database, whose one consumer has {@link KEY}. */
function directoryWithDatabase() {
	const directory = temporaryDirectory();
	const path = join(directory.path, "ticks.db");
	addConsumer(path, "Kiosk", KEY);
	return { path, [Symbol.dispose]: () => directory[Symbol.dispose]() };
}

/** Sends the beginning of a request with a body, and resolves when the server has it under way. */
async function sendHalf(url: string): Promise<Socket> {
	const { promise, resolve } = Promise.withResolvers<Socket>();
	const socket = connect(Number(new URL(url).port), "127.0.0.1", () => {
		// The 100 says that the server waits for the rest.
		socket.write(
			"POST /events HTTP/1.1\r\nHost: localhost\r\nContent-Type: text/plain\r\nContent-Length: 1000\r\nExpect: 100-continue\r\n\r\n",
		);
	});
	socket.once("data", () => {
		socket.write("{");
		resolve(socket);
	});
	socket.on("error", () => undefined);
	return await promise;
}

for (const signal of ["SIGTERM", "SIGINT"] as const) {
	test(`${signal} under load: all that was acknowledged is there, in one file`, async () => {
		using database = directoryWithDatabase();
		await using server = await serveBinary(["--db", database.path]);
		const tokens = [await startSession(server.url, KEY), await startSession(server.url, KEY)];
		const load = startLoad(server.url, tokens);
		await load.reach(1000);
		expect(await server.end(signal)).toBe(0);
		await load.ended;

		expect(load.refused.length).toBeGreaterThan(0);
		for (const answer of load.refused) {
			expect(answer).toEqual({
				status: 503,
				code: "shutting_down",
				error: "The server is shutting down. Try again.",
			});
		}
		for (const beside of [`${database.path}-wal`, `${database.path}-shm`]) {
			expect(existsSync(beside) ? statSync(beside).size : 0).toBe(0);
		}
		// Exactly: what was refused, or came too late to be answered, is not there.
		using file = new Database(database.path, { readonly: true });
		const rows = file
			.query<{ id: number; client_id: string }, []>("SELECT id, replace(client_id, '-', '') AS client_id FROM events")
			.all();
		expect(new Map(rows.map(({ id, client_id }) => [client_id, id]))).toEqual(
			new Map([...load.acknowledged].map(([touch, id]) => [touch.id.replaceAll("-", ""), id])),
		);
		expect(server.said.stderr).toContain('"message":"stopped"');
	});
}

test("a body that never comes to its end does not hold it", async () => {
	using database = directoryWithDatabase();
	await using server = await serveBinary(["--db", database.path]);
	const socket = await sendHalf(server.url);
	const startedMs = performance.now();
	expect(await server.end()).toBe(0);
	expect(performance.now() - startedMs).toBeLessThan(10_000);
	socket.destroy();
});

test("a second signal ends it at once", async () => {
	using database = directoryWithDatabase();
	await using server = await serveBinary(["--db", database.path]);
	const token = await startSession(server.url, KEY);
	expect(await sendTouch(server.url, newTouch(token))).toMatchObject({ status: 200 });
	const socket = await sendHalf(server.url);
	const startedMs = performance.now();
	server.process.kill("SIGTERM");
	await server.heard(/"message":"stopping"/);
	expect(await server.end("SIGINT")).toBe(1);
	expect(performance.now() - startedMs).toBeLessThan(2000);
	socket.destroy();
	using file = new Database(database.path);
	expect(file.query("SELECT count(*) AS events FROM events").get()).toEqual({ events: 1 });
});

test("another program that reads the file does not keep it from stopping", async () => {
	using database = directoryWithDatabase();
	await using server = await serveBinary(["--db", database.path]);
	const token = await startSession(server.url, KEY);
	using other = new Database(database.path, { readonly: true });
	other.run("BEGIN");
	expect(other.query("SELECT count(*) AS events FROM events").get()).toEqual({ events: 0 });
	expect(await sendTouch(server.url, newTouch(token))).toMatchObject({ status: 200 });
	expect(await server.end()).toBe(0);
	other.run("COMMIT");
	expect(other.query("SELECT count(*) AS events FROM events").get()).toEqual({ events: 1 });
});
