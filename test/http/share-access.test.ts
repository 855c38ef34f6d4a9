import { describe, expect, setDefaultTimeout, test } from "bun:test";
import type { ServeConfig } from "../../src/config.ts";
import type { ErrorCode } from "../../src/errors.ts";
import { DEFAULT_OWNER_SETTINGS } from "../../src/model/reports/settings.ts";
import { openTestService } from "../support/service.ts";
import { expectError, expectOk } from "./expect-answer.ts";
import { PNG, touchPlace, upload } from "./pictures.ts";
import { makeShare, REPORTS, revokeShare, SESSION_REPORT } from "./shares.ts";

const KEY = "museum-secret";
const READ_KEY = "readers-secret";
const UNKNOWN = "f".repeat(32);

const CONFIGS: readonly (readonly [name: string, config: Partial<Pick<ServeConfig, "key" | "readKey">>])[] = [
	["no key is set", {}],
	["the key is set", { key: KEY }],
	["the read key is set", { readKey: READ_KEY }],
	["both are set", { key: KEY, readKey: READ_KEY }],
];

// The page of all reports is among what is read, again and again.
setDefaultTimeout(30_000);

const FROM: Readonly<Record<"here" | "elsewhere", Record<string, string>>> = {
	here: {},
	elsewhere: { "x-forwarded-for": "192.0.2.7" },
};

const SENT: Readonly<Record<string, (token: string) => { headers?: Record<string, string>; query?: string }>> = {
	"Authorization: Bearer": (token) => ({ headers: { authorization: `Bearer ${token}` } }),
	"X-API-Key": (token) => ({ headers: { "x-api-key": token } }),
	"?key=": (token) => ({ query: `key=${token}` }),
};

const MAP = { screen: "map", width: 1920, height: 1080 };
const PICTURE = "/dashboard/picture?screen=map&width=1920&height=1080";
const PAGE = "/reports/page";
const SHOWN = [
	...Object.entries(REPORTS).map(([path, query]) => `${path}?${query}`),
	...[`${SESSION_REPORT}?id=1`, PAGE, "/dashboard/settings", PICTURE],
];
const NOWHERE = ["/reports", "/livestock", "/nothing"];
const NOT_SHOWN = ["/sessions", "/events", "/metrics", "/dashboard/shares", ...NOWHERE];

const CHANGES: readonly (readonly [path: string, body: object])[] = [
	["/dashboard/settings", { settings: DEFAULT_OWNER_SETTINGS }],
	["/dashboard/consumers", { name: "Other" }],
	["/dashboard/consumers/revoke", { id: 1 }],
	["/dashboard/consumers/restore", { id: 1 }],
	["/dashboard/consumers/rotate", { id: 1 }],
	["/dashboard/shares", { name: "Other" }],
	["/dashboard/shares/revoke", { id: 1 }],
	["/dashboard/pictures", { ...MAP, picture: PNG }],
	["/dashboard/pictures/remove", MAP],
];

/** A server with a touch, a picture of its screen, a link in force and a revoked one. */
async function open(config: Partial<Pick<ServeConfig, "key" | "readKey">>) {
	const service = await openTestService({ config });
	const owner: Record<string, string> = config.key === undefined ? {} : { "x-api-key": config.key };
	await touchPlace(service, MAP, service.key, owner);
	await upload(service, MAP, PNG, owner);
	const { token } = await makeShare(service, [1], owner);
	const revoked = await makeShare(service, undefined, owner);
	await revokeShare(service, revoked.id, owner);
	return { service, owner, token, revoked: revoked.token, [Symbol.asyncDispose]: () => service[Symbol.asyncDispose]() };
}

/** A status and code in one, for tables. */
async function outcomeOf(response: Response): Promise<"ok" | ErrorCode> {
	const { status } = response;
	if (response.headers.get("content-type") === "text/event-stream") {
		await response.body?.cancel();
		return "ok";
	}
	if (status === 200) return "ok";
	return ((await response.json()) as { code: ErrorCode }).code;
}

test("the reports that are tried here are those of the API's document", async () => {
	await using service = await openTestService();
	const { paths } = (await (await service.request("/swagger/json")).json()) as { paths: Record<string, object> };
	const reports = Object.keys(paths).filter((path) => path.startsWith("/reports/"));
	expect(reports.toSorted()).toEqual([...Object.keys(REPORTS), SESSION_REPORT, PAGE].toSorted());
});

describe.each(CONFIGS)("where %s", (_name, config) => {
	const asksForKey = Object.keys(config).length > 0;

	test.each(Object.entries(SENT))(
		"a link by %s reads what it shows, from anywhere, and nothing else",
		async (_way, by) => {
			await using opened = await open(config);
			const { service, token, revoked } = opened;
			const wrong = [];
			for (const [from, headers] of Object.entries(FROM)) {
				const unknown = asksForKey ? "api_key_wrong" : from === "here" ? "ok" : "reads_are_local";
				for (const path of [...SHOWN, ...NOT_SHOWN]) {
					const shown = SHOWN.includes(path);
					for (const [name, given, expected] of [
						["in force", token, shown ? "ok" : "not_shared"],
						["revoked", revoked, "api_key_wrong"],
						["unknown", UNKNOWN, unknown],
					] as const) {
						const sent = by(given);
						const address = sent.query === undefined ? path : `${path}${path.includes("?") ? "&" : "?"}${sent.query}`;
						const init = { headers: { ...headers, ...sent.headers } };
						const response = await service.request(address, init);
						const head = await service.request(address, { ...init, method: "HEAD" });
						if (head.status !== response.status) wrong.push(["HEAD", from, name, path, head.status]);
						const outcome = await outcomeOf(response);
						const answer = expected === "ok" && NOWHERE.includes(path) ? "not_found" : expected;
						if (outcome !== answer) wrong.push([from, name, path, outcome, answer]);
					}
				}
			}
			expect(wrong).toEqual([]);
		},
	);

	test("a link follows what happens, from anywhere", async () => {
		await using opened = await open(config);
		for (const headers of Object.values(FROM)) {
			const read = (token: string, method = "GET") =>
				opened.service.request("/live", { method, headers: { ...headers, authorization: `Bearer ${token}` } });
			expect(await outcomeOf(await read(opened.token))).toBe("ok");
			expect(await outcomeOf(await read(opened.revoked))).toBe("api_key_wrong");
			expect((await read(opened.token, "HEAD")).status).toBe(200);
			expect((await read(opened.revoked, "HEAD")).status).toBe(401);
		}
	});

	test("no link changes anything", async () => {
		await using opened = await open(config);
		const { service, owner, token, revoked } = opened;
		const before = await (
			await service.request("/dashboard/shares", { headers: { "x-api-key": READ_KEY, ...owner } })
		).json();
		for (const [from, headers] of Object.entries(FROM)) {
			const unknown = "key" in config ? "api_key_wrong" : from === "here" ? undefined : "changes_are_local";
			for (const [path, body] of CHANGES) {
				for (const by of Object.values(SENT)) {
					const change = (given: string) => {
						const { query = "", headers: own } = by(given);
						return service.json(`${path}?${query}`, body, { ...headers, ...own });
					};
					await expectError(await change(token), "not_shared");
					await expectError(await change(revoked), "api_key_wrong");
					if (unknown !== undefined) await expectError(await change(UNKNOWN), unknown);
				}
			}
		}
		const after = await (
			await service.request("/dashboard/shares", { headers: { "x-api-key": READ_KEY, ...owner } })
		).json();
		expect(after).toEqual(before);
	});

	test("a link writes nothing that could not be written without it", async () => {
		await using opened = await open(config);
		const { service, token, revoked } = opened;
		for (const given of [token, revoked]) {
			const fields = { consumer_key: service.key, ts: "2026-01-31T12:00:00Z" };
			const written = await service.form("/heartbeat", fields, { authorization: `Bearer ${given}` });
			expect(await outcomeOf(written)).toBe("key" in config ? "api_key_wrong" : "ok");
		}
	});

	test("what is open stays open to who comes by a link, also by a revoked one", async () => {
		await using opened = await open(config);
		for (const token of [opened.token, opened.revoked]) {
			for (const path of ["/", "/dash", "/dash/main.js", "/healthz", "/swagger/json"]) {
				const response = await opened.service.request(path, { headers: { authorization: `Bearer ${token}` } });
				expect([path, response.status]).toEqual([path, 200]);
			}
		}
	});
});

test("who may change something is told so, and nobody else", async () => {
	for (const [, config] of CONFIGS) {
		await using opened = await open(config);
		const { service, token } = opened;
		const told = async (headers: Record<string, string>) => {
			const answer = await service.request("/dashboard/settings", { headers });
			return (await expectOk<{ may_change: boolean }>(answer)).may_change;
		};
		for (const headers of Object.values(FROM)) {
			expect(await told({ ...headers, authorization: `Bearer ${token}` })).toBeFalse();
			if (config.key !== undefined) expect(await told({ ...headers, "x-api-key": KEY })).toBeTrue();
		}
		if (config.readKey !== undefined) {
			// On this machine it is the machine that may, where nothing else is asked for.
			expect(await told({ "x-api-key": READ_KEY })).toBe(config.key === undefined);
			expect(await told({ "x-api-key": READ_KEY, ...FROM.elsewhere })).toBeFalse();
		}
		if (config.key === undefined && config.readKey === undefined) {
			expect(await told({})).toBeTrue();
			expect(await told({ "sec-fetch-site": "same-origin" })).toBeTrue();
			expect(await told({ "sec-fetch-site": "cross-site" })).toBeFalse();
		}
	}
});

test("a link opens no other host, and nothing to other origins", async () => {
	await using service = await openTestService();
	const { headers } = await makeShare(service);
	await expectError(
		await service.request("/reports/totals", { headers: { ...headers, host: "evil.example" } }),
		"host_not_allowed",
	);
	const origin = "https://evil.example";
	for (const path of ["/reports/totals", "/dashboard/settings", PICTURE]) {
		const read = await service.request(path, { headers: { ...headers, origin, "sec-fetch-site": "cross-site" } });
		expect([path, read.headers.get("access-control-allow-origin")]).toEqual([path, null]);
		const preflight = await service.request(path, {
			method: "OPTIONS",
			headers: { origin, "access-control-request-method": "GET", "access-control-request-headers": "authorization" },
		});
		expect([path, preflight.headers.get("access-control-allow-origin")]).toEqual([path, null]);
	}
});

test("its token is in no line of the log, however it is sent", async () => {
	await using service = await openTestService();
	const { id, token, headers } = await makeShare(service);
	await service.request("/reports/totals", { headers });
	for (const name of ["key", "k%65y", "share", "%73hare"]) {
		await service.request(`/reports/totals?${name}=${token}`);
		await service.request(`/events?${name}=${token}`);
		await service.request(`/dash?${name}=${token}`);
	}
	await revokeShare(service, id);
	await service.request("/events", { headers });
	expect(service.logged.length).toBeGreaterThan(14);
	expect(JSON.stringify(service.logged)).not.toContain(token);
});
