import { describe, expect, test } from "bun:test";
import { connect } from "node:net";
import { readServeConfig, type ServeConfig } from "../../src/config.ts";
import { AppError, type ErrorCode } from "../../src/errors.ts";
import { createAccess } from "../../src/http/access.ts";
import { openTestService, type TestService } from "../support/service.ts";
import { expectError, expectOk } from "./expect-answer.ts";

const KEY = "museum-secret+1";
const READ_KEY = "readers-secret";

const ANYWHERE = readServeConfig({ flags: {}, environment: {}, readFile: () => "" });

type Keys = Partial<Pick<ServeConfig, "key" | "readKey">>;
type Sent = { readonly headers?: Record<string, string>; readonly query?: string };

const SENT: Record<string, (key: string) => Sent> = {
	"Authorization: Bearer": (key) => ({ headers: { authorization: `Bearer ${key}` } }),
	"authorization: bearer": (key) => ({ headers: { authorization: `bearer   ${key}` } }),
	"X-API-Key": (key) => ({ headers: { "x-api-key": key } }),
	"?key=": (key) => ({ query: `?key=${encodeURIComponent(key)}` }),
	"?k%65y= among others": (key) => ({ query: `?limit=1&k%65y=${encodeURIComponent(key)}&x=1` }),
};

const read = (service: TestService, { headers = {}, query = "" }: Sent = {}, path = "/events") =>
	service.request(path + query, { headers });
const write = (service: TestService, { headers = {}, query = "" }: Sent = {}) =>
	service.form(`/heartbeat${query}`, { consumer_key: service.key, ts: "2026-01-31" }, headers);

describe.each(Object.entries(SENT))("a key by %s", (_name, send) => {
	const rows: [string, Keys, string, "ok" | ErrorCode, "ok" | ErrorCode][] = [
		["the key", { key: KEY }, KEY, "ok", "ok"],
		["another", { key: KEY }, `${KEY}x`, "api_key_wrong", "api_key_wrong"],
		["the read key", { readKey: READ_KEY }, READ_KEY, "ok", "ok"],
		["another read key", { readKey: READ_KEY }, KEY, "api_key_wrong", "ok"],
		["both set: the key", { key: KEY, readKey: READ_KEY }, KEY, "ok", "ok"],
		["both set: the read key", { key: KEY, readKey: READ_KEY }, READ_KEY, "ok", "api_key_wrong"],
	];

	test.each(rows)("%s", async (_row, config, key, reading, writing) => {
		await using service = await openTestService({ config });
		for (const [response, outcome] of [
			[await read(service, send(key)), reading],
			[await write(service, send(key)), writing],
		] as const) {
			if (outcome === "ok") await expectOk(response);
			else await expectError(response, outcome);
		}
	});
});

describe("without a key", () => {
	const OPEN = [
		"/",
		"/dash",
		"/dash/main.js",
		"/pages.css",
		"/healthz",
		"/microticks.js",
		"/swagger",
		"/swagger/json",
		"/swagger/swagger-ui.js",
	];
	const CLOSED = [
		"/sessions",
		"/events",
		"/metrics",
		"/reports/totals",
		"/live",
		"/dashboard/settings",
		"/nothing",
		"/swagger/../events",
		"/healthz/../events",
	];

	test("some paths are open, and no others", async () => {
		await using service = await openTestService({ config: { key: KEY } });
		for (const path of OPEN) expect([path, (await service.request(path)).status]).toEqual([path, 200]);
		for (const path of CLOSED) {
			await expectError(await service.request(path), "api_key_required");
			expect((await service.request(path, { method: "HEAD" })).status).toBe(401);
		}
		await expectError(await write(service), "api_key_required");
		await expectError(await service.form("/swagger", {}), "api_key_required");
	});

	test("a read key leaves writing open", async () => {
		await using service = await openTestService({ config: { readKey: READ_KEY } });
		await expectOk(await write(service));
		await expectError(await read(service), "api_key_required");
	});

	test("an empty or malformed one is none", async () => {
		await using service = await openTestService({ config: { key: KEY } });
		for (const headers of [{ authorization: KEY }, { authorization: "Bearer" }, { authorization: `Basic ${KEY}` }]) {
			await expectError(await read(service, { headers }), "api_key_required");
		}
		await expectError(await read(service, { query: "?key=" }), "api_key_wrong");
	});
});

describe("with neither key set, reading is for this machine", () => {
	const rows: Record<string, string>[] = [
		{ "x-forwarded-for": "127.0.0.1" },
		{ forwarded: "for=127.0.0.1" },
		{ "x-real-ip": "127.0.0.1" },
		{ "x-forwarded-host": "localhost" },
		{ via: "1.1 proxy" },
	];
	const PATHS = ["/sessions", "/events", "/reports/totals", "/live", "/dashboard/settings", "/metrics"];

	test.each(rows)("not for what comes with %j", async (headers) => {
		await using service = await openTestService();
		for (const path of PATHS) {
			await expectError(await read(service, { headers }, path), "reads_are_local");
		}
		expect((await read(service, { headers }, "/")).status).toBe(200);
		await expectOk(await write(service, { headers }));
	});

	test("not by a foreign name, also where the server listens everywhere", async () => {
		const config = { listen: { hostname: "0.0.0.0", port: 0 }, allowedHosts: ["museum.example"] };
		await using service = await openTestService({ config });
		await expectOk(await read(service));
		await expectOk(await read(service, { headers: { host: "museum.example:5000" } }));
		await expectError(await read(service, { headers: { host: "evil.example" } }), "reads_are_local");
		await expectOk(await write(service, { headers: { host: "evil.example" } }));
	});
});

describe("Host, where the server listens on loopback alone", () => {
	const rows: [string, boolean][] = [
		["localhost", true],
		["LOCALHOST:5000", true],
		["kiosk.localhost:80", true],
		["127.0.0.1:5000", true],
		["127.9.9.9", true],
		["[::1]:5000", true],
		["[::1]", true],
		["Museum.Example:8080", true],
		["museum.example", true],
		["evil.example", false],
		["localhost.evil.example", false],
		["museum.example.evil.example", false],
		["127.0.0.1.evil.example", false],
		["192.168.1.5:5000", false],
		["0.0.0.0:5000", false],
		["[::2]", false],
	];

	test.each(rows)("%s: %p", async (host, allowed) => {
		await using service = await openTestService({ config: { allowedHosts: ["museum.example"], key: KEY } });
		const responses = [
			await service.request("/healthz", { headers: { host } }),
			await service.form("/heartbeat", {}, { host, "x-api-key": KEY }),
			await service.request("/events", {
				method: "OPTIONS",
				headers: { host, "access-control-request-method": "GET" },
			}),
		];
		if (allowed) expect(responses.map(({ status }) => status)).toEqual([200, 401, 204]);
		else for (const response of responses) await expectError(response, "host_not_allowed");
	});

	test("one that says nothing, or nothing that a host can be, is refused whatever is asked", async () => {
		const hosts = ["", "Host:", "Host: ;", "Host: ?", "Host: x?", "Host: a/swagger/", "Host: x?.localhost", "Host: /"];
		for (const config of [{}, { key: KEY }, { readKey: KEY }]) {
			await using service = await openTestService({ config });
			for (const host of hosts) {
				for (const path of ["/events", "/swagger/events", "/swagger/../events", "//events"]) {
					const request = ["GET ", path, " HTTP/1.0\r\n", host, host && "\r\n", "\r\n"].join("");
					expect([host, path, await sendRaw(service, request)]).toEqual([
						host,
						path,
						expect.stringMatching(/^HTTP\/1\.1 40[03] /),
					]);
				}
			}
			const absolute = "GET http://localhost/events HTTP/1.1\r\nHost: evil.example\r\n\r\n";
			expect(await sendRaw(service, absolute)).toStartWith("HTTP/1.1 403 ");
		}
	});

	test("one that is none is refused also where any name is taken", () => {
		const { checkHost } = createAccess({
			config: { ...ANYWHERE, listen: { hostname: "0.0.0.0", port: 5000 } },
			kioskPage: undefined,
			store: { findShare: () => undefined },
		});
		const request = (host: string) => new Request("http://museum.example/events", { headers: { host } });
		for (const host of ["museum.example", "museum.example:5000", "[::1]:5000"]) checkHost(request(host));
		for (const host of ["x?", "a/swagger/", ";", "a b", "[::1", "x:port", "x?.localhost"]) {
			expect(() => checkHost(request(host))).toThrow(new AppError("host_not_allowed"));
		}
	});

	test("a short one finds every path, and no path that is not its own", async () => {
		await using service = await openTestService({ config: { allowedHosts: ["x"], readKey: KEY } });
		for (const [path, status] of [
			["/", 200],
			["/healthz", 200],
			["/events", 401],
			["/swagger/events", 401],
		] as const) {
			const answer = await sendRaw(service, `GET ${path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`);
			expect([path, answer]).toEqual([path, expect.stringMatching(new RegExp(`^HTTP/1.1 ${status} `))]);
		}
	});
});

test("no key, token or data is ever in a line of the log", async () => {
	await using service = await openTestService({ config: { key: KEY } });
	const token = await expectOk<{ token: string }>(
		await service.form("/sessions", { consumer_key: service.key, ts: "2026-01-31" }, { "x-api-key": KEY }),
	).then((answer) => answer.token);
	const secret = encodeURIComponent(KEY);
	const queries = [
		`key=${secret}`,
		`k%65y=${secret}`,
		`%6B%65%79=${secret}`,
		`key=1&key=${secret}`,
		`a=1&key=${secret}&b`,
	];
	for (const query of queries) await read(service, { query: `?${query}` });
	for (const name of ["token", "%74oken", "consumer_key", "data"]) {
		await service.form(`/events?key=${secret}&${name}=${token}`, { token, action: "a", data: token, ts: "1" });
	}
	await service.form(`/events?key=${secret}`, { token: `${token}x`, action: token, data: "", ts: token });
	await read(service, { headers: { authorization: `Bearer ${token}` } });
	expect(service.logged).toHaveLength(12);
	const lines = JSON.stringify(service.logged);
	for (const hidden of [KEY, secret, "museum-secret", token, service.key]) expect(lines).not.toContain(hidden);
	expect(service.logged.at(1)?.fields).toMatchObject({ method: "GET", status: 200, path: "/events?key=REDACTED" });
});

function sendRaw(service: TestService, text: string): Promise<string> {
	const { promise, resolve, reject } = Promise.withResolvers<string>();
	const socket = connect(Number(new URL(service.url).port), "127.0.0.1", () => void socket.write(text));
	socket.once("data", (answer) => {
		socket.destroy();
		resolve(answer.toString());
	});
	socket.once("error", reject);
	return promise;
}
