import { describe, expect, test } from "bun:test";
import { LIMITS } from "../../src/model/limits.ts";
import type { Touches } from "../../src/model/reports/answers.ts";
import { addConsumer, openTestService, type TestService } from "../support/service.ts";
import { expectError, expectOk, queryFile } from "./expect-answer.ts";
import { PICTURES, PNG, picture, touchPlace, upload } from "./pictures.ts";
import { makeShare } from "./shares.ts";

const MAP = { screen: "map", width: 1920, height: 1080 };

const base64 = (text: string) => Buffer.from(text, "latin1").toString("base64");
const kept = (service: TestService) =>
	queryFile<{ place: string; type: string }>(service.databasePath, "SELECT place, type FROM pictures ORDER BY place");
const send = (service: TestService, body: object) =>
	service.json("/dashboard/pictures", { ...MAP, picture: PNG, ...body });
const touches = async (service: TestService) =>
	(await expectOk<{ report: Touches }>(await service.request("/reports/touches"))).report;

test.each(Object.entries(PICTURES))("%s is given back as it came, and as nothing else", async (type, sent) => {
	await using service = await openTestService();
	await upload(service, MAP, sent);
	expect(kept(service)).toEqual([{ place: "1920x1080 map", type }]);
	const response = await picture(service, MAP);
	expect(response.status).toBe(200);
	expect(Buffer.from(await response.arrayBuffer()).toString("base64")).toBe(sent);
	const { headers } = response;
	expect(headers.get("content-type")).toBe(type);
	expect(headers.get("x-content-type-options")).toBe("nosniff");
	expect(headers.get("content-security-policy")).toBe("default-src 'none'");
	expect(headers.get("cross-origin-resource-policy")).toBe("same-origin");
	expect(headers.get("cache-control")).toBe("private, no-cache");
	const head = await picture(service, MAP, { method: "HEAD" });
	expect([head.status, head.headers.get("content-type"), await head.text()]).toEqual([200, type, ""]);
});

describe("what is no picture is refused, whatever it says that it is", () => {
	const rows: [string, string][] = [
		["nothing", ""],
		["no base64", "***"],
		["base64 with a bad end", `${PNG}=`],
		["base64 whose + became blanks in a form", PNG.replaceAll("+", " ")],
		["a data URL", `data:image/png;base64,${PNG}`],
		["SVG", base64('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>')],
		["SVG with a declaration", base64('<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"/>')],
		["HTML", base64("<!doctype html><script>alert(1)</script>")],
		["GIF", base64("GIF89a\x01\x00\x01\x00")],
		["another RIFF file", base64("RIFF\x24\x00\x00\x00WAVEfmt ")],
		["the first bytes of a PNG", base64("\x89PNG\r\n\x1a\n")],
		["a PNG's name", base64("PNG")],
		["two bytes of a JPEG", base64("\xff\xd8")],
		["bytes before a PNG", base64(`<script>${Buffer.from(PNG, "base64").toString("latin1")}`)],
	];

	test.each(rows)("%s", async (_name, sent) => {
		await using service = await openTestService();
		await expectError(await send(service, { picture: sent }), "invalid_parameter", { parameter: "picture" });
		expect(kept(service)).toEqual([]);
	});

	test("its type is what its bytes say, and not what the request says", async () => {
		await using service = await openTestService();
		await expectOk(
			await service.request("/dashboard/pictures?type=text/html", {
				method: "POST",
				body: JSON.stringify({ ...MAP, picture: PNG, type: "text/html" }),
				headers: { "content-type": "text/plain", "sec-fetch-site": "same-origin" },
			}),
		);
		expect((await picture(service, MAP)).headers.get("content-type")).toBe("image/png");
	});

	test("one that is larger than a body may be", async () => {
		await using service = await openTestService();
		const room = LIMITS.bodyBytes - JSON.stringify({ ...MAP, picture: "" }).length;
		const bytes = Buffer.alloc(Math.floor(room / 4) * 3, Buffer.from(PNG, "base64"));
		await expectOk(await send(service, { picture: bytes.toString("base64") }));
		expect((await (await picture(service, MAP)).bytes()).byteLength).toBe(bytes.byteLength);
		const larger = Buffer.concat([bytes, Buffer.alloc(3)]).toString("base64");
		const sent = await service.request("/dashboard/pictures", {
			method: "POST",
			body: JSON.stringify({ ...MAP, picture: larger }),
			headers: { "content-type": "application/json" },
			keepalive: false,
		});
		await expectError(sent, "too_large");
	});
});

describe("a place", () => {
	const refused: [string, object, string, "invalid_parameter" | "missing_parameter" | "too_large"][] = [
		["without a screen", { screen: undefined }, "screen", "missing_parameter"],
		["with a NUL", { screen: "a\0b" }, "screen", "invalid_parameter"],
		["with half a surrogate pair", { screen: "\ud800" }, "screen", "invalid_parameter"],
		["with a name beyond measure", { screen: "x".repeat(2001) }, "screen", "too_large"],
		["without a width", { width: undefined }, "width", "missing_parameter"],
		["of no width", { width: 0 }, "width", "invalid_parameter"],
		["of a broken height", { height: 1.5 }, "height", "invalid_parameter"],
		["beyond any screen", { height: 100_001 }, "height", "invalid_parameter"],
	];

	test.each(refused)("%s is refused", async (_name, body, parameter, code) => {
		await using service = await openTestService();
		await expectError(await send(service, body), code, { parameter });
	});

	const names: [string, string][] = [
		["nothing", ""],
		["a blank", " "],
		["markup", `"><img src=x onerror=alert(1)>`],
		["an address", "/kart?språk=nb&x=1#øst"],
		["a statement", "'; DROP TABLE pictures; --"],
		["lines of a header", "two\nlines\r\nSet-Cookie: a=b"],
		["as a place is", "1920x1080 map"],
		["more than is kept", "x".repeat(1000)],
		["more than is kept, with half a letter at the end", `${"x".repeat(489)}𐀀`],
	];

	test.each(names)("called %s is the same for touches and pictures", async (_name, screen) => {
		await using service = await openTestService();
		const place = { ...MAP, screen };
		await touchPlace(service, place);
		expect((await touches(service)).picture).toBeFalse();
		await upload(service, place);
		const report = await touches(service);
		expect(report.picture).toBeTrue();
		// By the name that was sent, and by the one that the report gives, which of a long one is the beginning.
		expect((await picture(service, place)).status).toBe(200);
		expect((await picture(service, { ...MAP, screen: report.places[0]?.screen ?? "?" })).status).toBe(200);
		expect((await picture(service, { ...MAP, screen: "another" })).status).toBe(404);
		await expectOk(await service.json("/dashboard/pictures/remove", place));
		expect(kept(service)).toEqual([]);
		expect((await touches(service)).picture).toBeFalse();
	});

	test("without a picture of its own has that of the same screen in another viewport of the same shape", async () => {
		await using service = await openTestService();
		await upload(service, { ...MAP, width: 3840, height: 2160 }, PICTURES["image/webp"]);
		await upload(service, { ...MAP, width: 1080, height: 1920 }, PICTURES["image/jpeg"]);
		await upload(service, { ...MAP, screen: "quiz" }, PICTURES["image/png"]);
		const typeOf = async (width: number, height: number, screen = "map") =>
			(await picture(service, { screen, width, height })).headers.get("content-type");
		expect(await typeOf(1920, 1080)).toBe("image/webp");
		expect(await typeOf(1366, 768)).toBe("image/webp");
		expect(await typeOf(540, 960)).toBe("image/jpeg");
		expect(await typeOf(1928, 1080)).toBe("image/webp");
		// Sixteen to ten, and 1.2% off.
		for (const [width, height] of [
			[1920, 1200],
			[1943, 1080],
		] as const) {
			await expectError(await picture(service, { ...MAP, width, height }), "not_found");
		}
		await touchPlace(service, { ...MAP, width: 1366, height: 768 });
		expect((await touches(service)).picture).toBeTrue();
		await upload(service, { ...MAP, width: 1366, height: 768 }, PICTURES["image/png"]);
		expect(await typeOf(1366, 768)).toBe("image/png");
		expect(await typeOf(1280, 720)).toBe("image/png");
		// What is removed is what is seen.
		const remove = () => service.json("/dashboard/pictures/remove", { ...MAP, width: 1280, height: 720 });
		await expectOk(await remove());
		expect(await typeOf(1280, 720)).toBe("image/webp");
		await expectOk(await remove());
		await expectError(await remove(), "not_found");
		expect(kept(service).map(({ place }) => place)).toEqual(["1080x1920 map", "1920x1080 quiz"]);
	});
});

test("a picture is sent once, and asked for by its ETag until there is another", async () => {
	await using service = await openTestService();
	await upload(service, MAP);
	const etag = (await picture(service, MAP)).headers.get("etag") ?? "";
	expect(etag).toMatch(/^"[0-9a-z]+"$/);
	const ask = () => picture(service, MAP, { headers: { "if-none-match": `"other", ${etag}` } });
	const known = await ask();
	expect([known.status, await known.text(), known.headers.get("etag")]).toEqual([304, "", etag]);
	await upload(service, MAP, PICTURES["image/webp"]);
	expect((await ask()).status).toBe(200);
	expect(kept(service)).toHaveLength(1);
});

test("a shared link shows the pictures of the screens that its kiosks' visitors touched, and no others", async () => {
	const key = "b".repeat(32);
	await using service = await openTestService({ prepare: (path) => addConsumer(path, "Other", key) });
	const quiz = { ...MAP, screen: "quiz" };
	for (const place of [MAP, quiz]) await upload(service, place);
	// In the order in which they were made.
	const [other, own, all] = [await makeShare(service, [1]), await makeShare(service, [2]), await makeShare(service)];
	const seen = async ({ headers }: { headers: Record<string, string> }) => {
		const answers = [await picture(service, MAP, { headers }), await picture(service, quiz, { headers })];
		return answers.map(({ status }) => status);
	};
	expect(await seen(own)).toEqual([404, 404]);
	await touchPlace(service, MAP);
	expect(await seen(own)).toEqual([200, 404]);
	expect(await seen(other)).toEqual([404, 404]);
	expect(await seen(all)).toEqual([200, 200]);
	await touchPlace(service, quiz, key);
	expect(await seen(other)).toEqual([404, 200]);
});

test("a kiosk's own picture is its alone, and goes with it by a shared link", async () => {
	const key = "b".repeat(32);
	await using service = await openTestService({ prepare: (path) => addConsumer(path, "Other", key) });
	for (const each of [service.key, key]) await touchPlace(service, MAP, each);
	await upload(service, MAP, PICTURES["image/jpeg"]);
	await upload(service, { ...MAP, consumer: 1 }, PICTURES["image/png"]);
	const typeOf = async (consumer?: number, headers = {}) =>
		(await picture(service, consumer === undefined ? MAP : { ...MAP, consumer }, { headers })).headers.get(
			"content-type",
		);
	expect([await typeOf(), await typeOf(1), await typeOf(2)]).toEqual(["image/jpeg", "image/png", "image/jpeg"]);
	const [one, other, both] = [await makeShare(service, [1]), await makeShare(service, [2]), await makeShare(service)];
	expect([await typeOf(undefined, one.headers), await typeOf(1, one.headers)]).toEqual(["image/png", "image/png"]);
	expect(await typeOf(undefined, other.headers)).toBe("image/jpeg");
	await expectError(await picture(service, { ...MAP, consumer: 1 }, { headers: other.headers }), "not_found");
	expect(await typeOf(1, both.headers)).toBe("image/png");
	// Each is removed by itself.
	const remove = async (consumer: number) =>
		expectOk(await service.json("/dashboard/pictures/remove", { ...MAP, consumer }));
	await remove(1);
	expect([await typeOf(1), await typeOf()]).toEqual(["image/jpeg", "image/jpeg"]);
	await remove(1);
	expect(kept(service)).toEqual([]);
	await expectError(await send(service, { consumer: 3 }), "unknown_consumer_id", { parameter: "consumer" });
});
