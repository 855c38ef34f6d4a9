import { describe, expect, test } from "bun:test";
import { addConsumer, openTestService, type TestService } from "../support/service.ts";
import { expectError, expectOk, type ListedSession, queryFile } from "./expect-answer.ts";

const MINUTE = 60_000;
const NOON = Date.UTC(2026, 0, 31, 12);
const at = (ms: number) => new Date(NOON + ms).toISOString();
const ID = "019301fb-5b5c-7cc4-a2a5-9f6f4c1d8f10";
const OTHER_ID = "019301FB5B5C7CC4A2A59F6F4C1D8F11";

interface Started {
	readonly token: string;
	readonly session_id: number;
}

const start = async (service: TestService, fields: object = {}) =>
	expectOk<Started>(await service.json("/sessions", { consumer_key: service.key, ts: at(0), ...fields }));
const store = (service: TestService, token: string, fields: object = {}) =>
	service.json("/events", { token, action: "click", data: 1, ts: at(1000), ...fields });
const stop = (service: TestService, token: string, fields: object = {}) =>
	service.json("/sessions/stop", { token, ts: at(2000), ...fields });
const idOf = async (answer: Promise<Response>) => (await expectOk<{ event_id: number }>(await answer)).event_id;
const listSessions = async (service: TestService) =>
	(await expectOk<{ sessions: ListedSession[] }>(await service.request("/sessions"))).sessions;
const count = (service: TestService, view: "sessions" | "events") =>
	queryFile<{ rows: number }>(service.databasePath, `SELECT count(*) AS rows FROM ${view}`)[0]?.rows;

describe("the same id again", () => {
	test("is the same session within its consumer", async () => {
		const other = "b".repeat(32);
		await using service = await openTestService({ prepare: (path) => addConsumer(path, "Other", other) });
		const first = await start(service, { id: ID });
		expect(await start(service, { id: ID, ts: at(5000), data: "new" })).toEqual(first);
		expect(await start(service, { id: ID.replaceAll("-", "").toUpperCase() })).toEqual(first);
		const of = await Promise.all([start(service, { id: OTHER_ID }), start(service, { id: OTHER_ID })]);
		expect(of[0]).toEqual(of[1]);
		const elsewhere = await start(service, { id: ID, consumer_key: other });
		expect(elsewhere.token).not.toBe(first.token);
		expect(await listSessions(service)).toMatchObject([
			{ id: first.session_id, consumer_id: 2, started_at: at(0) },
			{ id: of[0].session_id },
			{ id: elsewhere.session_id, consumer_id: 1 },
		]);
		expect((await start(service)).session_id).not.toBe((await start(service)).session_id);
	});

	test("is the same event within its session", async () => {
		await using service = await openTestService();
		const [one, two] = [await service.startSession(), await service.startSession()];
		const first = await idOf(store(service, one, { id: ID }));
		expect(await idOf(store(service, one, { id: ID, action: "other", ts: at(9000) }))).toBe(first);
		const second = await idOf(store(service, two, { id: ID }));
		expect(second).not.toBe(first);
		expect(await idOf(store(service, one, { id: OTHER_ID }))).toBeGreaterThan(second);
		expect(await listSessions(service)).toMatchObject([
			{ events: 2, clicks: 2, last_action: at(1000) },
			{ events: 1, clicks: 1 },
		]);
		expect(count(service, "events")).toBe(3);
	});

	test("in one batch is one event", async () => {
		await using service = await openTestService();
		const event = { action: "click", data: 1, ts: at(1000), id: ID };
		const body = { token: await service.startSession(), events: [event, event] };
		const stored = { status: 200, event_id: 1 };
		for (const _again of [1, 2]) {
			expect((await (await service.json("/events/batch", body)).json()) as object).toEqual({
				status: 200,
				results: [stored, stored],
			});
		}
		expect(count(service, "events")).toBe(1);
	});
});

describe("a stop", () => {
	test("again at the same time is answered, at another is refused", async () => {
		await using service = await openTestService();
		const token = await service.startSession();
		await expectOk(await stop(service, token, { reason: "idle" }));
		await expectOk(await stop(service, token, { reason: "other" }));
		await expectOk(await stop(service, token, { ts: NOON + 2000 }));
		await expectError(await stop(service, token, { ts: at(2001) }), "session_stopped");
		await expectError(await stop(service, token, { ts: at(1999) }), "session_stopped");
		expect(await listSessions(service)).toMatchObject([
			{ stopped_at: at(2000), stop_reason: "idle", duration_ms: 2000 },
		]);
	});

	test("is the end for events after it, and not for late ones", async () => {
		await using service = await openTestService();
		const token = await service.startSession();
		const early = await idOf(store(service, token, { id: ID, ts: at(3000) }));
		await expectOk(await stop(service, token));
		for (const ts of [at(0), at(1999), at(2000)]) await expectOk(await store(service, token, { ts }));
		await expectError(await store(service, token, { ts: at(2001) }), "session_stopped");
		// It was stored already: what it says now does not matter.
		expect(await idOf(store(service, token, { id: ID, ts: at(3000) }))).toBe(early);
		expect(await listSessions(service)).toMatchObject([{ events: 4, stopped_at: at(2000) }]);
	});

	test("with a corrected clock compares what the client's clock said", async () => {
		await using service = await openTestService();
		const token = await service.startSession();
		// This client's clock is ten minutes late; by the repeat, a second more has passed here.
		const wrong = (ms: number) => at(ms - 10 * MINUTE);
		await expectOk(await stop(service, token, { ts: wrong(2000), sent_at: wrong(0) }));
		service.clock.now += 1000;
		await expectOk(await stop(service, token, { ts: wrong(2000), sent_at: wrong(0) }));
		await expectOk(await store(service, token, { ts: wrong(2000), sent_at: wrong(0) }));
		await expectError(await store(service, token, { ts: wrong(2001), sent_at: wrong(0) }), "session_stopped");
		expect(await listSessions(service)).toMatchObject([{ stopped_at: at(2000) }]);
	});
});

describe("a session that nobody stops", () => {
	test("ends by itself at its last event, and a later one opens it again", async () => {
		await using service = await openTestService();
		const token = await service.startSession();
		await expectOk(await store(service, token, { ts: at(MINUTE) }));
		service.clock.now += 29 * MINUTE;
		const open = { stopped_at: null, stop_reason: null, duration_ms: MINUTE };
		expect(await listSessions(service)).toMatchObject([open]);
		service.clock.now += MINUTE;
		const ended = { stopped_at: at(MINUTE), stop_reason: "timeout", duration_ms: MINUTE, events: 1 };
		expect(await listSessions(service)).toMatchObject([ended]);
		await expectOk(await store(service, token, { ts: at(30 * MINUTE) }));
		const again = { stopped_at: null, stop_reason: null, duration_ms: 30 * MINUTE, events: 2 };
		expect(await listSessions(service)).toMatchObject([again]);
		service.clock.now += 60 * MINUTE;
		await expectOk(await stop(service, token, { ts: at(31 * MINUTE), reason: "idle" }));
		expect(await listSessions(service)).toMatchObject([{ stopped_at: at(31 * MINUTE), stop_reason: "idle" }]);
	});

	test("and has no events, ends where it started", async () => {
		await using service = await openTestService({ config: { sessionTimeoutMs: MINUTE } });
		await service.startSession();
		service.clock.now += MINUTE;
		expect(await listSessions(service)).toEqual([
			{
				id: 1,
				consumer_id: 1,
				started_at: at(0),
				stopped_at: at(0),
				clicks: 0,
				last_action: null,
				events: 0,
				duration_ms: 0,
				stop_reason: "timeout",
				test: false,
			},
		]);
	});
});

test.each([
	["true", true],
	["1", true],
	["false", false],
	["0", false],
	[true, true],
	[false, false],
	[undefined, false],
])("test: %p marks a trial: %p", async (given, expected) => {
	await using service = await openTestService();
	await start(service, { test: given });
	expect(await listSessions(service)).toMatchObject([{ test: expected }]);
});

test.each(["yes", "", "TRUE", 1, null, []].map((given) => [given]))("test: %p is refused", async (given) => {
	await using service = await openTestService();
	const response = await service.json("/sessions", { consumer_key: service.key, ts: at(0), test: given });
	await expectError(response, "invalid_parameter", { parameter: "test" });
});

describe("sent_at", () => {
	const HOUR = 60 * MINUTE;
	const rows: [string, number, number | null][] = [
		["a minute late: a slow network", -MINUTE, null],
		["a minute early", MINUTE, null],
		["more than a minute late", -MINUTE - 1, MINUTE + 1],
		["more than a minute early", MINUTE + 1, -MINUTE - 1],
		["years off", -100_000 * HOUR, 100_000 * HOUR],
	];

	test.each(rows)("%s", async (_name, off, correction) => {
		await using service = await openTestService();
		const fields = { ts: at(off - 500), sent_at: at(off) };
		const { token } = await start(service, fields);
		await expectOk(await store(service, token, fields));
		const event = { action: "click", data: 1, ts: fields.ts };
		await expectOk(await service.json("/events/batch", { token, sent_at: fields.sent_at, events: [event] }));
		await expectOk(await service.json("/heartbeat", { consumer_key: service.key, ...fields }));
		await expectOk(await stop(service, token, fields));

		const truth = NOON + off - 500 + (correction ?? 0);
		const raw = correction === null ? null : NOON + off - 500;
		expect(queryFile(service.databasePath, "SELECT ts, ts_client, received_at FROM event_records")).toEqual([
			{ ts: truth, ts_client: raw, received_at: NOON },
			{ ts: truth, ts_client: raw, received_at: NOON },
		]);
		expect(
			queryFile(
				service.databasePath,
				"SELECT started_at, started_at_client, stopped_at, stopped_at_client FROM session_records",
			),
		).toEqual([{ started_at: truth, started_at_client: raw, stopped_at: truth, stopped_at_client: raw }]);
		expect(queryFile(service.databasePath, "SELECT first_at FROM heartbeat_spans")).toEqual([{ first_at: truth }]);
	});
});

test("the views show a client's id as UUIDs are written, and NULL where there is none", async () => {
	await using service = await openTestService();
	const { token } = await start(service, { id: OTHER_ID });
	await start(service);
	await store(service, token, { id: ID });
	await store(service, token);
	const idsIn = (view: string) =>
		queryFile<{ client_id: string | null }>(service.databasePath, `SELECT client_id FROM ${view} ORDER BY id`);
	expect(idsIn("sessions")).toEqual([{ client_id: "019301fb-5b5c-7cc4-a2a5-9f6f4c1d8f11" }, { client_id: null }]);
	expect(idsIn("events")).toEqual([{ client_id: ID }, { client_id: null }]);
});
