import { afterAll, beforeAll, expect, setDefaultTimeout, test } from "bun:test";
import type { Browser, Page } from "playwright-core";
import { openBrowser } from "../support/browser.ts";
import { openPage, type ServedVisits, serveVisits, settled } from "../support/dashboard-page.ts";

setDefaultTimeout(120_000);

let visits: ServedVisits;
let browser: Browser;

beforeAll(async () => {
	visits = await serveVisits(40);
	browser = await openBrowser();
});

afterAll(async () => {
	await browser.close();
	await visits[Symbol.asyncDispose]();
});

const open = (query: string, prepare?: (page: Page) => Promise<unknown>) =>
	openPage(browser, `${visits.server.url}/dash?${query}`, prepare === undefined ? {} : { prepare });

const queryOf = (page: Page) => new URL(page.url()).searchParams;

test.each([
	["a zone that there is not", "zone=Nowhere/X"],
	["a zone that the server refuses", "zone=%2B01:00"],
	["a beginning that is no date", "from=abc&to=2026-11-01"],
	["a date of which the calendar has none", "from=2026-02-31&to=2026-11-01"],
	["an end that is no date", "from=2026-11-01&to=%3Cb%3E"],
	["an end before the beginning", "from=2026-11-01&to=2026-10-01"],
	["the year one", "from=0001-01-01&to=9999-12-31"],
	["kiosks that are no numbers", "kiosks=abc,1e9,-1"],
	["a comparison that is no range", "compare=abc/2026-11-01"],
	["three dates to compare with", "compare=2026-10-01/2026-10-02/2026-10-03"],
	["a filter that there is not", "test=maybe&faulty=1&excluded=only"],
])("an address with %s shows the figures all the same", async (_, query) => {
	await using opened = await open(query);
	const { page, faults } = opened;
	await settled(page);
	expect(await page.locator("[role=alert]").count()).toBe(0);
	expect(await page.locator(".figure").count()).toBe(8);
	expect(faults).toEqual([]);
});

test("a zone that the server knows and the browser does not is shown by UTC, and that is said", async () => {
	await using opened = await open("", (page) =>
		page.route("**/dashboard/settings", async (route) => {
			const response = await route.fetch();
			const answer = (await response.json()) as { settings: object };
			await route.fulfill({ response, json: { ...answer, settings: { ...answer.settings, zone: "Europe/Newest" } } });
		}),
	);
	const { page, faults, requests } = opened;
	await settled(page);
	expect(await page.locator(".zone").textContent()).toBe("UTC");
	expect(requests.filter((url) => url.includes("Newest"))).toEqual([]);
	expect(faults).toEqual([]);
});

test("a view that cannot be shown says so, and leads back to one that can", async () => {
	let broken = true;
	await using opened = await open("view=elements", (page) =>
		page.route(/\.js$/, (route) =>
			broken && route.request().frame().url().includes("view=elements") && !/main/.test(route.request().url())
				? route.abort()
				: route.continue(),
		),
	);
	const { page } = opened;
	await page.getByText("This view could not be shown.").waitFor();
	// The rest of the page stays.
	expect(await page.locator("nav [aria-current=page]").textContent()).toBe("Elements");
	broken = false;
	await page.getByRole("button", { name: "To the overview" }).click();
	await page.getByText("Over time").waitFor();
	expect(await page.locator("[role=alert]").count()).toBe(0);
});

test("what counts alone is said on every view that it counts on, and taken away there", async () => {
	await using opened = await open("range=90d");
	const { page } = opened;
	await settled(page);
	const sessions = async () => await page.locator(".figure").first().textContent();
	const all = await sessions();
	await page.getByRole("link", { name: "Look at them" }).click();
	await page.locator(".session-list").waitFor();
	const alone = page.getByRole("link", { name: "Only sessions of a faulty screen" });
	for (const view of ["Elements", "Touches", "Journeys", "Sessions", "Overview"]) {
		await page.getByRole("link", { name: view, exact: true }).click();
		await settled(page);
		expect(await alone.isVisible()).toBe(true);
	}
	expect(queryOf(page).get("faulty")).toBe("only");
	expect(await sessions()).not.toBe(all);
	expect(await page.locator(".panel", { hasText: "Median" }).locator("p.hint").textContent()).toContain(
		"Only sessions of a faulty screen",
	);
	await alone.click();
	await settled(page);
	expect(queryOf(page).has("faulty")).toBe(false);
	expect(await sessions()).toBe(all);
});

test("a date that is typed is one step back, and is asked for once", async () => {
	await using opened = await open("zone=UTC&range=7d");
	const { page, requests } = opened;
	await settled(page);
	const length = () => page.evaluate<number>("history.length");
	const before = await length();
	const asked = requests.length;
	const field = page.getByLabel("From", { exact: true });
	await field.focus();
	await page.keyboard.type("03032026");
	expect(await length()).toBe(before);
	// Whatever comes first where the browser is from, the day or the month.
	await page.keyboard.press("Enter");
	await settled(page);
	expect(queryOf(page).get("from")).toBe("2026-03-03");
	expect(await length()).toBe(before + 1);
	const totals = requests.slice(asked).filter((url) => url.includes("/reports/totals"));
	expect(totals).toHaveLength(1);
	// On leaving it, and where nobody leaves it.
	await page.getByLabel("To", { exact: true }).focus();
	await field.focus();
	await page.keyboard.type("04042026");
	await page.getByLabel("To", { exact: true }).focus();
	await page.waitForURL(/from=2026-04-04/);
	await field.focus();
	await page.keyboard.type("05052026");
	await page.waitForURL(/from=2026-05-05/);
	expect(await length()).toBe(before + 3);
});

test("a date that nobody finished typing is let go", async () => {
	await using opened = await open("zone=UTC&from=2026-10-03&to=2026-10-09");
	const { page } = opened;
	await settled(page);
	const field = page.getByLabel("From", { exact: true });
	await field.focus();
	await page.keyboard.type("0404202");
	await page.getByLabel("To", { exact: true }).focus();
	expect(queryOf(page).get("from")).toBe("2026-10-03");
	expect(await field.inputValue()).toBe("2026-10-03");
});
