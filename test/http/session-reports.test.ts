import { Database } from "bun:sqlite";
import { expect, test } from "bun:test";
import { copyFileSync } from "node:fs";
import { join } from "node:path";
import type { Totals } from "../../src/model/reports/answers.ts";
import type { Session, SessionFigures, Sessions } from "../../src/model/reports/session-answers.ts";
import { DEFAULT_OWNER_SETTINGS } from "../../src/model/reports/settings.ts";
import { addConsumer, openTestService, type TestService } from "../support/service.ts";
import { expectError, expectOk } from "./expect-answer.ts";
import { upload } from "./pictures.ts";

const DAY = { from: "2026-01-10", to: "2026-01-10" };

async function list(service: TestService, query: Record<string, string> = {}): Promise<Sessions> {
	const response = await service.request(`/reports/sessions?${new URLSearchParams({ ...DAY, ...query })}`);
	return (await expectOk<{ report: Sessions }>(response)).report;
}

async function one(service: TestService, id: number): Promise<Session> {
	return (await expectOk<{ report: Session }>(await service.request(`/reports/session?id=${id}`))).report;
}

const ids = ({ sessions }: Sessions) => sessions.map(({ id }) => id);

/** What is told of a session, in seconds after its start. */
type Told = readonly [seconds: number, action: string, data: Record<string, unknown>];

const click = (seconds: number, target: string, more: Record<string, unknown> = {}): Told => [
	seconds,
	"click",
	{ target, ...more },
];

interface Started {
	readonly token: string;
	readonly id: number;
}

/** Starts a session on 2026-01-10, and sends what is told of it. */
async function visit(
	service: TestService,
	time: string,
	told: readonly Told[] = [],
	fields: Record<string, unknown> = {},
): Promise<Started> {
	const ts = `2026-01-10T${time}Z`;
	service.clock.now = Date.parse(ts);
	const started = await expectOk<{ token: string; session_id: number }>(
		await service.json("/sessions", { consumer_key: service.key, ts, ...fields }),
	);
	const { token, session_id: id } = started;
	for (const [seconds, action, data] of told) await tell(service, token, ts, [seconds, action, data]);
	return { token, id };
}

async function tell(service: TestService, token: string, start: string, [seconds, action, data]: Told): Promise<void> {
	const at = Date.parse(start) + seconds * 1000;
	service.clock.now = Math.max(service.clock.now, at);
	await expectOk(await service.json("/events", { token, action, data, ts: at }));
}

test("a session's figures, worked out by hand", async () => {
	await using service = await openTestService();
	const { id, token } = await visit(
		service,
		"10:00:00",
		[
			click(2, "map", { clickX: 100, clickY: 100 }),
			[2.5, "screen", { screen: "harbour" }],
			[4, "click", { miss: true, clickX: 900, clickY: 500 }],
			[4.2, "click", { miss: true, clickX: 905, clickY: 500 }],
			[4.4, "click", { miss: true, clickX: 905, clickY: 505 }],
			click(44.9, "whale"),
		],
		{ data: { language: "nb", screen: "home" } },
	);
	const figures: SessionFigures = {
		id,
		consumer: 1,
		started_at: "2026-01-10T10:00:00.000Z",
		dwell_seconds: 42,
		events: 6,
		misses: 3,
		bursts: 1,
		targets: 2,
		language: "nb",
		ending: null,
		open: true,
		test: false,
		faulty: false,
		corrected: false,
	};
	expect(await list(service)).toEqual({ count: 1, offset: 0, sessions: [figures] });
	await service.form("/sessions/stop", { token, ts: "2026-01-10T10:02:00Z", reason: "idle" });
	expect((await list(service)).sessions).toEqual([{ ...figures, ending: "idle", open: false }]);
});

test("one that nobody stopped ends by itself, and a late event opens it again", async () => {
	await using service = await openTestService();
	const { id, token } = await visit(service, "10:00:00", [click(30, "map")]);
	service.clock.now += 31 * 60_000;
	expect((await list(service)).sessions).toMatchObject([{ ending: "timeout", open: false }]);
	expect(await one(service, id)).toMatchObject({ stopped_at: "2026-01-10T10:00:30.000Z", stop_reason: null });
	// It happened before the touch that is there, and comes half an hour late.
	await tell(service, token, "2026-01-10T10:00:00Z", click(10, "film"));
	expect((await list(service)).sessions).toMatchObject([{ ending: null, open: true, dwell_seconds: 20, targets: 2 }]);
	const { recorded, stopped_at } = await one(service, id);
	expect(recorded.map(({ target }) => target)).toEqual(["film", "map"]);
	expect(stopped_at).toBeNull();
});

test("one without events is there, and is nothing but a start", async () => {
	await using service = await openTestService();
	const { id } = await visit(service, "10:00:00");
	expect((await list(service)).sessions).toMatchObject([{ id, events: 0, dwell_seconds: 0, language: null }]);
	expect(await one(service, id)).toMatchObject({ events: 0, recorded: [], more: 0, data: null });
});

test("events of the same moment all count, also behind one that came before it but was sent later", async () => {
	await using service = await openTestService();
	const start = "2026-01-10T10:00:00Z";
	const { id, token } = await visit(service, "10:00:00", [click(20, "map"), click(20, "film"), click(20, "quiz")]);
	await tell(service, token, start, click(5, "late"));
	expect((await list(service)).sessions).toMatchObject([{ events: 4, targets: 4, dwell_seconds: 15 }]);
	expect((await one(service, id)).recorded.map(({ target }) => target)).toEqual(["late", "map", "film", "quiz"]);
});

test("search finds part of a target, screen, action, media or language, in capitals or not", async () => {
	await using service = await openTestService();
	const { id: whale } = await visit(service, "10:00:00", [click(1, "Blue whale")]);
	const { id: harbour } = await visit(service, "10:01:00", [[1, "screen", { screen: "story-HARBOUR" }]]);
	const { id: home } = await visit(service, "10:02:00", [], { data: { screen: "Åpningsskjerm" } });
	const { id: film } = await visit(service, "10:03:00", [[1, "play", { target: "Film", position: 0, duration: 9 }]]);
	const { id: zoom } = await visit(service, "10:04:00", [[1, "zoom", {}]]);
	const { id: german } = await visit(service, "10:05:00", [], { data: { language: "de-AT" } });
	const found = async (search: string) => ids(await list(service, { search }));
	expect(await found("WHALE")).toEqual([whale]);
	expect(await found("harb")).toEqual([harbour]);
	expect(await found("åpnings")).toEqual([home]);
	// As a Mac types it: the ring is a letter of its own.
	expect(await found("a\u030apnings")).toEqual([home]);
	expect(await found("film")).toEqual([film]);
	expect(await found("oom")).toEqual([zoom]);
	expect(await found("DE-at")).toEqual([german]);
	expect(await found("o")).toEqual([zoom, harbour]);
	expect(await found("nothing of the kind")).toEqual([]);
	expect(await found("")).toHaveLength(6);
	expect(await list(service, { search: "o", limit: "1" })).toMatchObject({ count: 2 });
});

test.each(["%", "_", '"', "\\", "'; DROP TABLE events;--", "<script>", "\u202e", ".*", "𐀀"])(
	"search takes %s for what it is",
	async (text) => {
		await using service = await openTestService();
		const { id } = await visit(service, "10:00:00", [click(1, `before ${text} behind`)]);
		await visit(service, "10:01:00", [click(1, "map")]);
		expect(ids(await list(service, { search: text }))).toEqual([id]);
	},
);

test("what is in an event's data, and is no name, is not searched", async () => {
	await using service = await openTestService();
	await visit(service, "10:00:00", [click(1, "map", { note: "whale", page: "/whale" })]);
	expect(await list(service, { search: "whale" })).toEqual({ count: 0, offset: 0, sessions: [] });
});

test("sorted either way by each member, and what is alike by its id", async () => {
	await using service = await openTestService();
	const three = [click(1, "a"), click(2, "b"), click(30, "c")];
	const { id: first } = await visit(service, "12:00:00", [[1, "click", { miss: true }]]);
	const { id: second } = await visit(service, "10:00:00", three);
	const { id: third } = await visit(service, "11:00:00", [[1, "click", { miss: true }]]);
	const order = async (query: Record<string, string>) => ids(await list(service, query));
	expect(await order({})).toEqual([first, third, second]);
	expect(await order({ sort: "started_at" })).toEqual([second, third, first]);
	expect(await order({ "sort.desc": "events" })).toEqual([second, third, first]);
	expect(await order({ sort: "events" })).toEqual([first, third, second]);
	expect(await order({ "sort.desc": "dwell_seconds" })).toEqual([second, third, first]);
	expect(await order({ "sort.desc": "targets" })).toEqual([second, third, first]);
	expect(await order({ "sort.desc": "misses" })).toEqual([third, first, second]);
	expect(await order({ sort: "misses" })).toEqual([second, first, third]);
	expect(await order({ sort: "bursts" })).toEqual([first, second, third]);
});

test("pages have no gaps and no doubles, packed or not, and end where the list ends", async () => {
	await using service = await openTestService();
	const expected: number[] = [];
	for (let minute = 0; minute < 23; minute++) {
		const told = Array.from({ length: minute % 3 }, (_, index) => click(index, "map"));
		const { id } = await visit(service, `10:${`${minute}`.padStart(2, "0")}:00`, told);
		expected.push(id);
	}
	for (const sort of ["sort", "sort.desc"]) {
		const seen: number[] = [];
		for (let offset = 0; offset < 30; offset += 5) {
			const page = await list(service, { [sort]: "events", limit: "5", offset: `${offset}` });
			expect(page).toMatchObject({ count: 23, offset });
			seen.push(...ids(page));
		}
		expect(seen).toHaveLength(23);
		expect(seen.toSorted((a, b) => a - b)).toEqual(expected);
		expect(seen).toEqual(ids(await list(service, { [sort]: "events" })));
	}
	expect(ids(await list(service, { offset: "999999999999" }))).toEqual([]);
});

test("it counts what the totals count, whatever is left out", async () => {
	const other = "b".repeat(32);
	await using service = await openTestService({ prepare: (path) => addConsumer(path, "Other", other) });
	const faulty = Array.from({ length: 12 }, (_, touch): Told => [touch * 2, "click", { clickX: 700, clickY: 20 }]);
	await visit(service, "10:00:00", [click(1, "map")]);
	await visit(service, "11:00:00", [click(1, "map")], { test: true });
	await visit(service, "12:00:00", faulty);
	await visit(service, "13:00:00", [click(1, "map")], { consumer_key: other });
	await visit(service, "23:30:00", [click(1, "map")]);
	const settings = { ...DEFAULT_OWNER_SETTINGS, excluded: [{ from: "2026-01-10", to: "2026-01-10", reason: "press" }] };
	const counts: number[] = [];
	for (const query of [
		{},
		{ test: "include" },
		{ test: "only" },
		{ faulty: "include" },
		{ faulty: "only" },
		{ test: "include", faulty: "include" },
		{ consumer: "1" },
		{ consumer: "1,2" },
		{ consumer: "99" },
		{ zone: "Asia/Kathmandu" },
		{ from: "2026-01-10T11:30:00Z", to: "2026-01-10T13:00:00Z", faulty: "include" },
		{ excluded: "include" },
	] as Record<string, string>[]) {
		const asked = new URLSearchParams({ ...DAY, ...query });
		const { report } = await expectOk<{ report: Totals }>(await service.request(`/reports/totals?${asked}`));
		const page = await list(service, query);
		expect({ query, count: page.count }).toEqual({ query, count: report.sessions });
		expect(page.sessions).toHaveLength(page.count);
		counts.push(page.count);
	}
	expect(counts).toEqual([3, 4, 1, 4, 1, 5, 1, 3, 0, 2, 1, 3]);
	await expectOk(await service.json("/dashboard/settings", { settings }));
	expect(await list(service)).toMatchObject({ count: 0 });
	expect(await list(service, { excluded: "include" })).toMatchObject({ count: 3 });
});

test("trials, faulty screens and corrected times are told of", async () => {
	await using service = await openTestService();
	const faulty = Array.from({ length: 12 }, (_, touch): Told => [touch * 2, "click", { clickX: 700, clickY: 20 }]);
	const { id: trial } = await visit(service, "10:00:00", [], { test: true });
	const { id: screen } = await visit(service, "11:00:00", faulty);
	const { id: clock } = await visit(service, "12:00:00", [], { sent_at: "2026-01-10T12:05:00Z" });
	const { sessions } = await list(service, { test: "include", faulty: "include" });
	const told = new Map(sessions.map(({ id, test, faulty, corrected }) => [id, { test, faulty, corrected }]));
	expect(told.get(trial)).toEqual({ test: true, faulty: false, corrected: false });
	expect(told.get(screen)).toEqual({ test: false, faulty: true, corrected: false });
	expect(told.get(clock)).toEqual({ test: false, faulty: false, corrected: true });
});

test("one session, event by event", async () => {
	await using service = await openTestService();
	const tap = { clickX: 960.5, clickY: 540, viewportWidth: 1920, viewportHeight: 1080, screen: "home", page: "/" };
	const { id, token } = await visit(
		service,
		"10:00:00",
		[
			click(1, "map", tap),
			[2, "screen", { screen: "harbour" }],
			[3, "play", { target: "film", position: 0, duration: 80 }],
			[23, "pause", { target: "film", position: 20, duration: 80 }],
			[24, "click", { miss: true, page: "/x" }],
		],
		{ data: { language: "nb", viewportWidth: 1920, page: "/" } },
	);
	await expectOk(await service.json("/events", { token, action: "note", data: "no JSON", ts: "2026-01-10T10:00:30Z" }));
	await service.form("/sessions/stop", { token, ts: "2026-01-10T10:01:00Z" });
	const session = await one(service, id);
	expect(session).toMatchObject({
		id,
		dwell_seconds: 29,
		events: 6,
		ending: "stopped",
		open: false,
		stopped_at: "2026-01-10T10:01:00.000Z",
		stop_reason: null,
		data: { language: "nb", viewportWidth: 1920, page: "/" },
		more: 0,
	});
	const none = {
		target: null,
		screen: null,
		x: null,
		y: null,
		viewport: null,
		miss: false,
		burst: false,
		played: null,
	};
	const recorded = session.recorded.map(({ id: _, received_at, ...event }) => {
		expect(received_at).toStartWith("2026-01-10T10:00:");
		return event;
	});
	expect(recorded).toEqual([
		{
			...none,
			time: "2026-01-10T10:00:01.000Z",
			action: "click",
			target: "map",
			screen: "home",
			x: 960.5,
			y: 540,
			viewport: { width: 1920, height: 1080 },
			data: { target: "map", ...tap },
		},
		{ ...none, time: "2026-01-10T10:00:02.000Z", action: "screen", screen: "harbour", data: { screen: "harbour" } },
		{
			...none,
			time: "2026-01-10T10:00:03.000Z",
			action: "play",
			target: "film",
			played: 0,
			data: { target: "film", position: 0, duration: 80 },
		},
		{
			...none,
			time: "2026-01-10T10:00:23.000Z",
			action: "pause",
			target: "film",
			played: 25,
			data: { target: "film", position: 20, duration: 80 },
		},
		{
			...none,
			time: "2026-01-10T10:00:24.000Z",
			action: "click",
			screen: "/x",
			miss: true,
			data: { miss: true, page: "/x" },
		},
		{ ...none, time: "2026-01-10T10:00:30.000Z", action: "note", data: "no JSON" },
	]);
	expect(JSON.stringify(session)).not.toContain("127.0.0.1");
});

test("it tells which of its screens there are pictures of", async () => {
	await using service = await openTestService();
	const at = (screen: string, viewportWidth: number) => ({ screen, viewportWidth, viewportHeight: 1080 });
	const touches = [click(1, "a", at("home", 1920)), click(2, "b", at("film", 1920)), click(3, "c", at("home", 1080))];
	const { id } = await visit(service, "10:00:00", touches);
	expect((await one(service, id)).pictures).toEqual([]);
	await upload(service, { screen: "home", width: 1920, height: 1080 });
	expect((await one(service, id)).pictures).toEqual([{ screen: "home", width: 1920, height: 1080 }]);
});

test("of very many events the first are given, and it says how many are left out", async () => {
	await using service = await openTestService();
	const { id, token } = await visit(service, "10:00:00");
	for (let batch = 0; batch < 3; batch++) {
		const events = Array.from({ length: 700 }, (_, index) => ({
			action: "click",
			data: { clickX: index, clickY: 1, target: `${batch}/${index}` },
			ts: Date.parse("2026-01-10T10:00:00Z") + (batch * 700 + index) * 1000,
		}));
		await expectOk(await service.json("/events/batch", { token, events }));
	}
	const session = await one(service, id);
	expect(session.events).toBe(2100);
	expect(session.dwell_seconds).toBe(2099);
	expect(session.recorded).toHaveLength(2000);
	expect(session.recorded.at(-1)?.target).toBe("2/599");
	expect(session.more).toBe(100);
});

test("of very long events too, so that the answer has a bound", async () => {
	await using service = await openTestService();
	const { id, token } = await visit(service, "10:00:00");
	for (let batch = 0; batch < 14; batch++) {
		const events = Array.from({ length: 10 }, (_, index) => ({
			action: "note",
			data: "x".repeat(65_000),
			ts: Date.parse("2026-01-10T10:00:00Z") + (batch * 10 + index) * 1000,
		}));
		await expectOk(await service.json("/events/batch", { token, events }));
	}
	const session = await one(service, id);
	expect(session.recorded).toHaveLength(129);
	expect(session.more).toBe(11);
});

test("an id of nobody's, of another table or no id", async () => {
	await using service = await openTestService();
	await expectError(await service.request("/reports/session?id=1"), "unknown_session_id", { parameter: "id" });
	await expectError(await service.request("/reports/session?id=-1"), "unknown_session_id", { parameter: "id" });
	await expectError(await service.request("/reports/session"), "missing_parameter", {
		parameter: "id",
		sentence: 'No "id" parameter provided',
	});
	await expectError(await service.request("/reports/session?id=1e3"), "invalid_parameter", { parameter: "id" });
});

test("sessions of 2017 are found and told of like any other", async () => {
	await using service = await openTestService({
		prepare: (path) => copyFileSync(join(import.meta.dir, "../data/microticks-2017.db"), path),
		consumer: false,
	});
	using file = new Database(service.databasePath, { readonly: true });
	const rows = file
		.query<{ id: number; events: number; started_at: number }, []>(
			"SELECT id, events, started_at FROM session_records WHERE received_at IS NULL",
		)
		.all();
	expect(rows.length).toBeGreaterThan(0);
	const { count, sessions } = await list(service, { from: "1970-01-01", to: "2026-12-31", limit: "1000" });
	expect(count).toBe(rows.length);
	for (const row of rows) {
		const { events, started_at } = sessions.find(({ id }) => id === row.id) ?? {};
		expect({ events, started_at }).toEqual({ events: row.events, started_at: new Date(row.started_at).toISOString() });
		const session = await one(service, row.id);
		expect(session.recorded).toHaveLength(row.events);
		for (const event of session.recorded) expect(event.received_at).toBeNull();
	}
});
