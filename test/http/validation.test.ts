import { expect, test } from "bun:test";
import { openTestService } from "../support/service.ts";
import { expectError } from "./expect-answer.ts";

const TS = "2026-01-31T12:00:00Z";
const NO_TIME = "is neither an ISO 8601 time nor epoch milliseconds";

test.each<[string, Record<string, unknown>, string, string]>([
	["/events", { ts: "yesterday" }, "ts", NO_TIME],
	["/events", { ts: null }, "ts", NO_TIME],
	["/events", { sent_at: [] }, "sent_at", NO_TIME],
	["/events", { token: 1 }, "token", "is no text"],
	["/events", { action: null }, "action", "is no text"],
	["/events", { id: "1" }, "id", "is no UUID"],
	["/events", { id: 1 }, "id", "is no text"],
	["/events/batch", { events: {} }, "events", "is no array"],
	["/events/batch", { events: "{}" }, "events", "is no array"],
	["/sessions", { test: "maybe" }, "test", "is neither true nor false"],
	["/sessions", { test: 1 }, "test", "is neither true nor false"],
	["/sessions/stop", { reason: {} }, "reason", "is no text"],
	["/heartbeat", { page: false }, "page", "is no text"],
])("POST %s with %j says what the value is not", async (path, fields, parameter, what) => {
	await using service = await openTestService();
	const fitting = { consumer_key: service.key, token: "t", action: "click", data: 1, ts: TS };
	await expectError(await service.json(path, { ...fitting, ...fields }), "invalid_parameter", {
		parameter,
		sentence: `The "${parameter}" parameter ${what}`,
	});
});

test.each([
	["limit=ten", "limit", "is no whole number"],
	["limit=", "limit", "is no whole number"],
	["session=1.5", "session", "is no whole number"],
	["limit=100001", "limit", "is more than 100000"],
	["offset=-1", "offset", "is less than 0"],
	["sort=nothing", "sort", "is none of id, session_id, time, action, data"],
])("GET /events?%s says what the value is not", async (query, parameter, what) => {
	await using service = await openTestService();
	await expectError(await service.request(`/events?${query}`), "invalid_parameter", {
		parameter,
		sentence: `The "${parameter}" parameter ${what}`,
	});
});

test("an event of a batch is told the same", async () => {
	await using service = await openTestService();
	const response = await service.json("/events/batch", {
		token: await service.startSession(),
		events: [{ action: 3, data: 1, ts: TS }],
	});
	const { results } = (await response.json()) as { results: unknown[] };
	expect(results).toEqual([
		{ status: 400, code: "invalid_parameter", error: 'The "action" parameter is no text', parameter: "action" },
	]);
});

test.each([["/sessions"], ["/heartbeat"]])(
	"POST %s answers a key that is no text like one that is missing",
	async (path) => {
		await using service = await openTestService();
		for (const consumer_key of [undefined, null, 7, {}]) {
			await expectError(await service.json(path, { consumer_key, ts: TS }), "unknown_consumer", {
				parameter: "consumer_key",
				sentence: "Invalid consumer_key",
			});
		}
	},
);
