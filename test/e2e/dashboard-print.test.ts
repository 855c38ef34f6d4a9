import { afterAll, beforeAll, expect, setDefaultTimeout, test } from "bun:test";
import type { Browser } from "playwright-core";
import { openBrowser } from "../support/browser.ts";
import { openPage, type ServedVisits, seriousViolations, serveVisits, settled } from "../support/dashboard-page.ts";

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

/** What an A4 page has between its margins, in CSS pixels. */
const PAPER = { width: 718, height: 1000 };

test("on paper it says what it is about, and its charts are as wide as the paper", async () => {
	const query = "zone=Europe/Oslo&kiosks=1,2&from=2026-10-01&to=2026-10-31&faulty=only";
	await using opened = await openPage(browser, `${visits.server.url}/dash?${query}`);
	const { page, faults } = opened;
	await settled(page);
	await page.locator(".chart canvas").first().waitFor();
	expect(await page.locator(".print-heading").isVisible()).toBe(false);
	await page.emulateMedia({ media: "print" });
	await page.setViewportSize(PAPER);
	const heading = await page.locator(".print-heading").textContent();
	expect(heading).toContain("Overview, 1 – 31 October 2026");
	expect(heading).toContain("Foyer table, Ocean table · Europe/Oslo · Only sessions of a faulty screen");
	for (const hidden of ["nav", ".filters", ".tools"]) {
		expect(await page.locator(`${hidden}:visible`).count()).toBe(0);
	}
	expect(await page.evaluate<number>("document.documentElement.scrollWidth")).toBe(PAPER.width);
	expect(faults).toEqual([]);
});

/** How wide charts are when the page is laid out for paper. */
const RECORD_WIDTHS = `
	globalThis.told = [];
	matchMedia("print").addEventListener("change", ({ matches }) => {
		if (matches) globalThis.told.push(...[...document.querySelectorAll("canvas")].map(({ style }) => style.width));
	});`;

test("charts are drawn for the paper before it is printed, on a dark page too, and for the screen again behind it", async () => {
	await using opened = await openPage(browser, `${visits.server.url}/dash`, {
		prepare: async (page) => {
			await page.emulateMedia({ colorScheme: "dark" });
			await page.addInitScript(RECORD_WIDTHS);
		},
	});
	const { page, faults } = opened;
	await settled(page);
	await page.locator(".chart canvas").nth(4).waitFor();
	const screen = await page.locator(".chart canvas").first().getAttribute("width");
	const pdf = (await page.pdf({ format: "A4" })).toString("latin1");
	const pages = [...pdf.matchAll(/\/Type\s*\/Page\b/g)].length;
	expect(pages).toBeGreaterThanOrEqual(3);
	expect(pages).toBeLessThanOrEqual(6);
	expect(await page.evaluate<string[]>("told")).toEqual(new Array(5).fill("700px"));
	// The screen's own colours are back, and its width.
	const paper = await page.evaluate<string>("getComputedStyle(document.documentElement).getPropertyValue('--paper')");
	expect(paper.trim()).toBe("#15191e");
	expect(await page.locator(".chart canvas").first().getAttribute("width")).toBe(screen);
	expect(faults).toEqual([]);
});

for (const view of ["overview", "elements", "journeys", "sessions", "touches"]) {
	test(`in the dark, everybody can use ${view}`, async () => {
		await using opened = await openPage(browser, `${visits.server.url}/dash?view=${view}&test=only&faulty=include`, {
			prepare: (page) => page.emulateMedia({ colorScheme: "dark" }),
		});
		await settled(opened.page);
		expect(await seriousViolations(opened.page)).toBe("[]");
	});
}
