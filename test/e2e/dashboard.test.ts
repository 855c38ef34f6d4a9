import { afterAll, beforeAll, expect, setDefaultTimeout, test } from "bun:test";
import { join } from "node:path";
import type { Browser } from "playwright-core";
import { type ServingBinary, serveBinary } from "../support/binary.ts";
import { openBrowser } from "../support/browser.ts";
import { openPage, type ServedVisits, seriousViolations, serveVisits, settled } from "../support/dashboard-page.ts";
import { addConsumer, temporaryDirectory } from "../support/service.ts";

setDefaultTimeout(120_000);

const KEY = "0123456789abcdef0123456789abcdef";
const HOSTILE = `"><img src=x onerror="document.title='owned'"><script>document.title='owned'</script>`;

let visits: ServedVisits;
let server: ServingBinary;
let browser: Browser;

beforeAll(async () => {
	visits = await serveVisits();
	server = visits.server;
	browser = await openBrowser();
});

afterAll(async () => {
	await browser.close();
	await visits[Symbol.asyncDispose]();
});

const open = (url: string, locale?: string) => openPage(browser, url, locale === undefined ? {} : { locale });

async function send(path: string, body: object): Promise<Record<string, string>> {
	const response = await fetch(server.url + path, {
		method: "POST",
		headers: { "content-type": "application/json" },
		body: JSON.stringify(body),
	});
	expect(response.status).toBe(200);
	return (await response.json()) as Record<string, string>;
}

async function touch(target: string): Promise<void> {
	const { token } = await send("/sessions", { consumer_key: visits.key, ts: Date.now() });
	await send("/events", { token, action: "click", data: { target, clickX: 1, clickY: 1 }, ts: Date.now() });
}

const VIEWS = ["overview", "live", "elements", "touches", "journeys", "sessions", "kiosks", "settings"];

for (const view of VIEWS) {
	test(`${view} shows what it has, and everybody can use it`, async () => {
		await using opened = await open(`${server.url}/dash?view=${view}`);
		const { page, faults, requests } = opened;
		await settled(page);
		expect(await page.locator("nav [aria-current=page]").textContent()).toBe(view[0]?.toUpperCase() + view.slice(1));
		expect(await page.locator("[role=alert]").count()).toBe(0);
		expect(await seriousViolations(page)).toBe("[]");
		expect(requests.filter((url) => !url.startsWith(`${server.url}/`) && !/^(data|blob):/.test(url))).toEqual([]);
		expect(faults).toEqual([]);
	});
}

test("its figures are those of the reports, and follow the range and the kiosk", async () => {
	await using opened = await open(`${server.url}/dash?range=7d&zone=UTC`);
	const { page } = opened;
	await settled(page);
	const shown = async () => (await page.locator(".figure").first().textContent())?.replaceAll(/\D/g, "");
	const asked = async (query: string) => {
		const answer = (await (await fetch(`${server.url}/reports/totals?${query}`)).json()) as {
			report: { sessions: number };
		};
		return `${answer.report.sessions}`;
	};
	const today = new Date().toISOString().slice(0, 10);
	const before = new Date(Date.now() - 6 * 86_400_000).toISOString().slice(0, 10);
	expect(await shown()).toBe(await asked(`from=${before}&to=${today}&zone=UTC`));
	await page.locator("summary", { hasText: "All kiosks" }).click();
	await page.getByLabel("Ocean table").check();
	await settled(page);
	expect(new URL(page.url()).searchParams.get("kiosks")).toBe("2");
	expect(await shown()).toBe(await asked(`from=${before}&to=${today}&zone=UTC&consumer=2`));
	await page.goBack();
	await settled(page);
	expect(await shown()).toBe(await asked(`from=${before}&to=${today}&zone=UTC`));
});

test("a touch is seen live", async () => {
	await using opened = await open(`${server.url}/dash?view=live`);
	const { page } = opened;
	await settled(page);
	await touch("seen live");
	await page.locator(".last-touches").getByText("seen live").waitFor();
	expect(await page.locator(".kiosk-row .beat").count()).toBe(1);
});

test("what a stranger sent is shown, and does nothing", async () => {
	await touch(HOSTILE);
	for (const view of ["overview", "elements", "journeys", "sessions", "live"]) {
		await using opened = await open(`${server.url}/dash?view=${view}&range=today`);
		const { page, faults } = opened;
		await settled(page);
		if (view === "elements") await page.getByText(HOSTILE).first().waitFor();
		expect(await page.title()).not.toBe("owned");
		expect(await page.locator("img").count()).toBe(0);
		expect(faults).toEqual([]);
	}
});

test.each([
	["de-DE", "Überblick", "de-DE"],
	["nb-NO", "Oversikt", "nb-NO"],
	["fr-FR", "Overview", "en"],
])("in %s it says %s", async (locale, word, language) => {
	await using opened = await open(`${server.url}/dash`, locale);
	const { page } = opened;
	await settled(page);
	expect(await page.locator("nav a").first().textContent()).toBe(word);
	expect(await page.evaluate<string>("document.documentElement.lang")).toBe(language);
});

test("what the owner sets stays, and the reports follow it", async () => {
	await using opened = await open(`${server.url}/dash?view=settings`);
	const { page } = opened;
	await settled(page);
	await page.getByLabel("Goals 1: Name").fill("Sees a film");
	await page.getByRole("button", { name: "Save settings" }).click();
	await page.getByText("Saved", { exact: true }).waitFor();
	await page.getByRole("link", { name: "Overview" }).click();
	await page.getByText("Sees a film").waitFor();
});

test("a consumer is made, and its key shown", async () => {
	await using opened = await open(`${server.url}/dash?view=kiosks`);
	const { page } = opened;
	await settled(page);
	await page.getByLabel("Name").fill("Attic");
	await page.getByRole("button", { name: "Add" }).click();
	const key = await page.getByLabel("The key of Attic").inputValue();
	expect(key).toMatch(/^[0-9a-f]{32}$/);
	expect(await page.getByLabel("The line for the head").inputValue()).toContain(`data-consumer-key="${key}"`);
	await send("/sessions", { consumer_key: key, ts: Date.now() });
	await page.getByRole("rowheader", { name: "Attic" }).waitFor();
});

test("a key is asked for once, is not in the address, and opens the page under a sub-path too", async () => {
	using other = temporaryDirectory();
	const path = join(other.path, "ticks.db");
	addConsumer(path, "Foyer", KEY);
	await using locked = await serveBinary(["--db", path, "--log-level", "error"], {
		env: { MICROTICKS_READ_KEY: "secret-of-the-museum" },
	});
	await using front = proxyTo(locked.url);
	await using opened = await open(`${front.url}/dash`);
	const { page, requests } = opened;
	const field = page.getByLabel("Key");
	for (const [key, asked] of [
		["wrong", 1],
		["wrong-again", 1],
		// None that a request could carry.
		["wrong again, 5 €", 0],
	] as const) {
		await field.waitFor();
		await page.waitForLoadState("networkidle");
		const before = requests.length;
		await field.fill(key);
		await page.keyboard.press("Enter");
		// It says so each time, and waits for another one; and asks no more than that.
		await page.locator("#key-problem:not([data-heard])", { hasText: "That key is wrong." }).waitFor();
		await page.evaluate("document.querySelector('#key-problem').dataset.heard = ''");
		expect(await field.getAttribute("aria-invalid")).toBe("true");
		await field.and(page.locator(":focus")).waitFor();
		expect(requests.length - before).toBe(asked);
	}
	await field.fill("secret-of-the-museum");
	await page.getByRole("button", { name: "Open" }).click();
	// A new installation is led to its first event.
	await page.getByText("Waiting for the first touch").first().waitFor();
	expect(page.url()).not.toContain("secret");
	const { token } = (await (
		await fetch(`${locked.url}/sessions`, {
			method: "POST",
			body: new URLSearchParams({ consumer_key: KEY, ts: `${Date.now()}` }),
		})
	).json()) as { token: string };
	await fetch(`${locked.url}/events`, {
		method: "POST",
		body: new URLSearchParams({ token, action: "click", data: "{}", ts: `${Date.now()}` }),
	});
	// It turns to its figures with the first touch.
	await page.getByText("Over time").waitFor();
});

function proxyTo(url: string): { url: string } & AsyncDisposable {
	const front = Bun.serve({
		port: 0,
		hostname: "127.0.0.1",
		fetch(request) {
			const { pathname, search } = new URL(request.url);
			const rest = pathname.replace(/^\/museum/, "");
			return fetch(url + rest + search, { headers: request.headers, method: request.method, decompress: false });
		},
	});
	return {
		url: `http://127.0.0.1:${front.port}/museum`,
		[Symbol.asyncDispose]: () => front.stop(true),
	};
}
