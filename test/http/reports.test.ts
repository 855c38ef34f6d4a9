import { expect, test } from "bun:test";
import type { Goals, SelectionAnswer, Series, Totals, Week } from "../../src/model/reports/answers.ts";
import { DEFAULT_OWNER_SETTINGS, type OwnerSettings } from "../../src/model/reports/settings.ts";
import { openTestService, type TestService } from "../support/service.ts";

interface Answer<T> {
	selection: SelectionAnswer;
	report: T;
	compared: { selection: SelectionAnswer; report: T } | null;
}

async function report<T>(service: TestService, name: string, query: Record<string, string>): Promise<Answer<T>> {
	const response = await service.request(`/reports/${name}?${new URLSearchParams(query)}`);
	expect(response.status).toBe(200);
	return (await response.json()) as Answer<T>;
}

/** A session at a time, with touches so many seconds after its start. */
async function visit(
	service: TestService,
	at: string,
	touches: readonly [seconds: number, target: string][] = [],
	fields: Record<string, string> = {},
): Promise<void> {
	service.clock.now = Date.parse(at) + 1000;
	const token = await service.startSession({ ts: at, ...fields });
	for (const [seconds, target] of touches) {
		const ts = new Date(Date.parse(at) + seconds * 1000).toISOString();
		service.clock.now = Date.parse(ts);
		const response = await service.json("/events", { token, action: "click", data: { target }, ts });
		expect(response.status).toBe(200);
	}
}

async function set(service: TestService, change: Partial<OwnerSettings>): Promise<void> {
	const settings = { ...DEFAULT_OWNER_SETTINGS, ...change };
	expect((await service.json("/dashboard/settings", { settings })).status).toBe(200);
}

test("of nothing there is nothing to tell", async () => {
	await using service = await openTestService();
	const { report: totals } = await report<Totals>(service, "totals", { from: "2026-01-01", to: "2026-01-02" });
	expect(totals).toMatchObject({
		sessions: 0,
		events: 0,
		events_per_session: null,
		bounce_rate: null,
		dwell_seconds: { median: null, mean: null, p90: null },
		thorough_rate: null,
	});
});

test("one session is its own median", async () => {
	await using service = await openTestService();
	await visit(service, "2026-01-10T10:00:00Z", [
		[5, "map"],
		[47, "film"],
	]);
	const { report: totals } = await report<Totals>(service, "totals", { from: "2026-01-10", to: "2026-01-10" });
	expect(totals).toMatchObject({
		sessions: 1,
		meaningful_sessions: 1,
		events: 2,
		bounce_rate: 0,
		dwell_seconds: { median: 42, mean: 42, p90: 42 },
		thorough_rate: 1,
		// Since its first sign of life, up to now.
		use: { used_seconds: 42, open_seconds: 47 },
	});
});

test("events of one moment all count, also behind one that happened before and was sent later", async () => {
	await using service = await openTestService();
	const at = "2026-01-10T10:00:00Z";
	service.clock.now = Date.parse(at) + 60_000;
	const token = await service.startSession({ ts: at });
	for (const [second, target] of [
		[20, "map"],
		[20, "film"],
		[5, "late"],
	] as const) {
		const ts = Date.parse(at) + second * 1000;
		expect((await service.json("/events", { token, action: "click", data: { target }, ts })).status).toBe(200);
	}
	const { report: totals } = await report<Totals>(service, "totals", { from: "2026-01-10", to: "2026-01-10" });
	expect(totals).toMatchObject({ events: 3, dwell_seconds: { median: 15 } });
});

test("days are local days, also in a zone with three quarters of an hour", async () => {
	await using service = await openTestService();
	// 18:14 and 18:16 in UTC are on both sides of midnight in Kathmandu.
	await visit(service, "2026-01-09T18:14:00Z");
	await visit(service, "2026-01-09T18:16:00Z");
	const query = { from: "2026-01-10", to: "2026-01-10", zone: "Asia/Kathmandu" };
	const { selection, report: totals } = await report<Totals>(service, "totals", query);
	expect(selection.from).toBe("2026-01-09T18:15:00.000Z");
	expect(totals.sessions).toBe(1);
	// 2026-01-10 is a Saturday; it is the first hour of it there.
	const { report: week } = await report<Week>(service, "week", query);
	expect(week.sessions[5]?.[0]).toBe(1);
	expect(week.sessions.flat().reduce((sum, sessions) => sum + sessions, 0)).toBe(1);
});

test.each([
	["2026-03-29", 23],
	["2026-10-25", 25],
	["2026-10-26", 24],
])("%s has %d hours in Berlin, and each hour is a step", async (date, hours) => {
	await using service = await openTestService();
	const query = { from: date, to: date, zone: "Europe/Berlin", grain: "hour" };
	const { selection, report: series } = await report<Series>(service, "series", query);
	expect(Date.parse(selection.to) - Date.parse(selection.from)).toBe(hours * 3_600_000);
	expect(series.starts).toHaveLength(hours);
	expect(series.starts[0]).toBe(selection.from);
});

test("the range before has as many days, also where one is shorter", async () => {
	await using service = await openTestService();
	const query = { from: "2026-03-30", to: "2026-04-05", zone: "Europe/Berlin", compare: "before" };
	const { compared } = await report<Totals>(service, "totals", query);
	expect(compared?.selection).toMatchObject({ from: "2026-03-22T23:00:00.000Z", to: "2026-03-29T22:00:00.000Z" });
});

test.each([
	// Oslo is two hours ahead of UTC, and was one ahead until the 29th of March.
	["2026-04-01", "2026-04-01", "2026-03-30T22:00:00.000Z", "2026-03-31T13:30:00.000Z"],
	["2026-03-26", "2026-04-03", "2026-03-16T23:00:00.000Z", "2026-03-23T14:30:00.000Z"],
	["2026-04-01T10:00:00Z", "2026-04-01T14:00:00Z", "2026-04-01T06:00:00.000Z", "2026-04-01T09:30:00.000Z"],
])("from %s to %s, of which some is to come, is compared up to the same time", async (from, to, first, end) => {
	await using service = await openTestService();
	await visit(service, "2026-03-23T14:00:00Z");
	await visit(service, "2026-03-23T15:00:00Z");
	service.clock.now = Date.parse("2026-04-01T13:30:00Z");
	const query = { from, to, zone: "Europe/Oslo", compare: "before" };
	for (const name of ["totals", "series"]) {
		const { compared } = await report<{ sessions: number | number[] }>(service, name, query);
		expect(compared?.selection).toMatchObject({ from: first, to: end });
		const sessions = [compared?.report.sessions ?? []].flat().reduce((sum, each) => sum + each, 0);
		expect(sessions).toBe(from === "2026-03-26" ? 1 : 0);
	}
});

test("in the first moment of a range there is something to compare with", async () => {
	await using service = await openTestService();
	for (const moment of ["2026-03-29T23:00:00.001Z", "2026-03-29T00:30:00Z", "2026-10-25T00:30:00Z"]) {
		service.clock.now = Date.parse(moment);
		const date = moment === "2026-03-29T23:00:00.001Z" ? "2026-03-30" : moment.slice(0, 10);
		const { compared } = await report<Totals>(service, "totals", {
			...{ from: date, to: date, zone: "Europe/London", compare: "before" },
		});
		const { from = "", to = "" } = compared?.selection ?? {};
		expect(Date.parse(to)).toBeGreaterThan(Date.parse(from));
	}
});

test.each([
	["before", "2026-03-01", "2026-03-07"],
	["2025-12-01/2025-12-31", "2026-03-01", "2026-03-07"],
	["2026-02-01/2026-02-01", "2026-03-01", "2026-03-31"],
])("compared with %s, the steps of both are as long", async (compare, from, to) => {
	await using service = await openTestService();
	service.clock.now = Date.parse("2026-03-07T01:10:00Z");
	const { report: series, compared } = await report<Series>(service, "series", { from, to, zone: "UTC", compare });
	const lengthOf = ({ starts: [first = "", second = ""] }: Series) => Date.parse(second) - Date.parse(first);
	expect(compared?.report.grain).toBe(series.grain);
	if (compared?.report.starts.length !== 1) {
		expect(lengthOf(compared?.report ?? series)).toBe(lengthOf(series));
	}
});

test("what the owner excluded is left out, and told of", async () => {
	await using service = await openTestService();
	await visit(service, "2026-01-10T10:00:00Z");
	await visit(service, "2026-01-11T10:00:00Z");
	await set(service, { excluded: [{ from: "2026-01-10", to: "2026-01-10", reason: "press day" }] });
	const query = { from: "2026-01-09", to: "2026-01-12" };
	const { selection, report: totals } = await report<Totals>(service, "totals", query);
	expect(totals).toMatchObject({ sessions: 1, left_out: { excluded: 1 } });
	expect(selection.excluded).toEqual([
		{ from: "2026-01-10T00:00:00.000Z", to: "2026-01-11T00:00:00.000Z", reason: "press day" },
	]);
	const all = await report<Totals>(service, "totals", { ...query, excluded: "include" });
	expect(all.report.sessions).toBe(2);
});

test("trials by staff are left out unless asked for", async () => {
	await using service = await openTestService();
	await visit(service, "2026-01-10T10:00:00Z");
	await visit(service, "2026-01-10T11:00:00Z", [], { test: "true" });
	const query = { from: "2026-01-10", to: "2026-01-10" };
	const sessions = async (test?: string) =>
		(await report<Totals>(service, "totals", { ...query, ...(test === undefined ? {} : { test }) })).report;
	expect(await sessions()).toMatchObject({ sessions: 1, left_out: { test: 1 } });
	expect(await sessions("include")).toMatchObject({ sessions: 2, left_out: { test: 0 } });
	expect(await sessions("only")).toMatchObject({ sessions: 1 });
});

test("a screen that touches itself is left out until the owner says otherwise", async () => {
	await using service = await openTestService();
	service.clock.now = Date.parse("2026-01-10T10:00:00Z");
	const token = await service.startSession({ ts: "2026-01-10T10:00:00Z" });
	for (let touch = 0; touch < 12; touch++) {
		service.clock.now += 2000;
		const data = { clickX: 700 + (touch % 2), clickY: 20 };
		await service.json("/events", { token, action: "click", data, ts: service.clock.now });
	}
	const query = { from: "2026-01-10", to: "2026-01-10" };
	expect((await report<Totals>(service, "totals", query)).report).toMatchObject({
		sessions: 0,
		left_out: { faulty: 1 },
	});
	await set(service, { count_faulty: true });
	expect((await report<Totals>(service, "totals", query)).report).toMatchObject({
		sessions: 1,
		left_out: { faulty: 0 },
	});
});

test("goals: who came to it, and after how long", async () => {
	await using service = await openTestService();
	await visit(service, "2026-01-10T10:00:00Z", [
		[10, "map"],
		[30, "film"],
		[40, "film"],
	]);
	await visit(service, "2026-01-10T11:00:00Z", [[20, "film"]]);
	await visit(service, "2026-01-10T12:00:00Z", [[20, "map"]]);
	await visit(service, "2026-01-10T13:00:00Z");
	await set(service, {
		goals: [
			{ name: "Film", kind: "target", element: "film" },
			{ name: "Nothing", kind: "screen", element: "no such screen" },
		],
	});
	const { report: goals } = await report<Goals>(service, "goals", { from: "2026-01-10", to: "2026-01-10" });
	expect(goals.goals).toEqual([
		{ name: "Film", kind: "target", element: "film", sessions: 2, rate: 0.5, mean_seconds: 25 },
		{ name: "Nothing", kind: "screen", element: "no such screen", sessions: 0, rate: 0, mean_seconds: null },
	]);
});

test("use is the share of the opening hours, each moment counted once", async () => {
	await using service = await openTestService();
	await set(service, { opening_hours: [[], [], [], [], [], [{ from: "10:00", to: "12:00" }], []] });
	// Half an hour before they open, and two at a time after.
	await visit(service, "2026-01-10T09:30:00Z", [
		[0, "map"],
		[3600, "map"],
	]);
	await visit(service, "2026-01-10T10:15:00Z", [
		[0, "map"],
		[1800, "map"],
	]);
	service.clock.now = Date.parse("2026-01-12T00:00:00Z");
	const { report: totals } = await report<Totals>(service, "totals", { from: "2026-01-10", to: "2026-01-11" });
	expect(totals.use).toEqual({ share: 0.375, used_seconds: 2700, open_seconds: 7200 });
});
