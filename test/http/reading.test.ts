import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import type { TestService } from "../support/service.ts";
import { expectError, expectOk, type ListedEvent, type ListedSession } from "./expect-answer.ts";
import { type Filters, readHistory, selectEvents, selectSessions, toQuery } from "./history.ts";
import { openServiceWithVisits } from "./visits.ts";

let service: TestService;
beforeAll(async () => {
	service = await openServiceWithVisits();
});
afterAll(() => service[Symbol.asyncDispose]());

const listSessions = async (query: string) =>
	expectOk<{ count: number; sessions: ListedSession[]; next: string | null }>(
		await service.request(`/sessions?${query}`),
	);
const listEvents = async (query: string) =>
	expectOk<{ count: number; events: ListedEvent[]; next: string | null }>(await service.request(`/events?${query}`));
const idsOf = (rows: readonly { id: number }[]) => rows.map(({ id }) => id);

test("lists say what the file's views say", async () => {
	const { sessions, events } = readHistory(service.databasePath);
	const list = await listSessions("");
	expect(list.sessions).toEqual(sessions.map(({ ip: _ip, test, ...row }) => ({ ...row, test: test === 1 })));
	expect(list).toMatchObject({ status: 200, count: 6, next: null });
	expect(list.sessions.map(({ stop_reason }) => stop_reason)).toEqual([
		"idle",
		"timeout",
		"timeout",
		null,
		"done",
		null,
	]);
	expect((await listEvents("")).events).toEqual(events.map(({ data, ...row }) => ({ ...row, data: parsed(data) })));
});

const FILTERS: Filters[] = [
	{ ip: "10.0.0.1" },
	{ ip: "2001:db8::1" },
	{ ip: "10.0.0.9" },
	{ consumer: 1 },
	{ consumer: 2 },
	{ consumer: 99 },
	{ session: 4 },
	{ session: 0 },
	{ action: "click" },
	{ action: "søk" },
	{ action: "a" },
	{ date: "2017" },
	{ date: "2017-08" },
	{ date: "2017-08-25" },
	{ date: "2018-01-01T00" },
	{ date: "2018-01-01T00:00" },
	{ from: "2017-08-25T10:00:01.000Z" },
	{ to: "2017-08-25T10:00:01.000Z" },
	{ from: "2017-08-25T12:00:00+02:00", to: "2018-01-01" },
	{ from: "2018-01-01", to: "2017-01-01" },
	{ date: "2017-08", from: "2017-08-25T10:00:00.001Z" },
	{ ip: "10.0.0.1", consumer: 2, action: "click" },
	{ ip: "10.0.0.1", consumer: 1, action: "click", date: "2018", session: 5 },
];

describe.each(FILTERS.map((filters) => [toQuery(filters), filters] as const))("%s", (query, filters) => {
	test("filters sessions and events", async () => {
		const history = readHistory(service.databasePath);
		const sessions = await listSessions(query);
		expect(idsOf(sessions.sessions)).toEqual(idsOf(selectSessions(history, filters)));
		expect(sessions.count).toBe(sessions.sessions.length);
		const events = await listEvents(query);
		expect(idsOf(events.events)).toEqual(idsOf(selectEvents(history, filters)));
		expect(events.count).toBe(events.events.length);
	});
});

test("from and to take epoch milliseconds too", async () => {
	const from = Date.parse("2018-01-01T00:00:00Z");
	expect(idsOf((await listEvents(`from=${from}&to=${from + 1000}`)).events)).toEqual([5, 6]);
});

describe("what no list takes", () => {
	const rows: [string, string][] = [
		["sort=id&sort.desc=id", "sort"],
		["sort=token", "sort"],
		["sort.desc=id;", "sort.desc"],
		["sort=", "sort"],
		["sort=ID", "sort"],
		["sort=constructor", "sort"],
		["limit=-1", "limit"],
		["limit=1.5", "limit"],
		["limit=1e3", "limit"],
		["limit=100001", "limit"],
		["limit=", "limit"],
		["offset=-1", "offset"],
		["offset=9999999999999999999999", "offset"],
		["consumer=one", "consumer"],
		["session=1%00", "session"],
		["date=yesterday", "date"],
		["date=2017-8", "date"],
		["date=2017-02-29", "date"],
		["from=now", "from"],
		["to=2017-13-01", "to"],
		["action=%00", "action"],
		["after=", "after"],
		["after=W10", "after"],
		["after=%F0%9F%90%BB", "after"],
	];

	test.each(rows)("%s", async (query, parameter) => {
		for (const path of ["/sessions", "/events"]) {
			await expectError(await service.request(`${path}?${query}`), "invalid_parameter", { parameter });
		}
	});

	test("a member of the other list", async () => {
		await expectError(await service.request("/sessions?sort=time"), "invalid_parameter", { parameter: "sort" });
		await expectError(await service.request("/events?sort.desc=clicks"), "invalid_parameter", {
			parameter: "sort.desc",
		});
	});

	test("what next gave for another order", async () => {
		const { next } = await listEvents("sort=time&limit=1");
		for (const query of ["sort.desc=time", "sort=action", "limit=5"]) {
			const response = await service.request(`/events?${query}&after=${next}`);
			await expectError(response, "invalid_parameter", { parameter: "after" });
		}
		const response = await service.request(`/sessions?after=${(await listEvents("limit=1")).next}`);
		await expectError(response, "invalid_parameter", { parameter: "after" });
	});
});

test("limit and offset; unknown parameters are let pass", async () => {
	expect(await listEvents("limit=0")).toMatchObject({ count: 0, events: [], next: null });
	expect(idsOf((await listEvents("limit=2&offset=3")).events)).toEqual([4, 5]);
	expect(await listEvents("offset=1000")).toMatchObject({ count: 0, events: [], next: null });
	expect(idsOf((await listEvents("limit=1&offset=2&sort.desc=id")).events)).toEqual([11]);
	expect((await listSessions("limit=100000&nonsense=1&page=2")).count).toBe(6);
});

function parsed(data: string): unknown {
	try {
		return JSON.parse(data);
	} catch {
		return data;
	}
}

test("of a parameter that is there twice the first counts, as in a form", async () => {
	expect(idsOf((await listEvents("limit=1&limit=3&sort.desc=id&sort.desc=time")).events)).toEqual(
		idsOf((await listEvents("limit=1&sort.desc=id")).events),
	);
});
