import { expect, setDefaultTimeout, test } from "bun:test";
import { existsSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { runBinary, serveBinary } from "../support/binary.ts";
import { get, newTouch, post, startSession } from "../support/kiosk.ts";
import { addConsumer, temporaryDirectory } from "../support/service.ts";

setDefaultTimeout(30_000);

const KEY = "0123456789abcdef0123456789abcdef";

/** Names no place: the socket is the place. */
const URL_ON_SOCKET = "http://localhost";

test("on a unix socket it takes events and gives them back", async () => {
	using directory = temporaryDirectory();
	const unix = join(directory.path, "microticks.sock");
	addConsumer(join(directory.path, "ticks.db"), "Kiosk", KEY);
	await using server = await serveBinary(["--unix", unix], { cwd: directory.path });
	expect(server.url).toBe(`unix:${unix}`);
	// A proxy of the same group may come in, and nobody else.
	expect((statSync(unix).mode & 0o777).toString(8)).toBe("660");
	const token = await startSession(URL_ON_SOCKET, KEY, { unix });
	const event = { ...newTouch(token), action: "click", data: "{}", ts: Date.now() };
	expect(await post(URL_ON_SOCKET, "/events", event, { unix })).toEqual({ status: 200, event_id: 1 });
	expect(await get(URL_ON_SOCKET, "/events", { unix })).toMatchObject({ status: 200, count: 1 });
	expect(await server.end()).toBe(0);
	expect(existsSync(unix)).toBe(false);
});

test("a socket that a crash left is replaced", async () => {
	using directory = temporaryDirectory();
	const unix = join(directory.path, "microticks.sock");
	await using crashed = await serveBinary(["--unix", unix], { cwd: directory.path });
	expect(await crashed.end("SIGKILL")).toBe(137);
	expect(existsSync(unix)).toBe(true);
	await using server = await serveBinary(["--unix", unix], { cwd: directory.path });
	expect(server.url).toBe(`unix:${unix}`);
	expect(await get(URL_ON_SOCKET, "/healthz", { unix })).toEqual({ status: 200 });
});

test("a socket on which another program listens is left to it", async () => {
	using directory = temporaryDirectory();
	const unix = join(directory.path, "microticks.sock");
	await using _server = await serveBinary(["--unix", unix], { cwd: directory.path });
	expect(await runBinary(["serve", "--unix", unix, "--db", "other.db"], { cwd: directory.path })).toEqual({
		code: 3,
		stdout: "",
		stderr: `microticks: Another program listens on ${unix}\n`,
	});
	expect(await get(URL_ON_SOCKET, "/healthz", { unix })).toEqual({ status: 200 });
});

test("a file that is no socket is not touched", async () => {
	using directory = temporaryDirectory();
	const unix = join(directory.path, "diary.txt");
	writeFileSync(unix, "Nobody touched the table.");
	expect(await runBinary(["serve", "--unix", unix], { cwd: directory.path })).toEqual({
		code: 3,
		stdout: "",
		stderr: `microticks: ${unix} is there, and is no socket\n`,
	});
	expect(readFileSync(unix, "utf8")).toBe("Nobody touched the table.");
});

test("a directory that is not there", async () => {
	using directory = temporaryDirectory();
	const unix = join(directory.path, "missing", "microticks.sock");
	expect(await runBinary(["serve", "--unix", unix], { cwd: directory.path })).toEqual({
		code: 2,
		stdout: "",
		stderr: `microticks: Cannot listen on ${unix}: there is no such directory\n`,
	});
});
