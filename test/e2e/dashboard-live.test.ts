import { afterAll, beforeAll, expect, setDefaultTimeout, test } from "bun:test";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { serveBinary } from "../support/binary.ts";
import { openBreakableProxy } from "../support/breakable-proxy.ts";
import { openBrowser } from "../support/browser.ts";
import { openPage, type ServedVisits, seriousViolations, serveVisits, settled } from "../support/dashboard-page.ts";
import { temporaryDirectory } from "../support/service.ts";

setDefaultTimeout(120_000);

const HOSTILE = `"><img src=x onerror="document.title='owned'"><script>document.title='owned'</script>`;

let visits: ServedVisits;
let browser: Browser;
let url: string;

beforeAll(async () => {
	visits = await serveVisits(2);
	url = visits.server.url;
	browser = await openBrowser();
});

afterAll(async () => {
	await browser.close();
	await visits[Symbol.asyncDispose]();
});

async function send<T>(path: string, body: object): Promise<T> {
	const response = await fetch(url + path, {
		method: "POST",
		headers: { "content-type": "application/json" },
		body: JSON.stringify(body),
	});
	expect(response.status).toBe(200);
	return (await response.json()) as T;
}

async function start(fields: object = {}) {
	return await send<{ token: string; session_id: number }>("/sessions", {
		consumer_key: visits.key,
		ts: Date.now(),
		...fields,
	});
}

async function touch(token: string, target: string, action = "click"): Promise<void> {
	await send("/events", { token, action, data: { target, screen: "home" }, ts: Date.now() });
}

async function stop(token: string): Promise<void> {
	await send("/sessions/stop", { token, ts: Date.now(), reason: "idle" });
}

/** What is shown of the kiosk that the test writes to. */
const kiosk = (page: Page) => page.locator(".kiosk-row li", { hasText: "Live" });
const card = (page: Page, session: number) =>
	page.locator(".card").filter({ has: page.locator(`a[href*="session=${session}"]`) });

test("a session is seen from its start to its end", async () => {
	await using opened = await openPage(browser, `${url}/dash?view=live`);
	const { page, faults } = opened;
	await settled(page);
	await kiosk(page).getByText("free").waitFor();
	const { token, session_id: id } = await start({ data: { language: "nb" }, test: true });
	const own = card(page, id);
	await own.waitFor();
	await kiosk(page).getByText("in use").waitFor();
	expect(await own.locator(".badge").allTextContents()).toEqual(["Trial", "nb"]);
	expect(await own.locator(".beat").count()).toBe(0);
	for (const target of ["lighthouse", "whale", "film"]) await touch(token, target);
	await own.getByText("Events: 3").waitFor();
	// The last one first.
	expect(await own.locator(".trail li").allTextContents()).toEqual(["film", "whale", "lighthouse"]);
	expect(await own.locator(".beat").count()).toBe(1);
	expect(await kiosk(page).locator(".beat").count()).toBe(1);
	expect((await page.locator(".last-touches .what").allTextContents()).slice(0, 3)).toEqual([
		"film",
		"whale",
		"lighthouse",
	]);
	// It tells for how long.
	const seconds = await own.locator(".numbers strong").textContent();
	await own
		.locator(".numbers strong")
		.filter({ hasNotText: new RegExp(`^${seconds}$`) })
		.waitFor();
	await stop(token);
	await own.getByText("Ended: nobody touched any more").waitFor();
	await kiosk(page).getByText("free").waitFor();
	expect(await seriousViolations(page)).toBe("[]");
	await own.waitFor({ state: "detached" });
	expect(faults).toEqual([]);
});

test("what was open before is there, and a card leads to its session", async () => {
	const { token, session_id: id } = await start();
	await touch(token, "earlier");
	await using opened = await openPage(browser, `${url}/dash?view=live`);
	const { page } = opened;
	const own = card(page, id);
	await own.getByText("earlier").waitFor();
	await own.getByText("Events: 1").waitFor();
	expect(await page.locator(".last-touches .what").first().textContent()).toBe("earlier");
	await own.getByRole("link").click();
	await page.getByRole("heading", { name: "Timeline" }).waitFor();
	await page.locator(".event", { hasText: "earlier" }).waitFor();
	await stop(token);
});

test("what the last touches were is there at once, with where, as wide as there is place", async () => {
	const { token } = await start();
	const target = "a target of some length";
	await touch(token, target);
	await using opened = await openPage(browser, `${url}/dash?view=live`, {
		prepare: (page) => page.setViewportSize({ width: 1440, height: 900 }),
	});
	const row = opened.page.locator(".last-touches li").filter({ hasText: target }).first();
	await row.waitFor();
	const isCut = await row
		.locator(".what .name, .hint")
		.evaluateAll((all) => all.map((each) => each["scrollWidth"] > each["clientWidth"] && each["clientWidth"] > 0));
	expect(isCut).toEqual([false, false]);
	await stop(token);
});

test("where there is no kiosk it says so", async () => {
	using directory = temporaryDirectory();
	await using server = await serveBinary(["--db", join(directory.path, "ticks.db"), "--log-level", "error"]);
	await using opened = await openPage(browser, `${server.url}/dash?view=live`);
	await opened.page.getByText("No kiosk yet").waitFor();
	await opened.page.getByText("No touch to show yet.").waitFor();
	expect(opened.faults).toEqual([]);
});

test("a connection that is lost is told of, and mends itself: what happened meanwhile is there", async () => {
	const [going, ending] = [await start(), await start()];
	await using proxy = openBreakableProxy(url);
	await using opened = await openPage(browser, `${proxy.url}/dash?view=live`);
	const { page } = opened;
	await settled(page);
	await card(page, ending.session_id).waitFor();
	await touch(going.token, "before");
	await page.locator(".last-touches").getByText("before").waitFor();
	proxy.cut();
	await page.getByText("The connection is lost. Trying again.").waitFor();
	for (const target of ["one", "two", "three"]) await touch(going.token, target);
	await stop(ending.token);
	const coming = await start();
	proxy.mend();
	await page.getByText("The connection is lost. Trying again.").waitFor({ state: "detached" });
	await card(page, coming.session_id).waitFor();
	await card(page, ending.session_id).getByText("Ended").waitFor();
	await card(page, going.session_id).getByText("Events: 4").waitFor();
	expect((await page.locator(".last-touches .what").allTextContents()).slice(0, 4)).toEqual([
		"three",
		"two",
		"one",
		"before",
	]);
	for (const { token } of [going, coming]) await stop(token);
});

test("what a stranger sends is shown as it happens, and does nothing", async () => {
	await using opened = await openPage(browser, `${url}/dash?view=live`, {
		prepare: (page) => page.setViewportSize({ width: 390, height: 844 }),
	});
	const { page, faults } = opened;
	await settled(page);
	const { token, session_id: id } = await start({ data: { language: HOSTILE } });
	await touch(token, HOSTILE, HOSTILE);
	await card(page, id).locator(".trail").getByText(HOSTILE).waitFor();
	await page.locator(".last-touches .what").getByText(HOSTILE).first().waitFor();
	expect(await page.locator("img").count()).toBe(0);
	expect(await page.title()).not.toBe("owned");
	expect(await page.evaluate<boolean>("document.documentElement.scrollWidth > innerWidth")).toBe(false);
	expect(await seriousViolations(page)).toBe("[]");
	expect(faults).toEqual([]);
	await stop(token);
});

test("who wants no motion is told by what stands there", async () => {
	await using opened = await openPage(browser, `${url}/dash?view=live`, {
		prepare: (page) => page.emulateMedia({ reducedMotion: "reduce" }),
	});
	const { page } = opened;
	await settled(page);
	const { token, session_id: id } = await start();
	await touch(token, "still");
	await card(page, id).getByText("Events: 1").waitFor();
	expect(await page.evaluate<number>("document.getAnimations().length")).toBe(0);
	await stop(token);
});

test.each([
	["de-DE", "Offene Sitzungen"],
	["nb-NO", "Åpne økter"],
])("in %s it speaks so", async (locale, title) => {
	await using opened = await openPage(browser, `${url}/dash?view=live`, { locale });
	await opened.page.getByRole("heading", { name: title }).waitFor();
});
