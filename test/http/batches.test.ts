import { expect, test } from "bun:test";
import { ERRORS, type ErrorCode } from "../../src/errors.ts";
import { LIMITS } from "../../src/model/limits.ts";
import { openTestService } from "../support/service.ts";
import { expectOk, type ListedEvent } from "./expect-answer.ts";

interface Results {
	readonly results: readonly { readonly status: number; readonly event_id?: number; readonly code?: string }[];
}

const TS = "2026-01-31T12:00:01.000Z";
const good = { action: "a", data: 1, ts: TS };

test("each item is answered in its place, and a bad one is refused alone", async () => {
	await using service = await openTestService();
	const token = await service.startSession();
	const other = await service.startSession();
	const stopped = await service.startSession();
	await expectOk(await service.form("/sessions/stop", { token: stopped, ts: "2026-01-31T12:00:00Z" }));
	const rows: [unknown, ErrorCode | "stored", string?][] = [
		[good, "stored"],
		[{ ...good, action: undefined }, "missing_parameter", "action"],
		[{ ...good, ts: "x" }, "invalid_parameter", "ts"],
		[{ ...good, token: other }, "stored"],
		[{ ...good, token: "nosuch" }, "unknown_session", "token"],
		[{ ...good, token: stopped }, "session_stopped"],
		[{ ...good, token: null }, "invalid_parameter", "token"],
		[{ ...good, action: "x".repeat(LIMITS.nameCharacters + 1) }, "too_large", "action"],
		[{ ...good, data: "x".repeat(LIMITS.dataBytes + 1) }, "too_large", "data"],
		[{ ...good, data: "\0" }, "invalid_parameter", "data"],
		[{ ...good, id: "x" }, "invalid_parameter", "id"],
		[null, "malformed_body"],
		["text", "malformed_body"],
		[[good], "malformed_body"],
		[{ ...good, unknown: 1 }, "stored"],
	];
	const { results } = await expectOk<Results>(
		await service.json("/events/batch", { token, events: rows.map(([item]) => item) }),
	);
	let stored = 0;
	expect(results).toEqual(
		rows.map(([, outcome, parameter]) =>
			outcome === "stored"
				? { status: 200, event_id: ++stored }
				: {
						status: ERRORS[outcome].status,
						code: outcome,
						error: expect.any(String),
						...(parameter === undefined ? {} : { parameter }),
					},
		),
	);
	const { events } = await expectOk<{ events: ListedEvent[] }>(await service.request("/events"));
	expect(events.map(({ session_id }) => session_id)).toEqual([1, 2, 1]);
});

test("a token may stand on the items alone; without any, each item lacks it", async () => {
	await using service = await openTestService();
	const token = await service.startSession();
	const { results } = await expectOk<Results>(
		await service.json("/events/batch", { events: [{ ...good, token }, good] }),
	);
	expect(results).toMatchObject([{ status: 200 }, { status: 400, code: "missing_parameter", parameter: "token" }]);
});

test("an item's own sent_at counts before the batch's", async () => {
	await using service = await openTestService();
	const token = await service.startSession();
	const early = { ...good, ts: "2020-01-01T00:00:00Z", sent_at: "2020-01-01T00:00:01Z" };
	await expectOk(
		await service.json("/events/batch", { token, events: [early, good], sent_at: "2026-01-31T12:00:00Z" }),
	);
	const { events } = await expectOk<{ events: ListedEvent[] }>(await service.request("/events"));
	expect(events.map(({ time }) => time)).toEqual(["2026-01-31T11:59:59.000Z", TS]);
});

test("as many as are allowed, and none", async () => {
	await using service = await openTestService();
	const token = await service.startSession();
	const events = Array.from({ length: LIMITS.batchItems }, () => good);
	const { results } = await expectOk<Results>(await service.json("/events/batch", { token, events }));
	expect(results.map(({ event_id }) => event_id)).toEqual(events.map((_event, place) => place + 1));
	const none: unknown = await expectOk(await service.json("/events/batch", { token, events: [] }));
	expect(none).toEqual({ status: 200, results: [] });
});
