import { expect, setDefaultTimeout, test } from "bun:test";
import { chmodSync, existsSync, mkdirSync, writeFileSync } from "node:fs";
import { connect } from "node:net";
import { dirname, join } from "node:path";
import { runBinary, serveBinary } from "../support/binary.ts";
import { get, post, startSession } from "../support/kiosk.ts";
import { writeLegacyFile } from "../support/legacy-file.ts";
import { addConsumer, temporaryDirectory } from "../support/service.ts";

setDefaultTimeout(30_000);

const KEY = "0123456789abcdef0123456789abcdef";

test("it says its address, its database, who may read, and what to do next", async () => {
	using directory = temporaryDirectory();
	await using server = await serveBinary([], { cwd: directory.path });
	await server.heard(/^Next:.*\n/m);
	const [version, ...lines] = server.said.stdout.trimEnd().split("\n");
	expect(version).toMatch(/^Microticks \d+\.\d+\.\d+ \(\S+\)$/);
	expect(server.url).toMatch(/^http:\/\/localhost:[1-9]\d*$/);
	expect(lines).toEqual([
		`Address:  ${server.url}`,
		"Database: ./ticks.db (new)",
		"Reading:  without a key, from this machine alone",
		`Next:     microticks createconsumer MyApp   (in another terminal; ${server.url} says how to go on)`,
	]);
	expect(server.said.stderr).toBe("");
	expect(existsSync(join(directory.path, "ticks.db"))).toBe(true);
	for (const name of ["localhost", "127.0.0.1"]) {
		expect(await get(`http://${name}:${new URL(server.url).port}`, "/healthz")).toEqual({ status: 200 });
	}
});

test("a second server on the port ends with 3 and one line, and the first goes on", async () => {
	using directory = temporaryDirectory();
	await using server = await serveBinary([], { cwd: directory.path });
	const { port } = new URL(server.url);
	const second = await runBinary(["serve", "--port", port, "--db", "other.db"], { cwd: directory.path });
	expect(second).toEqual({
		code: 3,
		stdout: "",
		stderr: `microticks: Port ${port} is taken by another program: choose one with --port\n`,
	});
	expect(await get(server.url, "/healthz")).toEqual({ status: 200 });
});

test("an address of another machine cannot be listened on", async () => {
	using directory = temporaryDirectory();
	// https://www.rfc-editor.org/rfc/rfc5737: nobody has it.
	expect(await runBinary(["serve", "--port", "0", "--host", "192.0.2.1"], { cwd: directory.path })).toEqual({
		code: 2,
		stdout: "",
		stderr: "microticks: Cannot listen on 192.0.2.1, port 0: this machine does not have that address\n",
	});
});

test("every flag may be a variable, and the flag counts first", async () => {
	using directory = temporaryDirectory();
	addConsumer(join(directory.path, "named.db"), "Kiosk", KEY);
	await using server = await serveBinary(["--log-level", "silent"], {
		cwd: directory.path,
		env: {
			MICROTICKS_DB: "named.db",
			MICROTICKS_PORT: "1",
			MICROTICKS_HOST: "127.0.0.2",
			MICROTICKS_RATE_LIMIT: "1",
			MICROTICKS_LOG_LEVEL: "info",
			MICROTICKS_ALLOWED_HOST: "museum.example",
		},
	});
	expect(server.said.stdout).toContain("Database: named.db (up to date)\n");
	expect(server.url).toMatch(/^http:\/\/127\.0\.0\.2:\d{2,}$/);
	await startSession(server.url, KEY);
	expect(await post(server.url, "/sessions", {})).toMatchObject({ status: 429, code: "rate_limited" });
	expect(await get(server.url, "/healthz", { headers: { host: "museum.example" } })).toEqual({ status: 200 });
	expect(await get(server.url, "/healthz", { headers: { host: "evil.example" } })).toMatchObject({ status: 403 });
	await server.end();
	expect(server.said.stderr).toBe("");
});

test("a secret may lie in a file", async () => {
	using directory = temporaryDirectory();
	const file = join(directory.path, "read-key");
	writeFileSync(file, "open sesame\n");
	chmodSync(file, 0o600);
	await using server = await serveBinary([], { cwd: directory.path, env: { MICROTICKS_READ_KEY_FILE: file } });
	expect(server.said.stdout).toContain("Reading:  with the read key\n");
	expect(await get(server.url, "/sessions")).toMatchObject({ status: 401, code: "api_key_required" });
	expect(await get(server.url, "/sessions", { headers: { "x-api-key": "open sesame" } })).toMatchObject({
		status: 200,
	});

	const missing = await runBinary(["serve"], { env: { MICROTICKS_READ_KEY_FILE: join(directory.path, "missing") } });
	expect([missing.code, missing.stdout]).toEqual([2, ""]);
	expect(missing.stderr).toMatch(/^microticks: MICROTICKS_READ_KEY_FILE cannot be read: .*\n$/);
});

test("what lies in the working directory is neither read nor run", async () => {
	using directory = temporaryDirectory();
	const inDirectory = (name: string) => join(directory.path, name);
	const trap = `require("node:fs").writeFileSync(${JSON.stringify(inDirectory("trapped"))}, ""); process.exit(99);`;
	writeFileSync(inDirectory("trap.js"), trap);
	writeFileSync(inDirectory("bunfig.toml"), 'preload = ["./trap.js"]\n');
	writeFileSync(inDirectory("package.json"), '{ "imports": { "elysia": "./trap.js" } }');
	writeFileSync(inDirectory("tsconfig.json"), '{ "compilerOptions": { "paths": { "*": ["./trap.js"] } } }');
	for (const thread of ["reports/worker.ts", "store/soundness-worker.ts"]) {
		mkdirSync(dirname(inDirectory(thread)));
		writeFileSync(inDirectory(thread), trap);
	}
	for (const name of [".env", ".env.local", ".env.production", ".env.development"]) {
		writeFileSync(inDirectory(name), "MICROTICKS_KEY=from-the-directory\nMICROTICKS_DB=from-the-directory.db\n");
	}
	await using server = await serveBinary([], { cwd: directory.path });
	expect(server.said.stdout).toContain("Database: ./ticks.db (new)\nReading:  without a key");
	// The reading starts a thread, by its name.
	expect(await get(server.url, "/sessions")).toMatchObject({ status: 200, count: 0 });
	expect(await server.end()).toBe(0);
	expect(existsSync(inDirectory("trapped"))).toBe(false);
});

test("a file of 2017 is upgraded, and what was there is served", async () => {
	using directory = temporaryDirectory();
	const path = join(directory.path, "old.db");
	const copy = join(directory.path, "old-before-upgrade.db");
	writeLegacyFile(path, {
		consumers: [[1, "Table", KEY, null, "2017-08-25T10:00:00.000Z", null]],
		sessions: [[7, "f".repeat(32), "127.0.0.1", "2017-08-25T10:00:00.000Z", null, 1]],
		events: [
			[1, 7, "2017-08-25T10:00:01.000Z", "click", '{"target":"map"}'],
			[2, 7, "this morning", "click", "{}"],
		],
	});
	await using server = await serveBinary(["--db", path]);
	expect(server.said.stdout).toContain(
		[
			`Database: ${path} (upgraded: 1 consumer, 1 session, 2 events; the file as it was is kept as ${copy})`,
			"          kept though it would be refused today: events whose time is no time: 1",
			"Reading:  ",
		].join("\n"),
	);
	expect(existsSync(copy)).toBe(true);
	expect(await get(server.url, "/sessions")).toMatchObject({ count: 1, sessions: [{ id: 7, clicks: 2 }] });
	expect(await post(server.url, "/events", { token: "f".repeat(32), action: "click", data: "", ts: 0 })).toEqual({
		status: 200,
		event_id: 3,
	});
	await server.end();
	await using again = await serveBinary(["--db", path]);
	expect(again.said.stdout).toContain(`Database: ${path} (up to date)\n`);
});

test("a client that stops half-way is let go", async () => {
	using directory = temporaryDirectory();
	await using server = await serveBinary([], { cwd: directory.path });
	const port = Number(new URL(server.url).port);
	const head = "POST /events HTTP/1.1\r\nHost: localhost\r\n";
	const halves = ["", `${head}Content-Le`, `${head}Content-Type: text/plain\r\nContent-Length: 1000\r\n\r\n{`];
	const closed = halves.map(async (half) => {
		const { promise, resolve } = Promise.withResolvers<void>();
		const socket = connect(port, "127.0.0.1", () => socket.write(half));
		socket.on("close", () => resolve());
		// Else the end of the connection is never seen.
		socket.resume();
		await promise;
	});
	await Promise.all(closed);
	expect(await get(server.url, "/healthz")).toEqual({ status: 200 });
});
