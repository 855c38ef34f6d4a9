import { afterAll, beforeAll, describe, expect, setDefaultTimeout, test } from "bun:test";
import fc from "fast-check";
import { parseIpFilter } from "../../src/model/ip-filter.ts";
import { isStorableText } from "../../src/model/text.ts";
import { addConsumer, openTestService, type TestService } from "../support/service.ts";
import { expectError, expectOk, type ListedEvent, type ListedSession } from "./expect-answer.ts";
import {
	type Filters,
	readHistory,
	selectEvents,
	selectSessions,
	toQuery,
	type Visit,
	writeVisits,
} from "./history.ts";

fc.configureGlobal({ seed: 20170825, numRuns: 60 });
setDefaultTimeout(20_000);

const OTHER = "b".repeat(32);
const FIRST = Date.parse("0001-01-02T00:00:00.000Z");
const LAST = Date.parse("9999-12-30T23:59:59.999Z");

let service: TestService;
let token: string;
beforeAll(async () => {
	service = await openTestService({
		config: { trustedProxy: parseIpFilter("127.0.0.1") },
		prepare: (path) => addConsumer(path, "Other", OTHER),
	});
	token = await service.startSession();
});
afterAll(() => service[Symbol.asyncDispose]());

/** Stores an event, and gives it as it is read. */
async function roundTrip(fields: object, asForm = false): Promise<ListedEvent | undefined> {
	const event = { token, action: "a", data: "", ts: "2026-01-31", ...fields };
	const response = asForm
		? await service.form("/events", event as Record<string, string>)
		: await service.json("/events", event);
	const { event_id } = await expectOk<{ event_id: number }>(response);
	const { events } = await expectOk<{ events: ListedEvent[] }>(await service.request("/events?sort.desc=id&limit=1"));
	expect(events[0]?.id).toBe(event_id);
	return events[0];
}

describe("ts", () => {
	const instant = fc.integer({ min: FIRST, max: LAST });
	/** An instant as a client may write it, to the millisecond. */
	const written = fc
		.tuple(
			instant,
			fc.constantFrom("T", "t", " "),
			fc.constantFrom(".", ","),
			fc.constantFrom("", "9", "999999"),
			fc.oneof(fc.constantFrom("", "Z", "z"), fc.tuple(fc.boolean(), fc.nat(23), fc.nat(59), fc.boolean())),
		)
		.map(([ms, separator, point, beyond, zone]) => {
			const two = (number: number) => `${number}`.padStart(2, "0");
			const [sign, hours, minutes, colon] = typeof zone === "string" ? [false, 0, 0, false] : zone;
			const offset = (sign ? 1 : -1) * (hours * 60 + minutes) * 60_000;
			const [day, time] = new Date(ms + offset).toISOString().slice(0, -1).split("T");
			const suffix =
				typeof zone === "string" ? zone : `${sign ? "+" : "-"}${two(hours)}${colon ? ":" : ""}${two(minutes)}`;
			return { ms, text: `${day}${separator}${time?.replace(".", point)}${beyond}${suffix}` };
		});

	test("in any notation arrives to the millisecond", () =>
		fc.assert(
			fc.asyncProperty(written, fc.boolean(), async ({ ms, text }, asForm) => {
				expect((await roundTrip({ ts: text }, asForm))?.time).toBe(new Date(ms).toISOString());
			}),
		));

	test("as epoch milliseconds arrives", () =>
		fc.assert(
			fc.asyncProperty(instant, fc.boolean(), async (ms, asForm) => {
				expect((await roundTrip({ ts: asForm ? `${ms}` : ms }, asForm))?.time).toBe(new Date(ms).toISOString());
			}),
		));

	test("of any other kind is refused", () => {
		const text = fc.oneof(
			fc.string({ unit: "binary" }),
			fc.string({ unit: fc.constantFrom(..."0123456789-:TZ+. ") }),
			written.map(({ text: good }) => `${good}x`),
			written.map(({ text: good }) => `1${good}`),
			fc.double().map(String),
		);
		const other = fc.oneof(
			fc.constant(null),
			fc.boolean(),
			fc.array(fc.integer()),
			fc.dictionary(fc.string(), fc.nat()),
		);
		const looksLikeTime = /^\d{4}-\d\d-\d\d([Tt ]\d\d:\d\d|$)|^-?\d{1,15}(\.\d+)?$/;
		return fc.assert(
			fc.asyncProperty(
				fc.oneof(
					text.filter((candidate) => !looksLikeTime.test(candidate)),
					other,
				),
				async (ts) => {
					const response = await service.json("/events", { token, action: "a", data: "", ts });
					await expectError(response, "invalid_parameter", { parameter: "ts" });
				},
			),
		);
	});
});

describe("data", () => {
	test("of any JSON value comes back", () =>
		fc.assert(
			fc.asyncProperty(fc.jsonValue({ noUnicodeString: false }), async (value) => {
				const stored = JSON.stringify(value);
				fc.pre(isStorableText(typeof value === "string" ? value : stored));
				const expected = typeof value === "string" ? asRead(value) : JSON.parse(stored);
				expect((await roundTrip({ data: value }))?.data).toEqual(expected);
			}),
		));

	test("of any well-formed text comes back", () =>
		fc.assert(
			fc.asyncProperty(fc.string({ unit: "binary" }), fc.boolean(), async (text, asForm) => {
				fc.pre(isStorableText(text));
				expect((await roundTrip({ data: text }, asForm))?.data).toEqual(asRead(text));
			}),
		));

	test("and any action come back as they were", () =>
		fc.assert(
			fc.asyncProperty(fc.string({ unit: "binary", maxLength: 60 }), async (action) => {
				fc.pre(isStorableText(action));
				expect((await roundTrip({ action }, true))?.action).toBe(action);
			}),
		));

	function asRead(text: string): unknown {
		try {
			return JSON.parse(text);
		} catch {
			return text;
		}
	}
});

describe("repeats", () => {
	test("in any order store each event once", () =>
		fc.assert(
			fc.asyncProperty(
				fc.uniqueArray(fc.uuid(), { minLength: 1, maxLength: 8 }).chain((ids) => fc.array(fc.constantFrom(...ids))),
				fc.boolean(),
				async (ids, atOnce) => {
					const own = await service.startSession();
					const send = async (id: string) => {
						const fields = { token: own, action: "a", data: 1, ts: "2026-01-31", id };
						return [
							id,
							(await expectOk<{ event_id: number }>(await service.json("/events", fields))).event_id,
						] as const;
					};
					const answers: (readonly [string, number])[] = [];
					if (atOnce) answers.push(...(await Promise.all(ids.map(send))));
					else for (const id of ids) answers.push(await send(id));
					const byId = new Map(answers);
					expect(answers.every(([id, event]) => byId.get(id) === event)).toBeTrue();
					const { sessions } = await expectOk<{ sessions: ListedSession[] }>(
						await service.request("/sessions?sort.desc=id&limit=1"),
					);
					expect(sessions[0]?.events).toBe(new Set(ids).size);
				},
			),
			{ numRuns: 30 },
		));

	test("of any UUID, in any letters, are one", () =>
		fc.assert(
			fc.asyncProperty(fc.uuid(), async (id) => {
				const first = await service.json("/sessions", { consumer_key: service.key, ts: 0, id });
				const again = await service.json("/sessions", { consumer_key: service.key, ts: 0, id: id.toUpperCase() });
				expect(await expectOk<object>(again)).toEqual(await expectOk<object>(first));
			}),
		));

	test("no other text is an id", () =>
		fc.assert(
			fc.asyncProperty(fc.string({ unit: "binary" }), async (id) => {
				const response = await service.json("/sessions", { consumer_key: service.key, ts: 0, id });
				await expectError(response, "invalid_parameter", { parameter: "id" });
			}),
		));
});

test("filters, against brute force over a random history", async () => {
	const ip = fc.constantFrom("10.0.0.1", "10.0.0.2", "2001:db8::1");
	const action = fc.constantFrom("click", "zoom", "søk", "Click");
	const time = fc
		.integer({ min: Date.UTC(2016, 11, 30), max: Date.UTC(2017, 1, 3) })
		.map((ms) => new Date(ms).toISOString());
	const visit: fc.Arbitrary<Visit> = fc.record({
		key: fc.constantFrom(service.key, OTHER),
		ip,
		startedAt: time,
		events: fc.array(fc.record({ ts: time, action, data: fc.nat() }), { maxLength: 5 }),
	});
	const [visits = []] = fc.sample(fc.array(visit, { minLength: 40, maxLength: 40 }), 1);
	await writeVisits(service, visits);
	const history = readHistory(service.databasePath);
	const date = fc.tuple(time, fc.constantFrom(4, 7, 10, 13, 16)).map(([text, length]) => text.slice(0, length));
	const some = { requiredKeys: [] };
	const consumer = fc.integer({ min: 0, max: 3 });
	const session = fc.integer({ min: 1, max: history.sessions.length });
	await fc.assert(
		fc.asyncProperty(
			fc.record({ ip, consumer, session, action, date, from: time, to: time }, some),
			async (filters: Filters) => {
				const query = `limit=100000&${toQuery(filters)}`;
				const { sessions } = await expectOk<{ sessions: ListedSession[] }>(await service.request(`/sessions?${query}`));
				expect(sessions.map(({ id }) => id)).toEqual(selectSessions(history, filters).map(({ id }) => id));
				const { events } = await expectOk<{ events: ListedEvent[] }>(await service.request(`/events?${query}`));
				expect(events.map(({ id }) => id)).toEqual(selectEvents(history, filters).map(({ id }) => id));
			},
		),
		{ numRuns: 150 },
	);
});
