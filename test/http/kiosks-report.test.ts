import { expect, test } from "bun:test";
import type { Kiosks } from "../../src/model/reports/answers.ts";
import { DEFAULT_OWNER_SETTINGS, type OwnerSettings } from "../../src/model/reports/settings.ts";
import { addConsumer, openTestService, type TestService } from "../support/service.ts";
import { expectError, expectOk } from "./expect-answer.ts";

/** A Saturday. */
const at = (clock: string) => Date.parse(`2026-01-31T${clock}:00Z`);

async function kiosks(service: TestService, query = ""): Promise<Kiosks["kiosks"]> {
	const { report } = await expectOk<{ report: Kiosks }>(await service.request(`/reports/kiosks${query}`));
	return report.kiosks;
}

async function beat(service: TestService, clock: string, key = service.key): Promise<void> {
	service.clock.now = at(clock);
	await expectOk(await service.json("/heartbeat", { consumer_key: key, ts: service.clock.now }));
}

async function set(service: TestService, change: Partial<OwnerSettings>): Promise<void> {
	await expectOk(await service.json("/dashboard/settings", { settings: { ...DEFAULT_OWNER_SETTINGS, ...change } }));
}

/** Whether the only kiosk is silent at a time. */
async function isSilent(service: TestService, clock: string): Promise<boolean | undefined> {
	service.clock.now = at(clock);
	return (await kiosks(service))[0]?.silent;
}

test("a kiosk that gave signs of life is silent 15 minutes after the last one", async () => {
	await using service = await openTestService();
	await beat(service, "10:00");
	expect(await isSilent(service, "10:15")).toBe(false);
	expect(await isSilent(service, "10:16")).toBe(true);
	await beat(service, "10:20");
	expect(await isSilent(service, "10:21")).toBe(false);
});

test("a touch is a sign of life, too", async () => {
	await using service = await openTestService();
	await beat(service, "10:00");
	service.clock.now = at("10:10");
	const token = await service.startSession({ ts: new Date(at("10:10")).toISOString() });
	await expectOk(await service.json("/events", { token, action: "click", data: "map", ts: at("10:10") }));
	expect(await isSilent(service, "10:25")).toBe(false);
	expect(await isSilent(service, "10:26")).toBe(true);
	expect((await kiosks(service))[0]).toMatchObject({
		last_event_at: "2026-01-31T10:10:00.000Z",
		last_sign_at: "2026-01-31T10:10:00.000Z",
		open_sessions: 1,
		sessions_today: 1,
	});
});

test("one that never gave any is not known to be silent, and one that is revoked is meant to be", async () => {
	await using service = await openTestService();
	expect(await isSilent(service, "12:00")).toBe(false);
	await beat(service, "12:00");
	expect(await isSilent(service, "13:00")).toBe(true);
	await expectOk(await service.json("/dashboard/consumers/revoke", { id: 1 }));
	expect(await isSilent(service, "13:00")).toBe(false);
});

test("it may be silent outside of its opening hours, and until 15 minutes after it opens", async () => {
	await using service = await openTestService();
	const saturday = [{ from: "11:00", to: "17:00" }];
	// 11:00 in Kolkata is 5:30 in UTC.
	await set(service, { zone: "Asia/Kolkata", opening_hours: [[], [], [], [], [], saturday, []] });
	await beat(service, "04:00");
	expect(await isSilent(service, "05:29")).toBe(false);
	expect(await isSilent(service, "05:44")).toBe(false);
	expect(await isSilent(service, "05:45")).toBe(true);
	expect(await isSilent(service, "11:29")).toBe(true);
	expect(await isSilent(service, "11:30")).toBe(false);
});

test("today is that of the zone that is asked for, else the owner's, and trials do not count", async () => {
	await using service = await openTestService();
	for (const [clock, trial] of [
		["03:00", false],
		["12:00", false],
		["12:30", true],
	] as const) {
		service.clock.now = at(clock);
		const ts = service.clock.now;
		await expectOk(await service.json("/sessions", { consumer_key: service.key, ts, test: trial }));
	}
	const today = async (query: string) => (await kiosks(service, query))[0]?.sessions_today;
	expect(await today("")).toBe(2);
	// Midnight in New York is 5:00 in UTC.
	expect(await today("?zone=America/New_York")).toBe(1);
	await set(service, { zone: "America/New_York" });
	expect(await today("")).toBe(1);
	expect(await today("?zone=UTC")).toBe(2);
	await expectError(await service.request("/reports/kiosks?zone=Mars"), "invalid_parameter", {
		parameter: "zone",
	});
});

test("all of them are one answer, in the order of their names", async () => {
	await using service = await openTestService();
	const nameOf = (number: number) => `kiosk ${String(number).padStart(3, "0")}`;
	for (let number = 0; number < 300; number++) {
		addConsumer(service.databasePath, nameOf((number * 7) % 300), `key ${number}`);
	}
	const names = (await kiosks(service)).map(({ name }) => name);
	expect(names).toEqual([...Array.from({ length: 300 }, (_, number) => nameOf(number)), "Test"]);
});
