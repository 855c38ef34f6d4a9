import { afterAll, beforeAll, expect, setDefaultTimeout, test } from "bun:test";
import type { Browser, Page } from "playwright-core";
import type { Totals } from "../../src/model/reports/answers.ts";
import type { Sessions } from "../../src/model/reports/session-answers.ts";
import { openBrowser } from "../support/browser.ts";
import { openPage, type ServedVisits, seriousViolations, serveVisits, settled } from "../support/dashboard-page.ts";

setDefaultTimeout(120_000);

let visits: ServedVisits;
let browser: Browser;

beforeAll(async () => {
	visits = await serveVisits();
	browser = await openBrowser();
});

afterAll(async () => {
	await browser.close();
	await visits[Symbol.asyncDispose]();
});

/** A proxy that serves the program under a sub-path, to visitors from elsewhere: they may not read without a key. */
function openProxy(): { readonly url: string } & AsyncDisposable {
	const front = Bun.serve({
		port: 0,
		hostname: "127.0.0.1",
		idleTimeout: 60,
		fetch(request) {
			const { pathname, search } = new URL(request.url);
			const headers = new Headers(request.headers);
			headers.set("x-forwarded-for", "192.0.2.7");
			const path = pathname.replace(/^\/museum/, "");
			return fetch(visits.server.url + path + search, { headers, method: request.method, decompress: false });
		},
	});
	return { url: `http://127.0.0.1:${front.port}/museum`, [Symbol.asyncDispose]: () => front.stop(true) };
}

/** Makes a link on the settings' page, and gives its address. */
async function makeLink(page: Page, name: string, kiosks?: readonly string[]): Promise<string> {
	await page.getByLabel("Who it is for").fill(name);
	if (kiosks !== undefined) {
		await page.getByLabel("All kiosks, also those to come").uncheck();
		for (const kiosk of kiosks) await page.getByLabel(kiosk, { exact: true }).check();
	}
	await page.getByRole("button", { name: "Make a link" }).click();
	await page.getByRole("row", { name }).waitFor();
	return await page.getByLabel("The link. It is shown this once").inputValue();
}

async function openSettings(): ReturnType<typeof openPage> {
	const opened = await openPage(browser, `${visits.server.url}/dash?view=settings`);
	await settled(opened.page);
	return opened;
}

/** The address of a link behind the proxy, on some view. */
function elsewhere(link: string, front: { readonly url: string }, query = ""): string {
	return `${front.url}/dash${query}${new URL(link).hash}`;
}

const SHOWN_VIEWS = ["Overview", "Live", "Elements", "Touches", "Journeys", "Sessions", "Kiosks"];

test("the owner makes a link of some kiosks, sees it once, and finds it in the list", async () => {
	await using owner = await openSettings();
	const { page, faults } = owner;
	const link = await makeLink(page, "Director", ["Foyer table", "Children's corner"]);
	expect(link).toMatch(new RegExp(`^${visits.server.url}/dash#share=[0-9a-f]{32}$`));
	const row = page.getByRole("row", { name: "Director" });
	expect(await row.locator("td").first().textContent()).toBe("Foyer table, Children's corner");
	expect(await seriousViolations(page)).toBe("[]");
	await page.getByRole("button", { name: "Copy" }).click();
	await page.getByText("Copied").waitFor();
	await page.reload();
	await page.getByRole("row", { name: "Director" }).waitFor();
	expect(await page.content()).not.toContain(new URL(link).hash.slice("#share=".length));
	expect(faults).toEqual([]);
});

test("who has a link sees its kiosks alone, from elsewhere and under a sub-path, and can change nothing", async () => {
	await using owner = await openSettings();
	const link = await makeLink(owner.page, "Elsewhere", ["Foyer table", "Ocean table"]);
	await using front = openProxy();
	await using shared = await openPage(browser, elsewhere(link, front, "?range=7d&zone=UTC"));
	const { page, faults, requests } = shared;
	await settled(page);
	await page.getByText("Shared view").waitFor();
	expect(await page.locator("nav a").allTextContents()).toEqual(SHOWN_VIEWS);
	const today = new Date().toISOString().slice(0, 10);
	const before = new Date(Date.now() - 6 * 86_400_000).toISOString().slice(0, 10);
	const query = `from=${before}&to=${today}&zone=UTC&consumer=1,2`;
	const answer = await fetch(`${visits.server.url}/reports/totals?${query}`);
	const { report } = (await answer.json()) as { report: Totals };
	const shown = (await page.locator(".figure").first().textContent())?.replaceAll(/\D/g, "");
	expect(shown).toBe(`${report.sessions}`);

	for (const view of SHOWN_VIEWS) {
		await page.getByRole("link", { name: view, exact: true }).click();
		await settled(page);
		expect(await page.locator("nav [aria-current=page]").textContent()).toBe(view);
		expect(new URL(page.url()).hash).toBe(new URL(link).hash);
		expect(await page.locator("[role=alert]").count()).toBe(0);
		expect(await seriousViolations(page)).toBe("[]");
		// Saving what is seen is all that can be done.
		const buttons = await page.locator("main button, main input[type=file]").allTextContents();
		expect(buttons.filter((text) => !["Report", "Table", "PNG", "SVG", "CSV", "NDJSON", ""].includes(text))).toEqual(
			view === "Journeys" ? [expect.stringMatching("Add")] : [],
		);
	}
	expect(await page.locator("tbody th").allTextContents()).toEqual(["Foyer table ", "Ocean table "]);
	await page.goBack();
	await settled(page);
	expect(await page.locator("nav [aria-current=page]").textContent()).toBe("Sessions");
	await page.getByRole("button", { name: "Skip to the content" }).press("Enter");
	await page.reload();
	await settled(page);
	expect(await page.locator("nav [aria-current=page]").textContent()).toBe("Sessions");
	expect(faults).toEqual([]);
	const token = new URL(link).hash.slice("#share=".length);
	expect(requests.filter((url) => url.includes(token) && !url.includes(`#share=${token}`))).toEqual([]);
	expect(requests.filter((url) => !url.startsWith(`${front.url}/`) && !/^(data|blob):/.test(url))).toEqual([]);
});

test("what is the owner's alone is not there by its address either", async () => {
	await using owner = await openSettings();
	const link = await makeLink(owner.page, "Curious");
	await using front = openProxy();
	await using shared = await openPage(browser, elsewhere(link, front, "?view=settings"));
	await settled(shared.page);
	expect(await shared.page.locator("nav [aria-current=page]").textContent()).toBe("Overview");
	expect(shared.faults).toEqual([]);
});

test("by a link, its kiosks' sessions are seen event by event, and of others that there are none", async () => {
	await using owner = await openSettings();
	const link = await makeLink(owner.page, "Follower", ["Ocean table"]);
	await using front = openProxy();
	await using shared = await openPage(browser, elsewhere(link, front, "?view=sessions"));
	const { page, faults } = shared;
	await settled(page);
	const names = await page.locator(".session-list tbody td:nth-child(2)").allTextContents();
	expect(new Set(names)).toEqual(new Set(["Ocean table"]));
	await page.locator(".session-list tbody a").first().click();
	await page.locator(".event-list .event").first().waitFor();
	expect(faults).toEqual([]);
	const answer = await fetch(`${visits.server.url}/reports/sessions?consumer=1&limit=1`);
	const { report } = (await answer.json()) as { report: Sessions };
	await using other = await openPage(
		browser,
		elsewhere(link, front, `?view=sessions&session=${report.sessions[0]?.id}`),
	);
	await other.page.getByText("There is no such session.").waitFor();
});

test("a touch is seen live by a link, and one of another kiosk is not", async () => {
	await using owner = await openSettings();
	const live = await makeLink(owner.page, "Of the live one", ["Live"]);
	const other = await makeLink(owner.page, "Of another one", ["Foyer table"]);
	await using front = openProxy();
	await using shown = await openPage(browser, elsewhere(live, front, "?view=live"));
	await using hidden = await openPage(browser, elsewhere(other, front, "?view=live"));
	for (const { page } of [shown, hidden]) await settled(page);
	const send = async (path: string, body: object) =>
		(await (
			await fetch(visits.server.url + path, {
				method: "POST",
				headers: { "content-type": "application/json" },
				body: JSON.stringify(body),
			})
		).json()) as { token: string };
	const { token } = await send("/sessions", { consumer_key: visits.key, ts: Date.now() });
	await send("/events", { token, action: "click", data: { target: "seen live" }, ts: Date.now() });
	await shown.page.locator(".last-touches").getByText("seen live").waitFor();
	expect(await hidden.page.getByText("seen live").count()).toBe(0);
});

test("a link is revoked after a question, and says so calmly from then on", async () => {
	await using owner = await openSettings();
	const { page } = owner;
	const link = await makeLink(page, "Trustee");
	await using front = openProxy();
	await using shared = await openPage(browser, elsewhere(link, front, "?view=live"));
	await settled(shared.page);
	const revoke = page.getByRole("button", { name: "Revoke: Trustee" });
	await revoke.click();
	const question = page.getByRole("dialog");
	expect(await question.textContent()).toContain("Revoke the link for Trustee?");
	expect(await seriousViolations(page)).toBe("[]");
	await page.keyboard.press("Escape");
	await question.waitFor({ state: "detached" });
	await revoke.click();
	await question.getByRole("button", { name: "Keep it" }).click();
	await question.waitFor({ state: "detached" });
	await revoke.click();
	await question.getByRole("button", { name: "Revoke" }).click();
	await revoke.waitFor({ state: "detached" });
	expect(await page.getByRole("row", { name: "Trustee" }).locator("td").last().textContent()).toMatch(/\d/);
	// The stream of the page that is open ends, and it asks again.
	await shared.page.getByText("This link shows nothing any more").waitFor();
	for (const [locale, words] of [
		["en-GB", "This link shows nothing any more"],
		["nb-NO", "Denne lenken viser ikke noe lenger"],
		["de-DE", "Dieser Link zeigt nichts mehr"],
	] as const) {
		await using late = await openPage(browser, elsewhere(link, front), { locale });
		await late.page.getByText(words).waitFor();
		expect(await late.page.locator("input").count()).toBe(0);
		expect(await seriousViolations(late.page)).toBe("[]");
	}
	// A link that never was one says the same.
	await using lost = await openPage(browser, `${front.url}/dash#share=${"0".repeat(31)}`);
	await lost.page.getByText("This link shows nothing any more").waitFor();
});

test("another link in the same tab shows what is its own", async () => {
	await using owner = await openSettings();
	const one = await makeLink(owner.page, "First in the tab", ["Foyer table"]);
	const two = await makeLink(owner.page, "Second in the tab", ["Ocean table"]);
	await using front = openProxy();
	await using shared = await openPage(browser, elsewhere(one, front, "?view=kiosks"));
	const { page } = shared;
	await page.getByRole("row", { name: "Foyer table" }).waitFor();
	await page.goto(elsewhere(two, front, "?view=kiosks"));
	await page.getByRole("row", { name: "Ocean table" }).waitFor();
	expect(await page.getByRole("row", { name: "Foyer table" }).count()).toBe(0);
});

test("who holds the read key alone is shown no way to change anything", async () => {
	const read = await serveVisits(2, { MICROTICKS_KEY: "secret", MICROTICKS_READ_KEY: "read-secret" });
	await using _ = read;
	for (const [key, mayChange] of [
		["read-secret", false],
		["secret", true],
	] as const) {
		await using opened = await openPage(browser, `${read.server.url}/dash?view=kiosks`);
		const { page } = opened;
		await page.getByLabel("Key").fill(key);
		await page.getByRole("button", { name: "Open" }).click();
		await page.getByRole("row", { name: "Foyer table" }).waitFor();
		await settled(page);
		const actions = page.getByRole("button", { name: /^Revoke/ }).first();
		await actions.waitFor({ state: mayChange ? "visible" : "detached" });
		expect(await page.getByRole("link", { name: "Settings" }).count()).toBe(mayChange ? 1 : 0);
		expect(await page.getByRole("link", { name: "Sessions" }).count()).toBe(1);
		expect(await page.getByText("Shared view").count()).toBe(0);
	}
});

test("a link is made by the keyboard alone", async () => {
	await using owner = await openSettings();
	const { page } = owner;
	await page.getByLabel("Who it is for").focus();
	await page.keyboard.type("Keyboard");
	await page.keyboard.press("Tab");
	await page.keyboard.press("Space");
	await page.keyboard.press("Tab");
	await page.keyboard.press("Space");
	await page.keyboard.press("Enter");
	await page.getByRole("row", { name: "Keyboard Children's corner" }).waitFor();
	// The link has the focus.
	expect(await page.evaluate<string>("document.activeElement.value")).toContain("#share=");
});
