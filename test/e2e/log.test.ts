import { expect, setDefaultTimeout, test } from "bun:test";
import { join } from "node:path";
import { serveBinary } from "../support/binary.ts";
import { get, post, startSession } from "../support/kiosk.ts";
import { addConsumer, temporaryDirectory } from "../support/service.ts";

setDefaultTimeout(30_000);

const KEY = "0123456789abcdef0123456789abcdef";
const API_KEY = "the-key-of-the-museum";

/** Serves, makes one good request and one that is refused, stops, and gives the lines of the log. */
async function logOf(...args: string[]): Promise<string[]> {
	using directory = temporaryDirectory();
	await using server = await serveBinary(args, { cwd: directory.path });
	await get(server.url, "/healthz");
	await get(server.url, "/nothing?here=1");
	await server.end();
	return server.said.stderr.split("\n").slice(0, -1);
}

test("off a terminal a line is JSON, with the request's method, path, status and duration", async () => {
	const lines = (await logOf()).map((line) => JSON.parse(line));
	const common = { time: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/) };
	const request = { ...common, message: "request", method: "GET", ms: expect.any(Number) };
	expect(lines).toEqual([
		{ ...request, level: "info", path: "/healthz", status: 200 },
		{ ...request, level: "warn", path: "/nothing?here=1", status: 404 },
		{ ...common, level: "info", message: "stopping", signal: "SIGTERM" },
		{ ...common, level: "info", message: "stopped" },
	]);
});

test("--log-format text is for people", async () => {
	const time = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z /;
	const lines = await logOf("--log-format", "text");
	expect(lines.map((line) => line.replace(time, "").replace(/[\d.]+ ms/, "1 ms"))).toEqual([
		"info  request GET /healthz 200 1 ms",
		"warn  request GET /nothing?here=1 404 1 ms",
		"info  stopping signal=SIGTERM",
		"info  stopped",
	]);
});

test("--log-level says how much", async () => {
	expect((await logOf("--log-level", "warn")).map((line) => JSON.parse(line).status)).toEqual([404]);
	expect(await logOf("--log-level", "error")).toEqual([]);
	expect(await logOf("--log-level", "silent")).toEqual([]);
});

test("no key, no token and no data in the log, whatever is asked and however it fails", async () => {
	using directory = temporaryDirectory();
	const path = join(directory.path, "ticks.db");
	addConsumer(path, "Kiosk", KEY);
	await using server = await serveBinary(["--db", path, "--log-level", "debug"], { env: { MICROTICKS_KEY: API_KEY } });
	const { url } = server;
	const headers = { authorization: `Bearer ${API_KEY}` };
	const token = await startSession(url, KEY, { headers });
	const event = { token, action: "click", data: "what the visitor wrote", ts: 0 };
	expect(await post(url, "/events", event, { headers })).toMatchObject({ status: 200 });
	for (const fields of [{ ...event, ts: "never" }, { ...event, data: "what the visitor wrote\0" }, { token }]) {
		expect(await post(url, "/events", fields, { headers })).toMatchObject({ status: 400 });
	}
	const broken = { headers: { ...headers, "content-type": "application/json" }, body: `{"token":"${token}","data":` };
	expect(await get(url, "/events", { method: "POST", ...broken })).toMatchObject({ status: 400 });
	expect(await get(url, `/events?key=${API_KEY}`)).toMatchObject({ status: 200 });
	expect(await get(url, `/events?k%65y=${API_KEY}x`)).toMatchObject({ status: 401 });
	expect(await get(url, `/events?key=${API_KEY}&token=${token}&consumer_key=${KEY}`)).toBeDefined();
	expect(await get(url, `/nothing?data=what+the+visitor+wrote&key=${API_KEY}`)).toMatchObject({ status: 404 });
	await server.end();
	const { stderr, stdout } = server.said;
	expect(stderr.split('"message":"request"').length - 1).toBe(10);
	for (const secret of [KEY, API_KEY, token, "visitor"]) expect(stdout + stderr).not.toContain(secret);
});
