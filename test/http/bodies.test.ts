import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import type { ErrorCode } from "../../src/errors.ts";
import { openTestService, type TestService } from "../support/service.ts";
import { expectError, expectOk, type ListedEvent, queryFile } from "./expect-answer.ts";

const TS = "2026-01-31T12:00:00.000Z";

/** The four body types: each writes the same fields in its own way. */
const BODY_TYPES: Record<string, (fields: Record<string, string>) => RequestInit> = {
	"application/x-www-form-urlencoded": (fields) => ({ body: new URLSearchParams(fields) }),
	"multipart/form-data": (fields) => ({ body: multipart(Object.entries(fields)) }),
	"application/json": (fields) => typed("application/json", JSON.stringify(fields)),
	"text/plain": (fields) => typed("text/plain", JSON.stringify(fields)),
	"APPLICATION/X-WWW-FORM-URLENCODED; CHARSET=UTF-8": (fields) =>
		typed("APPLICATION/X-WWW-FORM-URLENCODED; CHARSET=UTF-8", new URLSearchParams(fields).toString()),
	"Application/JSON;charset=utf-8": (fields) => typed("Application/JSON;charset=utf-8", JSON.stringify(fields)),
	"TEXT/PLAIN ; charset=UTF-8": (fields) => typed("TEXT/PLAIN ; charset=UTF-8", JSON.stringify(fields)),
	"MULTIPART/FORM-DATA; boundary=x": ({ ...fields }) =>
		typed(
			"MULTIPART/FORM-DATA; boundary=x",
			`${Object.entries(fields)
				.map(([name, value]) => `--x\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`)
				.join("")}--x--\r\n`,
		),
	"application/json with a byte order mark": (fields) => typed("application/json", `\uFEFF${JSON.stringify(fields)}`),
};

let service: TestService;
beforeAll(async () => {
	service = await openTestService();
});
afterAll(() => service[Symbol.asyncDispose]());

describe.each(Object.entries(BODY_TYPES))("%s", (_type, write) => {
	const post = (path: string, fields: Record<string, string>) =>
		service.request(path, { method: "POST", ...write(fields) });

	test("every POST takes it", async () => {
		const { token, session_id } = await expectOk<{ token: string; session_id: number }>(
			await post("/sessions", { consumer_key: service.key, ts: TS, data: "bjørn 🐻", test: "1" }),
		);
		const { event_id } = await expectOk<{ event_id: number }>(
			await post("/events", { token, action: "søk & find", data: '{"a":"100%+ø"}', ts: TS }),
		);
		const items = [{ action: "zoom", data: 3, ts: TS }];
		const { results } = await expectOk<{ results: unknown[] }>(
			await post("/events/batch", { token, events: JSON.stringify(items) }),
		);
		expect(results).toEqual([{ status: 200, event_id: event_id + 1 }]);
		expect(await expectOk(await post("/sessions/stop", { token, ts: TS, reason: "idle" }))).toEqual({ status: 200 });
		const heartbeat = { consumer_key: service.key, ts: TS, page: "/søk" };
		expect(await expectOk(await post("/heartbeat", heartbeat))).toEqual({ status: 200 });

		const { events } = await expectOk<{ events: ListedEvent[] }>(
			await service.request(`/events?session=${session_id}`),
		);
		expect(events).toEqual([
			{ id: event_id, session_id, time: TS, action: "søk & find", data: { a: "100%+ø" } },
			{ id: event_id + 1, session_id, time: TS, action: "zoom", data: 3 },
		]);
		expect(
			queryFile(service.databasePath, `SELECT data, test, stop_reason FROM sessions WHERE id = ${session_id}`),
		).toEqual([{ data: "bjørn 🐻", test: 1, stop_reason: "idle" }]);
		expect(queryFile(service.databasePath, "SELECT page FROM heartbeats")).toEqual([{ page: "/søk" }]);
	});
});

describe("a body that is refused", () => {
	const deep = "[".repeat(40_000) + "]".repeat(40_000);
	const escaped = (data: string) => `{"token":"$TOKEN","action":"a","ts":"${TS}","data":${data}}`;
	const form = "application/x-www-form-urlencoded";
	const refused: [string, RequestInit, [ErrorCode, string?]][] = [
		["JSON cut short", typed("application/json", '{"a":'), ["malformed_body"]],
		["JSON twice", typed("application/json", "{}{}"), ["malformed_body"]],
		["no JSON, as text", typed("text/plain", "token=1"), ["malformed_body"]],
		["an empty body as JSON", typed("application/json", ""), ["malformed_body"]],
		["an array", typed("application/json", "[]"), ["malformed_body"]],
		["null", typed("application/json", "null"), ["malformed_body"]],
		["a text", typed("text/plain", '"token"'), ["malformed_body"]],
		["an array, 40,000 deep", typed("application/json", deep), ["malformed_body"]],
		["data, 40,000 deep", typed("application/json", escaped(deep)), ["too_large", "data"]],
		["an unknown member, 40,000 deep", typed("application/json", `{"x":${deep}}`), ["missing_parameter", "token"]],
		["bad UTF-8 in JSON", typed("application/json", Buffer.from('{"a":"\xff"}', "latin1")), ["malformed_body"]],
		["bad UTF-8 as text", typed("text/plain", Buffer.from('{"a":"\xc3"}', "latin1")), ["malformed_body"]],
		["bad UTF-8 in a form", typed(form, Buffer.from("a=\xff", "latin1")), ["malformed_body"]],
		["bad UTF-8, percent-encoded", typed(form, "a=%FF"), ["malformed_body"]],
		["bad UTF-8, percent-encoded name", typed(form, "%C3=1"), ["malformed_body"]],
		["a surrogate in UTF-8, percent-encoded", typed(form, "a=%ED%A0%80"), ["malformed_body"]],
		["multipart without a boundary", typed("multipart/form-data", "--x--"), ["malformed_body"]],
		["multipart that is none", typed("multipart/form-data; boundary=x", "token=1"), ["malformed_body"]],
		["bad UTF-8 in multipart", { body: multipart([["a", new Blob([Buffer.from([255])])]]) }, ["malformed_body"]],
		["NUL in data", typed("application/json", escaped('"a\\u0000b"')), ["invalid_parameter", "data"]],
		["half a surrogate pair in data", typed("application/json", escaped('"\\ud800"')), ["invalid_parameter", "data"]],
		["NUL in an action", { body: new URLSearchParams({ action: "\0" }) }, ["missing_parameter", "token"]],
		["an empty form", typed(form, ""), ["missing_parameter", "token"]],
		["no body and no type", {}, ["missing_parameter", "token"]],
		["a body without a type", { body: Buffer.from("{}") }, ["unsupported_media_type"]],
		["XML", typed("application/xml", "<a/>"), ["unsupported_media_type"]],
		["a type that begins like one of ours", typed("application/json5", "{}"), ["unsupported_media_type"]],
		["a gzipped body", typed("application/json", "{}", { "content-encoding": "gzip" }), ["unsupported_media_type"]],
	];

	test.each(refused)("%s", async (_name, init, [code, parameter]) => {
		const token = await service.startSession();
		const body = typeof init.body === "string" ? init.body.replace("$TOKEN", token) : init.body;
		const response = await service.request("/events", { method: "POST", ...init, ...(body == null ? {} : { body }) });
		await expectError(response, code, { parameter });
	});

	const texts = ["a\0b", "\0", "\ud800", "a\udc00b"];
	test.each(texts)("text that SQLite would not give back, in every place: %j", async (text) => {
		const token = await service.startSession();
		const places: [string, string, object][] = [
			["/events", "action", { token, action: text, data: "", ts: TS }],
			["/events", "data", { token, action: "a", data: text, ts: TS }],
			["/sessions", "data", { consumer_key: service.key, data: text, ts: TS }],
			["/sessions/stop", "reason", { token, reason: text, ts: TS }],
			["/heartbeat", "page", { consumer_key: service.key, page: text, ts: TS }],
		];
		for (const [path, parameter, body] of places) {
			await expectError(await service.json(path, body), "invalid_parameter", { parameter });
		}
		await expectError(
			await service.json("/events", { token: text, action: "a", data: "", ts: TS }),
			"unknown_session",
			{
				parameter: "token",
			},
		);
	});
});

describe("a form", () => {
	const rows: [string, string, Partial<ListedEvent>][] = [
		["the first of a name counts", "action=first&action=second&data=1&data=2", { action: "first", data: 1 }],
		["a bare %", "action=100%&data=5%+of+%C3%B8+%zz+%2", { action: "100%", data: "5% of ø %zz %2" }],
		["+ is a space, %2B a plus", "action=a+b%2Bc&data=", { action: "a b+c", data: "" }],
		["an empty pair, and a name without a value", "&&action=a&data&", { action: "a", data: "" }],
		["= in a value", "action=a=b&data=", { action: "a=b", data: "" }],
		["unknown parameters", "x=1&__proto__=2&constructor=3&toString=4&action=a&data=", { action: "a" }],
		["__proto__ gives no defaults", "__proto__=%7B%22data%22%3A2%7D&action=a&data=3", { data: 3 }],
	];

	test.each(rows)("%s", async (_name, text, expected) => {
		const token = await service.startSession();
		const init = typed("application/x-www-form-urlencoded", `token=${token}&ts=${TS}&${text}`);
		const answer = await expectOk<{ event_id: number }>(await service.request("/events", { method: "POST", ...init }));
		expect(await readEvent(answer.event_id)).toMatchObject(expected);
	});

	test("in multipart too, the first of a name counts and any name may be there", async () => {
		const body = multipart([
			["__proto__", "{}"],
			["token", await service.startSession()],
			["action", "first"],
			["action", "second"],
			["data", new File(["from a file"], "x.txt")],
			["ts", TS],
		]);
		const { event_id } = await expectOk<{ event_id: number }>(
			await service.request("/events", { method: "POST", body }),
		);
		expect(await readEvent(event_id)).toMatchObject({ action: "first", data: "from a file" });
	});
});

describe("a JSON body", () => {
	test("an inherited name is no field", async () => {
		const text = `{"__proto__":{"token":"${await service.startSession()}"},"action":"a","data":"","ts":"${TS}"}`;
		const response = await service.request("/events", { method: "POST", ...typed("application/json", text) });
		await expectError(response, "missing_parameter", { parameter: "token" });
	});

	const values = [
		"text",
		"",
		"3",
		3,
		-0.5,
		1e21,
		true,
		false,
		null,
		[],
		{},
		[1, "a", null],
		{ a: { b: [{}] } },
		"null",
	];
	test.each(values.map((value) => [value]))("data may be any value: %j", async (data) => {
		const token = await service.startSession();
		const { event_id } = await expectOk<{ event_id: number }>(
			await service.json("/events", { token, action: "a", data, ts: TS }),
		);
		const expected = data === "3" ? 3 : data === "null" ? null : data;
		expect((await readEvent(event_id)).data).toEqual(expected);
	});
});

test("data that is JSON text is given back to the letter", async () => {
	const texts = [
		'{"n":12345678901234567890}',
		"1.10",
		"[1e400]",
		'{ "a" : 1, "a" : 2 }',
		"\t[ ]\n",
		'"\\ud800\\u0000"',
	];
	const { token, session_id } = await expectOk<{ token: string; session_id: number }>(
		await service.form("/sessions", { consumer_key: service.key, ts: TS }),
	);
	for (const data of texts) {
		const { event_id } = await expectOk<{ event_id: number }>(
			await service.form("/events", { token, action: "raw", data, ts: TS }),
		);
		const answer = await service.request(`/events?sort.desc=id&limit=1`);
		expect(await answer.text()).toStartWith(
			`{"status":200,"events":[{"id":${event_id},"session_id":${session_id},"time":"${TS}","action":"raw","data":${data}}]`,
		);
	}
});

async function readEvent(id: number): Promise<ListedEvent> {
	const { events } = await expectOk<{ events: ListedEvent[] }>(await service.request("/events?sort.desc=id&limit=5"));
	const event = events.find((candidate) => candidate.id === id);
	if (event === undefined) throw new Error(`Event ${id} is not among the last ones`);
	return event;
}

function typed(type: string, body: string | Buffer<ArrayBuffer>, headers: Record<string, string> = {}) {
	return { body, headers: { "content-type": type, ...headers } };
}

function multipart(fields: Iterable<[string, string | Blob]>): FormData {
	const form = new FormData();
	for (const [name, value] of fields) form.append(name, value);
	return form;
}
