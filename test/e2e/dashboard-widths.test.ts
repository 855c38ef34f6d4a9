import { afterAll, beforeAll, expect, setDefaultTimeout, test } from "bun:test";
import type { Browser, Page } from "playwright-core";
import { openBrowser } from "../support/browser.ts";
import { openPage, type ServedVisits, seriousViolations, serveVisits, settled } from "../support/dashboard-page.ts";

setDefaultTimeout(120_000);

/** Phones, tablets, laptops and walls, in pixels. */
const WIDTHS = [390, 768, 1024, 1100, 1440, 1920, 2560];

/** As long as a name may be, without a place to break it. */
const LONG = `<script>${"Donaudampfschifffahrtsgesellschaft".repeat(6)}`.slice(0, 200);

let visits: ServedVisits;
let browser: Browser;
let url: string;

beforeAll(async () => {
	visits = await serveVisits(2);
	url = visits.server.url;
	const { key } = await send<{ key: string }>("/dashboard/consumers", { name: LONG });
	const start = { consumer_key: key, ts: Date.now(), data: { language: LONG, screen: LONG } };
	const { token } = await send<{ token: string }>("/sessions", start);
	const place = { clickX: 9, clickY: 9, viewportWidth: 1920, viewportHeight: 1080, screen: LONG };
	for (const action of ["click", LONG]) {
		await send("/events", { token, action, data: { target: LONG, ...place }, ts: Date.now() });
	}
	const { settings } = (await (await fetch(`${url}/dashboard/settings`)).json()) as { settings: object };
	await send("/dashboard/settings", {
		settings: {
			...settings,
			goals: [{ name: LONG, kind: "target", element: LONG }],
			notes: [{ date: new Date().toISOString().slice(0, 10), text: LONG }],
			excluded: [{ from: "2020-01-01", to: "2020-01-02", reason: LONG }],
		},
	});
	await send("/dashboard/shares", { name: LONG, consumers: null });
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

/** What stands out of the page, or out of its panel, at the right. */
const SIDEWAYS = `(() => {
	const page = document.documentElement.scrollWidth > innerWidth ? ["the page"] : [];
	const controls = [...document.querySelectorAll(".panel :is(input, select, button)")].filter((control) => {
		const panel = control.closest(".panel").getBoundingClientRect();
		const { right, width } = control.getBoundingClientRect();
		return width > 1 && control.closest(".scroll, .sheet, .hidden") === null && right > panel.right;
	});
	return [...page, ...controls.map((control) => control.outerHTML.slice(0, 80))];
})()`;

test.each([
	...["view=overview&range=7d", "view=live", "view=elements", "view=touches", "view=journeys", "view=sessions"],
	...["view=sessions&session=last", "view=kiosks", "view=settings"],
	`view=journeys&steps=${encodeURIComponent(JSON.stringify(["target", "action"].map((kind) => ({ kind, name: LONG }))))}`,
])("%s is read without moving sideways, as wide as it may be", async (query) => {
	const sessions = await fetch(`${url}/reports/sessions?limit=1`);
	const { report } = (await sessions.json()) as { report: { sessions: { id: number }[] } };
	const address = `${url}/dash?${query.replace("last", `${report.sessions[0]?.id}`)}`;
	await using opened = await openPage(browser, address);
	const { page } = opened;
	await settled(page);
	for (const width of WIDTHS) {
		await page.setViewportSize({ width, height: 900 });
		// What is drawn again has been drawn.
		await page.evaluate("new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)))");
		expect([width, ...(await page.evaluate<string[]>(SIDEWAYS))]).toEqual([width]);
		if (width === 390) expect(await seriousViolations(page)).toBe("[]");
	}
});

test("on a wall the brand stands over the edge of the panels", async () => {
	await using opened = await openPage(browser, `${url}/dash`, {
		prepare: (page) => page.setViewportSize({ width: 2560, height: 1440 }),
	});
	const { page } = opened;
	await settled(page);
	const left = async (selector: string) => (await page.locator(selector).first().boundingBox())?.x ?? Number.NaN;
	expect(Math.abs((await left(".brand")) - (await left(".panel")))).toBeLessThan(2);
});

const onPhone = (query: string) =>
	openPage(browser, `${url}/dash?${query}`, { prepare: (page) => page.setViewportSize({ width: 390, height: 844 }) });

/** From where to where something is seen, in pixels of the 390 that there are. */
async function spanOf(page: Page, selector: string): Promise<{ from: number; to: number }> {
	const box = await page.locator(selector).first().boundingBox();
	return { from: box?.x ?? Number.NaN, to: (box?.x ?? 0) + (box?.width ?? 0) };
}

async function expectInSight(page: Page, selector: string): Promise<void> {
	const { from, to } = await spanOf(page, selector);
	expect(from).toBeGreaterThanOrEqual(0);
	expect(to).toBeLessThanOrEqual(390);
}

test("on a phone, the view that is chosen is in sight, and each menu opens within the screen", async () => {
	await using opened = await onPhone("view=overview");
	const { page } = opened;
	await settled(page);
	const menus = page.locator(".menu");
	for (let index = 0; index < (await menus.count()); index++) {
		const menu = menus.nth(index);
		if (!(await menu.isVisible())) continue;
		await menu.locator("summary").click();
		await expectInSight(page, ".menu[open] .sheet");
		await page.keyboard.press("Escape");
		expect(await page.locator(".menu[open]").count()).toBe(0);
	}
	for (const name of ["Sessions", "Settings", "Overview"]) {
		await page.getByRole("navigation", { name: "Views" }).getByRole("link", { name }).click();
		await settled(page);
		await expectInSight(page, "nav [aria-current=page]");
	}
	await page.goto(`${url}/dash?view=settings`);
	await settled(page);
	await expectInSight(page, "nav [aria-current=page]");
});
