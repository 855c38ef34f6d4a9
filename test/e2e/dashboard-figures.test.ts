import { afterAll, beforeAll, expect, setDefaultTimeout, test } from "bun:test";
import type { Browser, Page } from "playwright-core";
import type { Series, Totals } from "../../src/model/reports/answers.ts";
import { openBrowser } from "../support/browser.ts";
import { openPage, type ServedVisits, serveVisits, settled } from "../support/dashboard-page.ts";

setDefaultTimeout(120_000);

const DAY_MS = 86_400_000;

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

const panel = (page: Page, title: string) =>
	page.locator("section.panel").filter({ has: page.getByRole("heading", { name: title, exact: true }) });

const dateOf = (daysAgo: number) => new Date(Date.now() - daysAgo * DAY_MS).toISOString().slice(0, 10);

test("a range that is not over is compared up to the same time of day", async () => {
	await using opened = await openPage(browser, `${visits.server.url}/dash?zone=UTC&range=7d`);
	const { page, faults } = opened;
	await settled(page);
	const note = await panel(page, "Overview").locator("p.hint").textContent();
	expect(note).toContain(", up to the same time of day");
	expect(await panel(page, "Over time").locator(".key").allTextContents()).toContain("Not over yet");
	// A range that is over is compared with all of the one before.
	await page.locator("select.narrow").selectOption("yesterday");
	await settled(page);
	expect(await panel(page, "Overview").locator("p.hint").textContent()).not.toContain("same time");
	expect(await panel(page, "Over time").locator(".key").allTextContents()).not.toContain("Not over yet");
	expect(faults).toEqual([]);
});

test("a year before a range that is not over, too", async () => {
	await using opened = await openPage(browser, `${visits.server.url}/dash?zone=Europe/Oslo&range=today`);
	const { page, requests } = opened;
	await settled(page);
	await page.locator("summary", { hasText: "Compare" }).click();
	await page.getByLabel("a year before").click();
	await settled(page);
	const asked = requests.findLast((url) => url.includes("/reports/totals")) ?? "";
	const [from = "", to = ""] = (new URL(asked).searchParams.get("compare") ?? "").split("/");
	expect(from).toMatch(/^\d{4}-\d\d-\d\d$/);
	// 364 days back, but for an hour where the clocks were set on another date, and to the quarter of an hour.
	const late = Date.now() - 364 * DAY_MS - Date.parse(to);
	expect(Math.abs(late)).toBeLessThan(76 * 60_000);
});

test("with a time when no kiosk was there nothing is compared, on the page as in the report", async () => {
	const range = `from=${dateOf(29)}&to=${dateOf(1)}&zone=UTC&compare=2019-01-01/2019-01-29`;
	await using opened = await openPage(browser, `${visits.server.url}/dash?${range}&kiosks=1,2`);
	const { page } = opened;
	await settled(page);
	const overview = panel(page, "Overview");
	expect(await overview.locator("p.hint").textContent()).toContain("not compared, for no kiosk was there");
	expect(await overview.locator(".change").count()).toBe(0);
	expect(await panel(page, "Over time").locator(".key.before").count()).toBe(0);
	const printed = await (await fetch(`${visits.server.url}/reports/page?${range}&consumer=1,2&lang=en-GB`)).text();
	expect(printed).toContain("not compared, for no kiosk was there");
	// Five days of the forty leave room for five days before.
	await page.goto(`${visits.server.url}/dash?from=${dateOf(5)}&to=${dateOf(1)}&zone=UTC&kiosks=1,2`);
	await settled(page);
	expect(await overview.locator(".change").count()).toBeGreaterThan(3);
});

test("the table and the file of a curve have what it shows, by the local clock", async () => {
	const query = `from=${dateOf(12)}&to=${dateOf(3)}&zone=Europe/Oslo&compare=${dateOf(32)}/${dateOf(23)}`;
	await using opened = await openPage(browser, `${visits.server.url}/dash?${query}`);
	const { page } = opened;
	await settled(page);
	const answer = await fetch(`${visits.server.url}/reports/series?${query}`);
	const { report, compared } = (await answer.json()) as { report: Series; compared: { report: Series } };
	const shown = panel(page, "Over time");
	await shown.getByText("Save", { exact: true }).click();
	const download = page.waitForEvent("download");
	await shown.getByRole("button", { name: "NDJSON: Over time" }).click();
	const lines = (await Bun.file(await (await download).path()).text()).trimEnd().split("\n");
	const rows = lines.map((line) => JSON.parse(line) as Record<string, unknown>);
	expect(rows.map((row) => row["Sessions"])).toEqual(report.sessions);
	expect(rows.map((row) => row["Events"])).toEqual(report.events);
	const other = rows.map((row) => row["The range before: Sessions"]);
	expect(other).toEqual(compared.report.sessions.slice(0, rows.length));
	for (const [step, row] of rows.entries()) {
		expect(row["Time"]).toMatch(/^\d{4}-\d\d-\d\d(T\d\d:\d\d[+-]\d\d:\d\d)?$/);
		if (`${row["Time"]}`.includes("T")) {
			expect(Date.parse(`${row["Time"]}`)).toBe(Date.parse(report.starts[step] ?? ""));
		}
	}
});

test("misses are told by session", async () => {
	const range = `from=${dateOf(5)}&to=${dateOf(1)}&zone=UTC`;
	await using opened = await openPage(browser, `${visits.server.url}/dash?${range}`);
	const { page } = opened;
	await settled(page);
	const { report } = (await (await fetch(`${visits.server.url}/reports/totals?${range}`)).json()) as {
		report: Totals;
	};
	const figure = page.locator(".figures > div", { hasText: "Misses in 100 sessions" });
	const told = Number(await figure.locator(".figure").textContent());
	expect(told).toBeCloseTo((100 * report.misses) / report.sessions, 0);
	expect(await figure.locator(".hint").textContent()).toContain(report.misses.toLocaleString("en"));
});
