import { Database } from "bun:sqlite";
import { expect, test } from "bun:test";
import type { LiveOpen, LiveSession, LiveStop, LiveTouch } from "../../src/model/reports/live.ts";
import { openTestService, type TestService } from "../support/service.ts";
import { expectError, expectOk } from "./expect-answer.ts";

const START = "2026-01-31T12:00:00.000Z";

interface Told {
	readonly id: string | undefined;
	readonly event: string;
	readonly data: unknown;
}

/** Reads a stream as the HTML standard has it. */
class Stream implements AsyncDisposable {
	readonly told: Told[] = [];
	readonly #reader;
	readonly #decoder = new TextDecoder();
	#text = "";

	constructor(body: ReadableStream<Uint8Array>) {
		this.#reader = body.getReader();
	}

	/** Waits for so many events of a name, and gives their data. */
	async wait<T>(event: string, count = 1): Promise<T[]> {
		for (;;) {
			const found = this.told.filter((each) => each.event === event);
			if (found.length >= count) return found.map(({ data }) => data as T);
			if (!(await this.#read())) throw new Error(`It ended after ${JSON.stringify(this.told)}`);
		}
	}

	/** Reads on until it ends. */
	async end(): Promise<void> {
		while (await this.#read());
	}

	async [Symbol.asyncDispose](): Promise<void> {
		await this.#reader.cancel();
	}

	async #read(): Promise<boolean> {
		const { value, done } = await this.#reader.read();
		if (done) return false;
		const blocks = (this.#text + this.#decoder.decode(value, { stream: true })).split("\n\n");
		this.#text = blocks.pop() ?? "";
		for (const block of blocks) {
			const [, id] = /^id: (.*)$/m.exec(block) ?? [];
			const [, event = ""] = /^event: (.*)$/m.exec(block) ?? [];
			const [, data] = /^data: (.*)$/m.exec(block) ?? [];
			if (data !== undefined) this.told.push({ id, event, data: JSON.parse(data) });
		}
		return true;
	}
}

async function follow(service: TestService, lastId?: number): Promise<Stream> {
	const headers: Record<string, string> = lastId === undefined ? {} : { "last-event-id": `${lastId}` };
	const response = await service.request("/live", { headers });
	expect(response.status).toBe(200);
	expect(response.headers.get("content-type")).toBe("text/event-stream");
	if (response.body === null) throw new Error("There is no stream.");
	return new Stream(response.body);
}

async function start(service: TestService, fields: Record<string, unknown> = {}) {
	const { token, session_id: id } = await expectOk<{ token: string; session_id: number }>(
		await service.json("/sessions", { consumer_key: service.key, ts: START, ...fields }),
	);
	return { token, id };
}

async function touch(service: TestService, token: string, target: string, more: object = {}): Promise<number> {
	const response = await service.json("/events", {
		token,
		action: "click",
		data: { target, ...more },
		ts: service.clock.now,
	});
	return (await expectOk<{ event_id: number }>(response)).event_id;
}

async function stop(service: TestService, token: string, fields: object = {}): Promise<void> {
	await expectOk(await service.json("/sessions/stop", { token, ts: service.clock.now, ...fields }));
}

const targets = (touches: readonly LiveTouch[]) => touches.map(({ target }) => target);

test("it begins with what is open: who, since when, and what they touched last", async () => {
	await using service = await openTestService();
	const { token } = await start(service, { data: { language: "nb" } });
	for (const target of ["a", "b", "b", "c", "d", "e", "f"]) await touch(service, token, target);
	const over = await start(service);
	await stop(service, over.token);
	const { id } = await start(service, { test: true });
	await using stream = await follow(service);
	const [open] = await stream.wait<LiveOpen>("open");
	const common = { consumer_id: 1, started_at: START };
	expect(open?.sessions).toEqual([
		{ id: 1, ...common, language: "nb", test: false, events: 7, targets: ["b", "c", "d", "e", "f"] },
		{ id, ...common, language: null, test: true, events: 0, targets: [] },
	]);
	expect(targets(open?.touches ?? [])).toEqual(["a", "b", "b", "c", "d", "e", "f"]);
	expect(stream.told).toEqual([{ id: "7", event: "open", data: open }]);
});

test("of what was before it tells the last events once, and after a break those that were missed alone", async () => {
	await using service = await openTestService();
	const { token } = await start(service);
	for (let count = 1; count <= 60; count++) await touch(service, token, `${count}`);
	await using stream = await follow(service);
	const [open] = await stream.wait<LiveOpen>("open");
	expect(targets(open?.touches ?? [])).toEqual(Array.from({ length: 50 }, (_, index) => `${index + 11}`));
	await using again = await follow(service, 59);
	const [resumed] = await again.wait<LiveOpen>("open");
	expect(resumed?.touches).toEqual([]);
	expect(again.told.map(({ event }) => event)).toEqual(["touch", "open"]);
});

test("it tells of a session from its start to its stop", async () => {
	await using service = await openTestService();
	await using stream = await follow(service);
	await stream.wait("open");
	const { token, id } = await start(service, { data: { language: "de" } });
	const place = { clickX: 960.5, clickY: 540, viewportWidth: 1920, viewportHeight: 1080, screen: "home", miss: true };
	service.clock.now += 5000;
	const touched = await touch(service, token, "map", place);
	service.clock.now += 5000;
	await stop(service, token, { reason: "idle" });
	const [ended] = await stream.wait<LiveStop>("stop");
	expect(stream.told.slice(1)).toEqual([
		{
			id: undefined,
			event: "session",
			data: { id, consumer_id: 1, started_at: START, language: "de", test: false, events: 0, targets: [] },
		},
		{
			id: `${touched}`,
			event: "touch",
			data: {
				id: touched,
				session_id: id,
				consumer_id: 1,
				time: "2026-01-31T12:00:05.000Z",
				action: "click",
				target: "map",
				screen: "home",
				x: 960.5,
				y: 540,
				viewport: { width: 1920, height: 1080 },
				miss: true,
			},
		},
		{ id: undefined, event: "stop", data: ended },
	]);
	expect(ended).toEqual({ id, consumer_id: 1, reason: "idle", stopped_at: "2026-01-31T12:00:10.000Z" });
});

test("a session that nobody stops is over after its time, and goes on when it is touched again", async () => {
	await using service = await openTestService();
	await using stream = await follow(service);
	const { token, id } = await start(service);
	service.clock.now += 60_000;
	await touch(service, token, "map");
	await stream.wait("touch");
	service.clock.now += 30 * 60_000;
	const [ended] = await stream.wait<LiveStop>("stop");
	expect(ended).toEqual({ id, consumer_id: 1, reason: "timeout", stopped_at: "2026-01-31T12:01:00.000Z" });
	await touch(service, token, "film");
	await stream.wait("touch", 2);
	const [, again] = await stream.wait<LiveSession>("session", 2);
	// As it was before the touch that is told of next.
	expect(again).toMatchObject({ id, events: 1, targets: ["map"] });
	expect(stream.told.map(({ event }) => event)).toEqual(["open", "session", "touch", "stop", "session", "touch"]);
});

test("a touch that comes late for a stopped session opens nothing", async () => {
	await using service = await openTestService();
	const { token } = await start(service);
	service.clock.now += 60_000;
	await stop(service, token);
	await using stream = await follow(service);
	service.clock.now -= 30_000;
	await touch(service, token, "late");
	await stream.wait("touch");
	expect(stream.told.map(({ event }) => event)).toEqual(["open", "touch"]);
	await using later = await follow(service);
	const [open] = await later.wait<LiveOpen>("open");
	expect(open?.sessions).toEqual([]);
});

test("a session that is deleted is over", async () => {
	await using service = await openTestService();
	const { id } = await start(service);
	await using stream = await follow(service);
	await stream.wait("open");
	using file = new Database(service.databasePath);
	file.run("DELETE FROM session_records");
	expect(await stream.wait<LiveStop>("stop")).toEqual([{ id, consumer_id: 1, reason: null, stopped_at: null }]);
});

test("what came in from long ago is no visitor's: its touches are told, its session is not", async () => {
	await using service = await openTestService();
	await using stream = await follow(service);
	await stream.wait("open");
	service.clock.now = Date.parse("2026-01-29T12:00:00Z");
	const { token } = await start(service, { ts: "2026-01-29T12:00:00Z" });
	service.clock.now = Date.parse("2026-01-31T12:00:00Z");
	await expectOk(await service.json("/events", { token, action: "click", data: {}, ts: "2026-01-29T12:00:01Z" }));
	await stream.wait("touch");
	const { id } = await start(service);
	expect((await stream.wait<LiveSession>("session")).map((session) => session.id)).toEqual([id]);
});

test("after a break it tells of what was missed, once, and of what is open now", async () => {
	await using service = await openTestService();
	const before = await start(service);
	const gone = await start(service);
	const seen = await touch(service, before.token, "seen");
	// Longer than one look takes in.
	const events = Array.from({ length: 450 }, (_, index) => ({
		action: "click",
		data: { target: `${index}` },
		ts: service.clock.now,
	}));
	await expectOk(await service.json("/events/batch", { token: before.token, events }));
	await stop(service, gone.token);
	const after = await start(service);
	await using stream = await follow(service, seen);
	const [open] = await stream.wait<LiveOpen>("open");
	expect(targets(await stream.wait<LiveTouch>("touch", 450))).toEqual(events.map(({ data }) => data.target));
	expect(stream.told.at(-1)?.event).toBe("open");
	expect(open?.sessions.map(({ id, events: count }) => [id, count])).toEqual([
		[before.id, 451],
		[after.id, 0],
	]);
	await touch(service, after.token, "new");
	expect(targets(await stream.wait<LiveTouch>("touch", 451)).at(-1)).toBe("new");
	expect(new Set(stream.told.flatMap(({ id }) => (id === undefined ? [] : id))).size).toBe(451);
});

test("nothing is lost or told twice while much goes on", async () => {
	await using service = await openTestService();
	const { token } = await start(service);
	await using first = await follow(service);
	await first.wait("open");
	const writing = (async () => {
		for (let batch = 0; batch < 10; batch++) {
			const events = Array.from({ length: 130 }, (_, index) => ({
				action: "click",
				data: { target: `${batch * 130 + index}` },
				ts: service.clock.now,
			}));
			await expectOk(await service.json("/events/batch", { token, events }));
		}
	})();
	const expected = Array.from({ length: 1300 }, (_, index) => `${index}`);
	// One that comes and goes all the time, and takes up where it was.
	const seen: (string | null)[] = [];
	let lastId = 0;
	while (seen.length < 1300) {
		await using stream = await follow(service, lastId);
		await stream.wait("touch");
		for (const { id, event, data } of stream.told) {
			if (id !== undefined) lastId = Number(id);
			if (event === "touch") seen.push((data as LiveTouch).target);
		}
	}
	await writing;
	expect(targets(await first.wait<LiveTouch>("touch", 1300))).toEqual(expected);
	expect(seen).toEqual(expected);
});

test("a Last-Event-ID of another file, or none at all, begins now", async () => {
	await using service = await openTestService();
	const { token } = await start(service);
	await touch(service, token, "before");
	for (const headers of [{ "last-event-id": "999999" }, { "last-event-id": "x" }, { "last-event-id": "" }]) {
		const response = await service.request("/live", { headers });
		await using stream = new Stream(response.body ?? new ReadableStream());
		await stream.wait("open");
		const id = await touch(service, token, "now");
		expect((await stream.wait<LiveTouch>("touch")).map((each) => each.id)).toEqual([id]);
	}
});

test("there is place for so many, and who goes makes place", async () => {
	await using service = await openTestService();
	const { token } = await start(service);
	const streams = await Promise.all(Array.from({ length: 32 }, () => follow(service)));
	await Promise.all(streams.map((stream) => stream.wait("open")));
	await expectError(await service.request("/live"), "busy");
	await touch(service, token, "map");
	for (const stream of streams) expect(targets(await stream.wait<LiveTouch>("touch"))).toEqual(["map"]);
	await streams.pop()?.[Symbol.asyncDispose]();
	let response = await service.request("/live");
	while (response.status === 503) response = await service.request("/live");
	expect(response.status).toBe(200);
	await response.body?.cancel();
	for (const stream of streams) await stream[Symbol.asyncDispose]();
});

test("HEAD tells its type, and opens no stream", async () => {
	await using service = await openTestService();
	const { token } = await start(service);
	// More than there may be streams.
	for (let number = 0; number < 40; number++) {
		const head = await service.request("/live", { method: "HEAD" });
		expect([head.status, head.headers.get("content-type")]).toEqual([200, "text/event-stream"]);
	}
	await using stream = await follow(service);
	await stream.wait("open");
	await touch(service, token, "map");
	expect(targets(await stream.wait<LiveTouch>("touch"))).toEqual(["map"]);
});

test("it ends when the server stops", async () => {
	const service = await openTestService();
	const stream = await follow(service);
	await stream.wait("open");
	await Promise.all([stream.end(), service[Symbol.asyncDispose]()]);
	expect(stream.told).toHaveLength(1);
});
