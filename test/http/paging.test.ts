import { Database } from "bun:sqlite";
import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { connect, type Socket } from "node:net";
import { EVENT_MEMBERS, SESSION_MEMBERS } from "../../src/model/listing.ts";
import { openTestService, type TestService } from "../support/service.ts";
import { expectOk, type ListedEvent, type ListedSession } from "./expect-answer.ts";
import { readHistory } from "./history.ts";
import { openServiceWithVisits } from "./visits.ts";

type Page = { readonly next: string | null } & (
	| { readonly sessions: readonly ListedSession[] }
	| { readonly events: readonly ListedEvent[] }
);

const sessionOrders = SESSION_MEMBERS.flatMap((member) => [`sort=${member}`, `sort.desc=${member}`]);
const eventOrders = EVENT_MEMBERS.flatMap((member) => [`sort=${member}`, `sort.desc=${member}`]);

describe("pages of 3 give every row once, in order", () => {
	let service: TestService;
	beforeAll(async () => {
		service = await openServiceWithVisits();
	});
	afterAll(() => service[Symbol.asyncDispose]());

	test.each(sessionOrders)("/sessions?%s", async (order) => {
		const { sessions } = readHistory(service.databasePath);
		expect(await walk("/sessions", order)).toEqual(sorted(sessions, order));
	});

	test.each(eventOrders)("/events?%s", async (order) => {
		const { events } = readHistory(service.databasePath);
		expect(await walk("/events", order)).toEqual(sorted(events, order));
	});

	test("also with a filter, and while rows are added", async () => {
		const ids = await walk("/events", "sort=time&date=2018", async () => {
			const token = await service.startSession();
			const fields = { token, action: "early", data: 1, ts: "2017-01-01T00:00:00Z" };
			await expectOk(await service.json("/events", fields));
		});
		const { events } = readHistory(service.databasePath);
		expect(ids).toEqual(
			sorted(
				events.filter(({ time }) => time.startsWith("2018")),
				"sort=time",
			),
		);
	});

	async function walk(path: string, query: string, between?: () => Promise<void>): Promise<number[]> {
		const ids: number[] = [];
		for (let after = ""; ; ) {
			const page: Page = await expectOk(await service.request(`${path}?limit=3&${query}${after}`));
			ids.push(...("sessions" in page ? page.sessions : page.events).map(({ id }) => id));
			if (page.next === null) return ids;
			after = `&after=${page.next}`;
			await between?.();
		}
	}
});

/** The ids of rows, as an order has them: nothing first, texts by code points, data by its first 64, ties by id. */
function sorted<Row extends { id: number }>(rows: readonly Row[], order: string): number[] {
	const [direction, member] = order.split("=");
	const sign = direction === "sort" ? 1 : -1;
	const memberOf = (row: Row) => Object.entries(row).find(([name]) => name === member)?.[1] as unknown;
	const textOf = (text: string) => Buffer.from(member === "data" ? [...text].slice(0, 64).join("") : text);
	const compare = (one: unknown, other: unknown) => {
		if (typeof one === "string" && typeof other === "string") return Buffer.compare(textOf(one), textOf(other));
		if (typeof one === "number" && typeof other === "number") return one - other;
		return Number(one !== null) - Number(other !== null);
	};
	return rows
		.toSorted((one, other) => sign * (compare(memberOf(one), memberOf(other)) || one.id - other.id))
		.map(({ id }) => id);
}

describe("a list of 20,000 events", () => {
	const BATCHES = 20;
	let service: TestService;
	let token: string;
	beforeAll(async () => {
		service = await openTestService();
		token = await service.startSession();
		const event = { action: "click", data: "x".repeat(900), ts: "2026-01-31T12:00:00Z" };
		const events = Array.from({ length: 1000 }, () => event);
		for (let batch = 0; batch < BATCHES; batch++) {
			await expectOk(await service.json("/events/batch", { token, events }));
		}
	});
	afterAll(() => service[Symbol.asyncDispose]());

	test("is whole", async () => {
		const list = await expectOk<{ count: number; events: ListedEvent[]; next: string | null }>(
			await service.request("/events?limit=100000&date=2026"),
		);
		expect(list.count).toBe(20_000);
		expect(list.next).toBeNull();
		expect(list.events.map(({ id }) => id)).toEqual(Array.from({ length: 20_000 }, (_, place) => place + 1));
	});

	test("stops where its client goes away, and the next is answered", async () => {
		// What is in the log alone keeps it from being emptied while somebody reads it.
		const newest = await storeEvent();
		for (let client = 0; client < 40; client++) (await openList(service)).destroy();
		expect(await newestEvent()).toBe(newest);
		using other = new Database(service.databasePath);
		const emptyLog = () => other.query<{ busy: number }, []>("PRAGMA wal_checkpoint(TRUNCATE)").get()?.busy;
		for (let attempt = 0; attempt < 1000 && emptyLog() !== 0; attempt++) await newestEvent();
		expect(emptyLog()).toBe(0);
	});

	test("that is taken slowly holds nobody else in the past", async () => {
		using slow = await openList(service);
		const event_id = await storeEvent();
		expect(await newestEvent()).toBe(event_id);
		expect(slow.destroyed).toBeFalse();
	});

	async function storeEvent(): Promise<number> {
		const fields = { token, action: "new", data: 1, ts: "2027-01-01T00:00:00Z" };
		return (await expectOk<{ event_id: number }>(await service.json("/events", fields))).event_id;
	}

	async function newestEvent(): Promise<number | undefined> {
		const { events } = await expectOk<{ events: ListedEvent[] }>(await service.request("/events?sort.desc=id&limit=1"));
		return events[0]?.id;
	}
});

/** A client that asks for everything, and takes no more than the beginning. */
function openList(service: TestService): Promise<Socket & Disposable> {
	const { promise, resolve, reject } = Promise.withResolvers<Socket & Disposable>();
	const socket = connect(Number(new URL(service.url).port), "127.0.0.1", () => {
		socket.write("GET /events?limit=100000 HTTP/1.1\r\nHost: localhost\r\n\r\n");
	});
	socket.once("data", () => {
		socket.pause();
		resolve(Object.assign(socket, { [Symbol.dispose]: () => void socket.destroy() }));
	});
	socket.once("error", reject);
	return promise;
}
