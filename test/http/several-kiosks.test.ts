import { expect, test } from "bun:test";
import type { Elements, Paths, Series, Totals, Trust } from "../../src/model/reports/answers.ts";
import { DEFAULT_OWNER_SETTINGS, type OwnerSettings } from "../../src/model/reports/settings.ts";
import { makePackedHistory } from "../support/packed-history.ts";
import { addConsumer, openTestService, type TestService } from "../support/service.ts";
import { expectError, expectOk } from "./expect-answer.ts";

/** A Saturday on which it is open from ten to twelve, and nobody comes before. */
const DAY = "2026-01-10";
const HOURS: OwnerSettings["opening_hours"] = [[], [], [], [], [], [{ from: "10:00", to: "12:00" }], []];
const OTHER = "b".repeat(32);

const at = (clock: string) => Date.parse(`${DAY}T${clock}:00Z`);
const span = (from: string, to: string) => ({
	from: new Date(at(from)).toISOString(),
	to: new Date(at(to)).toISOString(),
});

async function openKiosks(): Promise<TestService> {
	const service = await openTestService();
	addConsumer(service.databasePath, "Other", OTHER);
	const settings = { ...DEFAULT_OWNER_SETTINGS, opening_hours: HOURS };
	await expectOk(await service.json("/dashboard/settings", { settings }));
	return service;
}

async function ask<T>(service: TestService, report: string, query: Record<string, string> = {}): Promise<T> {
	const parameters = new URLSearchParams({ from: DAY, to: DAY, ...query });
	return (await expectOk<{ report: T }>(await service.request(`/reports/${report}?${parameters}`))).report;
}

interface Touch {
	readonly minute: number;
	readonly target: string;
	readonly miss?: boolean;
}

/** A session of one kiosk, with touches so many minutes after its start. */
async function visit(service: TestService, key: string, clock: string, touches: readonly Touch[]): Promise<void> {
	service.clock.now = at(clock);
	const { token } = await expectOk<{ token: string }>(
		await service.json("/sessions", { consumer_key: key, ts: at(clock) }),
	);
	for (const { minute, ...data } of touches) {
		const ts = at(clock) + minute * 60_000;
		service.clock.now = ts;
		await expectOk(await service.json("/events", { token, action: "click", data, ts }));
	}
}

async function beat(service: TestService, key: string, ...clocks: string[]): Promise<void> {
	for (const clock of clocks) {
		service.clock.now = at(clock);
		await expectOk(await service.json("/heartbeat", { consumer_key: key, ts: at(clock) }));
	}
}

const touch = (minute: number, target: string): Touch => ({ minute, target });

test("thorough is who touches more than half of what is at the same kiosk", async () => {
	await using service = await openKiosks();
	await visit(service, service.key, "10:00", [touch(0, "map"), touch(1, "film")]);
	await visit(
		service,
		OTHER,
		"10:00",
		[1, 2, 3, 4, 5, 6].map((number) => touch(number, `page ${number}`)),
	);
	await visit(service, OTHER, "10:30", [touch(0, "page 1"), touch(1, "page 2"), touch(2, "page 3")]);
	const thorough = async (consumer: string) => (await ask<Totals>(service, "totals", { consumer })).thorough_rate;
	expect(await thorough("1")).toBe(1);
	expect(await thorough("2")).toBe(0.5);
	expect(await thorough("1,2")).toBe(2 / 3);
});

test("a touch on nothing touches no target, also where it names one", async () => {
	await using service = await openKiosks();
	await visit(service, service.key, "10:00", [
		{ minute: 0, target: "body", miss: true },
		{ minute: 1, target: "body", miss: true },
		touch(2, "map"),
		{ minute: 3, target: "map", miss: true },
		touch(4, "film"),
	]);
	const { elements } = await ask<Elements>(service, "elements");
	const byName = new Map(elements.map((element) => [element.name, element]));
	expect(byName.get("body")).toMatchObject({ events: 0, sessions: 0, attracting_power: 0, first_share: 0, misses: 2 });
	expect(byName.get("map")).toMatchObject({ events: 1, sessions: 1, first_share: 1, holding_seconds: 60, misses: 1 });
	expect(elements.map(({ name }) => name)).toEqual(["film", "map", "body"]);
	const { transitions } = await ask<Paths>(service, "paths");
	expect(transitions.map(({ from, to }) => [from, to])).toEqual([
		[null, "map"],
		["map", "film"],
		["film", null],
	]);
	// Both of two.
	expect((await ask<Totals>(service, "totals")).thorough_rate).toBe(1);
	const steps = JSON.stringify([
		{ kind: "target", name: "body" },
		{ kind: "target", name: "map" },
	]);
	expect(await ask(service, "funnel", { steps })).toMatchObject({ steps: [{ sessions: 0 }, { sessions: 0 }] });
});

test("the opening hours of a kiosk that nobody uses count, from its first sign of life until it is revoked", async () => {
	await using service = await openKiosks();
	await beat(service, service.key, "09:00");
	await visit(service, service.key, "10:00", [touch(0, "map"), touch(60, "map")]);
	await beat(service, OTHER, "11:00");
	const use = async (consumer = "1,2") => {
		service.clock.now = at("23:00");
		return (await ask<Totals>(service, "totals", { consumer })).use;
	};
	expect(await use("1")).toEqual({ share: 0.5, used_seconds: 3600, open_seconds: 7200 });
	expect(await use("2")).toEqual({ share: 0, used_seconds: 0, open_seconds: 3600 });
	expect(await use()).toEqual({ share: 1 / 3, used_seconds: 3600, open_seconds: 10_800 });
	service.clock.now = at("11:30");
	await expectOk(await service.json("/dashboard/consumers/revoke", { id: 2 }));
	expect(await use()).toEqual({ share: 0.4, used_seconds: 3600, open_seconds: 9000 });
});

test("a session is a sign of life, and who is revoked is not silent", async () => {
	await using service = await openKiosks();
	await beat(service, service.key, "10:00");
	await beat(service, OTHER, "10:00");
	// The network is away until the evening: what was touched comes then, a heartbeat does not.
	await visit(service, service.key, "10:30", [touch(0, "map"), touch(20, "map")]);
	await beat(service, service.key, "11:55", "12:05");
	service.clock.now = at("11:00");
	await expectOk(await service.json("/dashboard/consumers/revoke", { id: 2 }));
	service.clock.now = at("23:00");
	const { silences } = await ask<Trust>(service, "trust");
	expect(silences).toEqual([
		{ consumer: 1, ...span("10:00", "10:30") },
		{ consumer: 2, ...span("10:00", "11:00") },
		{ consumer: 1, ...span("10:50", "11:55") },
	]);
	// While one of them was there, and no other gave a sign.
	const { silences: common } = await ask<Series>(service, "series");
	expect(common).toEqual([span("10:00", "10:30"), span("10:50", "11:55")]);
});

test("a kiosk that is named twice counts once, also in a month that was added up", async () => {
	const now = Date.UTC(2026, 0, 31, 12);
	await using service = await openTestService({ prepare: (path) => makePackedHistory(path, { now, days: 20 }) });
	const sessions = async (consumer: string) =>
		(await ask<Totals>(service, "totals", { from: "2026-01-01", to: "2026-01-31", consumer })).sessions;
	expect(await sessions("1")).toBeGreaterThan(10);
	expect(await sessions("1,1")).toBe(await sessions("1"));
	expect(await sessions("02,1,2")).toBe(await sessions("1,2"));
});

test("what is wrong with the range to compare with is told of it", async () => {
	await using service = await openKiosks();
	for (const compare of [
		"2026-01-01/2025-01-01",
		"2026-02-31/2026-03-01",
		"yesterday/today",
		"1000-01-01/2026-01-01",
	]) {
		const answer = await service.request(`/reports/totals?compare=${encodeURIComponent(compare)}`);
		await expectError(answer, "invalid_parameter", { parameter: "compare" });
	}
});
