import { describe, expect, test } from "bun:test";
import { openTestService, type TestService } from "../support/service.ts";

const MUSEUM = "https://museum.example";
const KIOSK = "http://kiosk.local:8080";
const ALLOW = "access-control-allow-origin";

const open = () => openTestService({ config: { corsOrigins: [MUSEUM] } });
const preflight = (service: TestService, path: string, origin: string, method: string) =>
	service.request(path, {
		method: "OPTIONS",
		headers: { origin, "access-control-request-method": method, "access-control-request-private-network": "true" },
	});

describe("writing is open to any origin", () => {
	const ts = "2026-01-31T12:00:00Z";
	const rows: [string, (service: TestService) => Promise<Response>, number][] = [
		["stored", (s) => s.form("/sessions", { consumer_key: s.key, ts }, { origin: KIOSK }), 200],
		["a batch", (s) => s.json("/events/batch", { events: [] }, { origin: KIOSK }), 200],
		["refused", (s) => s.form("/events", {}, { origin: KIOSK }), 400],
		["malformed", (s) => s.form("/events", {}, { origin: KIOSK, "content-type": "application/json" }), 400],
		["of another type", (s) => s.form("/events", {}, { origin: KIOSK, "content-type": "x/y" }), 415],
		["nowhere", (s) => s.form("/nothing", {}, { origin: KIOSK }), 404],
		["to a page", (s) => s.form("/", {}, { origin: KIOSK }), 405],
		["from a named origin", (s) => s.form("/heartbeat", { consumer_key: s.key, ts }, { origin: MUSEUM }), 200],
		["from a file", (s) => s.form("/heartbeat", { consumer_key: s.key, ts }, { origin: "null" }), 200],
	];

	test.each(rows)("%s", async (_name, send, status) => {
		await using service = await open();
		const response = await send(service);
		expect(response.status).toBe(status);
		expect(response.headers.get(ALLOW)).toBe("*");
		expect(response.headers.get("access-control-allow-credentials")).toBeNull();
	});

	test("a wrong key is told to any origin, too", async () => {
		await using service = await openTestService({ config: { key: "secret" } });
		const response = await service.form("/events", {}, { origin: KIOSK, "x-api-key": "other" });
		expect([response.status, response.headers.get(ALLOW)]).toEqual([401, "*"]);
	});
});

describe("a preflight", () => {
	const rows: [string, string, string, string | null][] = [
		["/events", KIOSK, "POST", "*"],
		["/sessions/stop", "null", "POST", "*"],
		["/nothing", KIOSK, "POST", "*"],
		["/events", MUSEUM, "POST", MUSEUM],
		["/events", MUSEUM, "GET", MUSEUM],
		["/events", KIOSK, "GET", null],
		["/events", "https://museum.example.evil.example", "GET", null],
		["/events", "http://museum.example", "GET", null],
		["/events", KIOSK, "DELETE", null],
	];

	test.each(rows)("of %s from %s for %s", async (path, origin, method, allowed) => {
		await using service = await open();
		const response = await preflight(service, path, origin, method);
		expect(response.status).toBe(204);
		expect(await response.text()).toBe("");
		const { headers } = response;
		expect(headers.get(ALLOW)).toBe(allowed);
		expect(headers.get("access-control-allow-private-network")).toBe(allowed && "true");
		expect(headers.get("access-control-max-age")).toBe(allowed && "86400");
		expect(headers.get("access-control-allow-methods")).toBe(allowed && "GET, HEAD, POST");
		expect(headers.get("access-control-allow-headers")).toBe(allowed && "Authorization, Content-Type, X-API-Key");
		expect(headers.get("vary")).toContain("Origin");
	});

	test("needs no key, for a browser sends none", async () => {
		await using service = await openTestService({ config: { key: "secret", rateLimit: 1 } });
		for (const _again of [1, 2, 3]) expect((await preflight(service, "/events", KIOSK, "POST")).status).toBe(204);
	});
});

describe("reading is not open", () => {
	const rows: [string, string | null][] = [
		[KIOSK, null],
		["null", null],
		["https://museum.example:8443", null],
		[MUSEUM, MUSEUM],
	];

	test.each(rows)("to a page of %s: %p", async (origin, allowed) => {
		await using service = await open();
		for (const path of ["/events", "/sessions", "/events?limit=x", "/nothing", "/healthz"]) {
			for (const method of ["GET", "HEAD"]) {
				const { headers } = await service.request(path, { method, headers: { origin } });
				expect(headers.get(ALLOW)).toBe(allowed);
				expect(headers.get("vary")).toContain("Origin");
			}
		}
	});

	test("to anybody, where no origin is named", async () => {
		await using service = await openTestService();
		const { headers } = await service.request("/events", { headers: { origin: MUSEUM } });
		expect(headers.get(ALLOW)).toBeNull();
		expect(headers.get("cache-control")).toBe("no-store");
		expect(headers.get("x-content-type-options")).toBe("nosniff");
	});
});

describe("HEAD and OPTIONS", () => {
	test.each(["/", "/healthz", "/sessions", "/events", "/metrics", "/swagger/json", "/nothing", "/heartbeat"])(
		"%s: HEAD is GET without a body",
		async (path) => {
			await using service = await openTestService();
			const get = await service.request(path);
			const head = await service.request(path, { method: "HEAD" });
			expect(head.status).toBe(get.status);
			expect(head.headers.get("content-type")).toBe(get.headers.get("content-type"));
			expect(await head.text()).toBe("");
		},
	);

	const methods: [string, number, string | null][] = [
		["/sessions", 204, "POST, GET, HEAD, OPTIONS"],
		["/events/batch", 204, "POST, OPTIONS"],
		["/healthz", 204, "GET, HEAD, OPTIONS"],
		["/nothing", 404, null],
	];
	test.each(methods)("%s: OPTIONS tells its methods", async (path, status, allow) => {
		await using service = await openTestService();
		const response = await service.request(path, { method: "OPTIONS" });
		expect([response.status, response.headers.get("allow")]).toEqual([status, allow]);
	});
});
