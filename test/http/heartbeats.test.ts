import { describe, expect, test } from "bun:test";
import { LIMITS } from "../../src/model/limits.ts";
import { addConsumer, openTestService, type TestService } from "../support/service.ts";
import { expectError, expectOk, queryFile } from "./expect-answer.ts";

const MINUTE = 60_000;
const NOON = Date.UTC(2026, 0, 31, 12);
const at = (minutes: number) => new Date(NOON + minutes * MINUTE).toISOString();
const GAP = LIMITS.heartbeatGapMs / MINUTE;

const beat = (service: TestService, minutes: number, fields: object = {}) =>
	service.json("/heartbeat", { consumer_key: service.key, ts: at(minutes), ...fields });
const spans = (service: TestService) =>
	queryFile(service.databasePath, "SELECT page, first_at, last_at, signs FROM heartbeats ORDER BY page, first_at");

describe("signs of life", () => {
	const every = (step: number, last: number) => Array.from({ length: last / step + 1 }, (_, sign) => sign * step);
	const rows: [string, number[], [number, number, number][]][] = [
		["one is a span", [0], [[0, 0, 1]]],
		["a day without a gap is one", every(5, 1440), [[0, 1440, 289]]],
		["the longest gap that is none", [0, GAP], [[0, GAP, 2]]],
		[
			"a gap gives two",
			[0, 5, 6 + GAP],
			[
				[0, 5, 2],
				[6 + GAP, 6 + GAP, 1],
			],
		],
		["a late one joins two", [0, 2 * GAP, GAP], [[0, 2 * GAP, 3]]],
		["a late one in the middle", [0, GAP, 2 * GAP, 5], [[0, 2 * GAP, 4]]],
		["backwards", [20, 10, 0], [[0, 20, 3]]],
		["a repeat counts once", [0, 0, 5, 5, 0], [[0, 5, 2]]],
	];

	test.each(rows)("%s", async (_name, minutes, expected) => {
		await using service = await openTestService();
		for (const minute of minutes) await expectOk(await beat(service, minute));
		expect(spans(service)).toEqual(
			expected.map(([first, last, signs]) => ({ page: "", first_at: at(first), last_at: at(last), signs })),
		);
	});

	test("of another page or consumer are of another span", async () => {
		const other = "b".repeat(32);
		await using service = await openTestService({ prepare: (path) => addConsumer(path, "Other", other) });
		for (const fields of [{}, { page: "/a" }, { page: "/b" }, { page: "/b", consumer_key: other }]) {
			await expectOk(await beat(service, 0, fields));
		}
		expect(spans(service)).toMatchObject([{ page: "" }, { page: "/a" }, { page: "/b" }, { page: "/b" }]);
	});

	test("do not keep a session open", async () => {
		await using service = await openTestService();
		await service.startSession();
		service.clock.now += 30 * MINUTE;
		await expectOk(await beat(service, 30));
		const { sessions } = await expectOk<{ sessions: object[] }>(await service.request("/sessions"));
		expect(sessions).toMatchObject([{ stop_reason: "timeout", stopped_at: at(0) }]);
	});
});

describe("ip_filter", () => {
	const rows: [string, boolean][] = [
		["127.0.0.1", true],
		["127.0.0.0/8", true],
		["10.0.0.0/8, 127.0.0.1", true],
		["10.0.0.0/8 192.0.2.1;127.0.0.1/32", true],
		["127.0.0.2", false],
		["10.0.0.0/8", false],
		["::1", false],
		["::/0", false],
		["nonsense", false],
	];

	test.each(rows)("%s lets this machine write: %p", async (ipFilter, allowed) => {
		const key = "c".repeat(32);
		await using service = await openTestService({
			prepare: (path) => addConsumer(path, "Filtered", key, { ipFilter }),
		});
		const fields = { consumer_key: key, ts: at(0) };
		for (const path of ["/sessions", "/heartbeat"]) {
			const response = await service.json(path, fields);
			if (allowed) await expectOk(response);
			else await expectError(response, "address_not_allowed");
		}
	});
});

test("a revoked consumer is gone at once, and so is its heartbeat", async () => {
	await using service = await openTestService();
	const token = await service.startSession();
	addConsumer(service.databasePath, "Late", "d".repeat(32), { deletedAt: 1 });
	const fields = { consumer_key: "d".repeat(32), ts: at(0) };
	await expectError(await service.json("/heartbeat", fields), "consumer_inactive");
	await expectError(await service.json("/sessions", fields), "consumer_inactive");
	await expectOk(await service.json("/events", { token, action: "a", data: 1, ts: at(0) }));
});
