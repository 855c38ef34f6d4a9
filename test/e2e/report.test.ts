import { Database } from "bun:sqlite";
import { afterAll, beforeAll, expect, setDefaultTimeout, test } from "bun:test";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Browser } from "playwright-core";
import { prepareOwnerSettings } from "../../src/store/settings.ts";
import { openBrowser } from "../support/browser.ts";
import { makePackedHistory } from "../support/packed-history.ts";
import { openPrinted, printPage, WHOLE_PAGE, withoutPolicy } from "../support/printed-page.ts";
import { temporaryDirectory } from "../support/service.ts";

setDefaultTimeout(120_000);

const NOW = Date.UTC(2026, 9, 30, 15, 20);
const AXE = readFileSync(Bun.fileURLToPath(import.meta.resolve("axe-core/axe.min.js")), "utf8");

const directory = temporaryDirectory();
/** What an A4 page has between its margins, in CSS pixels. */
const PAPER = { width: 672, height: 1000 };
/** A year of a museum's visits. */
const path = join(directory.path, "ticks.db");
let browser: Browser;

beforeAll(async () => {
	makePackedHistory(path, { now: NOW, days: 365 });
	browser = await openBrowser();
});

afterAll(async () => {
	await browser.close();
	directory[Symbol.dispose]();
});

test("a year is one page that asks for nothing, fits everywhere, and everybody can read", async () => {
	const html = await printPage(path, ["--from", "2025-11-01", "--to", "2026-10-30", "--lang", "en-GB"]);
	expect(html.length).toBeLessThan(400_000);
	await using opened = await openPrinted(browser, directory.path, html);
	const { page, faults, requests } = opened;
	expect(await opened.headings()).toEqual(WHOLE_PAGE);
	expect(await page.locator(".range").textContent()).toBe("1 November 2025 – 30 October 2026");
	expect(await page.locator(".facts").textContent()).toContain(
		"Foyer table, Ocean table, Children's corner, Shop screen",
	);
	// The museum is as old as the range.
	expect(await page.locator(".facts").textContent()).toContain(
		"2 November 2024 – 31 October 2025: not compared, for no kiosk was there at its beginning",
	);
	expect(await page.locator(".change, .key.before").count()).toBe(0);
	// Charts of this width alone, and each has been drawn.
	expect(await page.locator(".chart:visible").count()).toBe(5);
	for (const chart of await page.locator(".chart:visible svg, .map svg").all()) {
		expect(await chart.locator("path").count()).toBeGreaterThan(5);
	}
	expect(await page.locator(".map").count()).toBe(4);
	expect(await page.locator("script, link, iframe, img").count()).toBe(0);
	for (const width of [1100, 390]) {
		await page.setViewportSize({ width, height: 900 });
		expect(await page.evaluate<number>("document.documentElement.scrollWidth")).toBe(width);
	}
	expect(requests).toEqual([]);
	expect(faults).toEqual([]);
	// Behind its own policy, for the page lets nothing run.
	const readable = withoutPolicy(html);
	await using bare = await openPrinted(browser, directory.path, readable);
	await bare.page.evaluate(AXE);
	const { violations } = (await bare.page.evaluate("axe.run()")) as { violations: { id: string; impact: string }[] };
	const serious = violations.filter(({ impact }) => impact === "serious" || impact === "critical");
	expect(JSON.stringify(serious, undefined, 1)).toBe("[]");
});

test("on paper it has few pages, and none of them ends within a chart", async () => {
	await using opened = await openPrinted(
		browser,
		directory.path,
		await printPage(path, ["--from", "2026-10-01", "--to", "2026-10-30"]),
		PAPER.width,
	);
	await opened.page.emulateMedia({ media: "print" });
	const drawn = await opened.page.locator(".chart:visible, .map").evaluateAll((elements) =>
		elements.map((element) => ({
			height: element.getBoundingClientRect().height,
			breakInside: element.ownerDocument.defaultView?.getComputedStyle(element).breakInside,
		})),
	);
	expect(drawn.length).toBe(9);
	for (const { height, breakInside } of drawn) {
		expect(breakInside).toBe("avoid");
		expect(height).toBeLessThan(PAPER.height);
	}
	const pdf = (await opened.page.pdf({ preferCSSPageSize: true, printBackground: true })).toString("latin1");
	const pages = [...pdf.matchAll(/\/Type\s*\/Page\b/g)].length;
	expect(pages).toBeGreaterThanOrEqual(4);
	expect(pages).toBeLessThanOrEqual(6);
	// A4 in points.
	expect(pdf).toMatch(/\/MediaBox \[0 0 59[45][.\d]* 84[12][.\d]*\]/);
});

test("of nothing it says that there is nothing, and what was left out", async () => {
	// The press day, which the owner excluded: the 54th of the year's visits.
	using reading = new Database(path, { readonly: true });
	const [pressDay] = prepareOwnerSettings(reading).read().excluded;
	const day = pressDay?.from ?? "";
	await using opened = await openPrinted(
		browser,
		directory.path,
		await printPage(path, ["--from", day, "--to", day, "--lang", "en"]),
	);
	expect(await opened.headings()).toEqual(["How good the figures are"]);
	const text = await opened.page.locator("body").textContent();
	expect(text).toContain("Nothing in this range.");
	expect(text).toMatch(/Left out: \d+ in excluded ranges/);
	expect(text).toContain("(Press day)");
});

test("in German all of it is German", async () => {
	await using opened = await openPrinted(
		browser,
		directory.path,
		await printPage(path, ["--from", "2026-10-01", "--to", "2026-10-30", "--lang", "de"]),
	);
	const { page } = opened;
	expect(await page.evaluate<string>("document.documentElement.lang")).toBe("de");
	expect(await page.locator(".range").textContent()).toBe("1.–30. Oktober 2026");
	expect(await opened.headings()).toEqual([
		"In Zahlen",
		"Im Verlauf",
		"Wann sie kommen",
		"Wie lange sie bleiben",
		"Was sie berühren",
		"Bildschirme",
		"Medien",
		"Ziele",
		"Sprachen",
		"Wo sie berühren",
		"Wo es hakt",
		"Wie gut die Zahlen sind",
		"Was die Wörter bedeuten",
	]);
	expect(await page.locator("svg text", { hasText: "Mo., 5. Okt." }).count()).toBeGreaterThan(0);
	expect(await page.locator("body").textContent()).not.toMatch(/\b(sessions|touches|visitors|kiosks)\b/i);
});
