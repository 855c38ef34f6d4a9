import { expect, setDefaultTimeout, test } from "bun:test";
import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { DEFAULT_OWNER_SETTINGS } from "../../src/model/reports/settings.ts";
import { insertUnpackedSessions } from "../support/packed-history.ts";
import { openTestService, type TestService, temporaryDirectory } from "../support/service.ts";
import { openComposedService } from "./composed-service.ts";
import { expectError, expectOk } from "./expect-answer.ts";

setDefaultTimeout(30_000);

/** A service with one session of 42 seconds, on the 10th of January, 2026. */
async function openVisited(options: Parameters<typeof openTestService>[0] = {}): Promise<TestService> {
	const service = await openTestService(options);
	service.clock.now = Date.UTC(2026, 0, 10, 10);
	const token = await service.startSession({ ts: "2026-01-10T10:00:00Z" });
	for (const [ts, target] of [
		["2026-01-10T10:00:05Z", "map"],
		["2026-01-10T10:00:47Z", "film"],
	]) {
		await service.json("/events", { token, action: "click", data: { target }, ts });
	}
	return service;
}

test("is a page to be saved, named by its days, that loads and runs nothing", async () => {
	await using service = await openVisited();
	const response = await service.request("/reports/page?from=2026-01-10&to=2026-01-11&zone=Europe/Oslo");
	expect(response.status).toBe(200);
	expect(Object.fromEntries(response.headers)).toMatchObject({
		"content-type": "text/html; charset=utf-8",
		"content-disposition": 'attachment; filename="microticks-2026-01-10-2026-01-11.html"',
		"cache-control": "no-store",
		"x-content-type-options": "nosniff",
		"content-security-policy": "default-src 'none'; style-src 'unsafe-inline'; img-src data:; sandbox",
	});
	const page = await response.text();
	expect(page).toContain("10 – 11, 2026");
	expect(page).toContain('<span class="figure">42s</span>');
	expect(page).toContain("Jan 8, 2026, up to the same time of day");
});

test("is answered to HEAD as to GET, without the page", async () => {
	await using service = await openVisited();
	const path = "/reports/page?from=2026-01-10&to=2026-01-11";
	const [get, head] = [await service.request(path), await service.request(path, { method: "HEAD" })];
	expect(head.status).toBe(200);
	expect(await head.text()).toBe("");
	expect((await service.request("/reports/page?lang=fr", { method: "HEAD" })).status).toBe(400);
	for (const name of ["content-type", "content-length", "content-disposition", "content-security-policy"]) {
		expect(head.headers.get(name)).toBe(get.headers.get(name));
	}
});

test.each([
	["de", '<html lang="de">', "Was Besucher taten, 10. Januar 2026"],
	["nb-NO", '<html lang="nb-NO">', "Hva de besøkende gjorde, 10. januar 2026"],
	["en-GB", '<html lang="en-GB">', "What visitors did, 10 January 2026"],
])("speaks %s", async (lang, html, title) => {
	await using service = await openVisited();
	const page = await (await service.request(`/reports/page?from=2026-01-10&to=2026-01-10&lang=${lang}`)).text();
	expect(page).toContain(html);
	expect(page).toContain(`<title>${title} · Microticks</title>`);
});

test("is compared with another range, or with none", async () => {
	await using service = await openVisited();
	const path = "/reports/page?from=2026-01-10&to=2026-01-10&lang=en-GB";
	expect(await (await service.request(`${path}&compare=2025-12-01/2025-12-31`)).text()).toContain(
		"1 – 31 December 2025",
	);
	expect(await (await service.request(`${path}&compare=none`)).text()).not.toContain("Compared with");
});

test.each([
	["lang=fr", "lang"],
	["lang=en-x", "lang"],
	["lang=constructor", "lang"],
	["zone=Mars", "zone"],
	["from=2026-02-30", "from"],
	["from=2026-01-11&to=2026-01-10", "from"],
	["consumer=Foyer", "consumer"],
	["compare=never", "compare"],
])("%s is refused", async (query, parameter) => {
	await using service = await openVisited();
	await expectError(await service.request(`/reports/page?${query}`), "invalid_parameter", { parameter });
});

test("is of the consumers that are asked for alone", async () => {
	await using service = await openVisited();
	const path = "/reports/page?from=2026-01-10&to=2026-01-10";
	expect(await (await service.request(`${path}&consumer=1`)).text()).toContain("<dd>Test</dd>");
	const other = await (await service.request(`${path}&consumer=2`)).text();
	expect(other).not.toContain("<dd>Test</dd>");
	expect(other).toContain("Nothing in this range.");
});

test.each([
	["", undefined],
	["&faulty=only", "Only sessions of a faulty screen"],
	["&test=only&faulty=include", "Only trials by staff. Counted too: sessions of a faulty screen"],
	["&excluded=include", "Counted too: excluded ranges"],
])("with %p it says what counts that is left out else", async (query, said) => {
	await using service = await openVisited();
	const excluded = [{ from: "2026-01-09", to: "2026-01-09", reason: "Press" }];
	await expectOk(await service.json("/dashboard/settings", { settings: { ...DEFAULT_OWNER_SETTINGS, excluded } }));
	const page = await (await service.request(`/reports/page?from=2026-01-09&to=2026-01-10${query}`)).text();
	const [, counting] = /<dt>What counts<\/dt><dd>([^<]*)<\/dd>/.exec(page) ?? [];
	expect(counting).toBe(said);
});

test("asks for the key that reading asks for", async () => {
	await using service = await openVisited({ config: { readKey: "secret" } });
	await expectError(await service.request("/reports/page"), "api_key_required");
	const response = await service.request("/reports/page", { headers: { authorization: "Bearer secret" } });
	expect(response.status).toBe(200);
	await response.text();
});

test("nobody waits for a page but who asked for it; who leaves makes place for the next one", async () => {
	using directory = temporaryDirectory();
	const thread = join(directory.path, "worker.ts");
	const begun = join(directory.path, "begun");
	writeFileSync(
		thread,
		`import { writeFileSync } from "node:fs";
		self.onmessage = () => {
			writeFileSync(${JSON.stringify(begun)}, "");
			for (;;) Math.random();
		};`,
	);
	await using composed = openComposedService({}, undefined, thread);
	const leaving = new AbortController();
	const left = composed.request("/reports/page", { signal: leaving.signal }).catch((error: Error) => error.name);
	while (!existsSync(begun)) await new Promise(setImmediate);
	const other = await composed.request("/reports/page");
	await expectError(other, "busy");
	expect(other.headers.get("retry-after")).toBe("3");
	await expectOk(await composed.request("/healthz"));
	await expectOk(await composed.request("/reports/totals"));
	writeFileSync(thread, `import ${JSON.stringify(new URL("../../src/printed/worker.ts", import.meta.url).pathname)};`);
	leaving.abort();
	expect(await left).toBe("AbortError");
	for (;;) {
		const next = await composed.request("/reports/page");
		if (next.status === 200) {
			expect(await next.text()).toStartWith("<!doctype html>");
			break;
		}
		await expectError(next, "busy");
	}
});

test("says so where the packs are not made yet", async () => {
	await using service = await openTestService({ prepare: insertUnpackedSessions });
	const response = await service.request("/reports/page");
	await expectError(response, "reports_not_ready", { sentence: "The reports are being made: 20001 sessions to go" });
	expect(response.headers.get("retry-after")).toBe("5");
});
