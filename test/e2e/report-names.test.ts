import { afterAll, beforeAll, expect, setDefaultTimeout, test } from "bun:test";
import { join } from "node:path";
import { use } from "echarts/core";
import type { Browser } from "playwright-core";
import { newKey } from "../../src/cli/database.ts";
import { barsOption } from "../../src/figures/charts/bars.ts";
import { CHART_PARTS } from "../../src/figures/charts/parts.ts";
import { chartSvg } from "../../src/figures/charts/svg.ts";
import { readPicture } from "../../src/model/picture.ts";
import type { PastSession } from "../../src/model/reports/history.ts";
import { DEFAULT_OWNER_SETTINGS } from "../../src/model/reports/settings.ts";
import { createPaperLook } from "../../src/printed/paper-look.ts";
import { prepareConsumers } from "../../src/store/consumers.ts";
import { insertHistory } from "../../src/store/insert-history.ts";
import { openDatabase } from "../../src/store/open-database.ts";
import { preparePictures } from "../../src/store/pictures.ts";
import { prepareOwnerSettings } from "../../src/store/settings.ts";
import { PNG } from "../http/pictures.ts";
import { openBrowser } from "../support/browser.ts";
import { openPrinted, printPage, WHOLE_PAGE, withoutPolicy } from "../support/printed-page.ts";
import { temporaryDirectory } from "../support/service.ts";

setDefaultTimeout(120_000);

const HOSTILE = `"><img src=x onerror="document.title='owned'"><script>document.title='owned'</script>`;

const directory = temporaryDirectory();
let browser: Browser;

beforeAll(async () => {
	browser = await openBrowser();
});

afterAll(async () => {
	await browser.close();
	directory[Symbol.dispose]();
});

test("what strangers and owners called things is shown, and does nothing", async () => {
	const hostile = join(directory.path, "hostile.db");
	makeHostileFile(hostile);
	const html = await printPage(hostile, ["--from", "2026-10-01", "--to", "2026-10-30", "--lang", "en"]);
	// Without its own policy too: no name becomes an element.
	for (const shown of [html, withoutPolicy(html)]) {
		await using opened = await openPrinted(browser, directory.path, shown);
		const { page, faults, requests } = opened;
		expect(await opened.headings()).toEqual(WHOLE_PAGE);
		const text = (await page.locator("body").textContent()) ?? "";
		// The kiosk, a note, an ending, a target, a screen, a medium, a goal, a language and an excluded range.
		expect(text.split(HOSTILE).length - 1).toBeGreaterThanOrEqual(9);
		expect(await page.locator("svg text", { hasText: '"><img src=x' }).count()).toBeGreaterThanOrEqual(2);
		// The owner's picture of the screen lies under both of its maps, and is there once.
		expect(await page.locator(".map svg image").count()).toBe(1);
		expect(await page.locator(".map svg use").count()).toBe(1);
		expect(await page.title()).toBe("What visitors did, October 1 – 30, 2026 · Microticks");
		expect(await page.locator("img, script").count()).toBe(0);
		expect(requests).toEqual([]);
		expect(faults).toEqual([]);
	}
});

test("a chart that is saved is an SVG that other programs can read, whatever its names are", async () => {
	use(CHART_PARTS);
	const bars = [{ name: HOSTILE, value: 1, text: HOSTILE }];
	const svg = chartSvg(barsOption(HOSTILE, bars, createPaperLook("en")), 600, 100);
	await using opened = await openPrinted(browser, directory.path, "<!doctype html>");
	const read = await opened.page.evaluate<string>(
		`new DOMParser().parseFromString(${JSON.stringify(svg)}, "image/svg+xml").documentElement.outerHTML`,
	);
	expect(read).toStartWith("<svg ");
	expect(read).not.toContain("parsererror");
	expect(read).toContain("'Segoe UI'");
});

/** A file in which all that has a name has a hostile one. */
function makeHostileFile(file: string): void {
	const { database } = openDatabase(file);
	const id = prepareConsumers(database).insert({ name: HOSTILE, key: newKey(), ipFilter: null, createdAt: 0 });
	const startedAt = Date.UTC(2026, 9, 20, 10);
	const data = (fields: object) =>
		JSON.stringify({ screen: HOSTILE, viewportWidth: 1080, viewportHeight: 1920, language: HOSTILE, ...fields });
	const touch = (seconds: number, action: string, fields: object) => ({
		at: startedAt + seconds * 1000,
		action,
		data: data(fields),
	});
	const session: PastSession = {
		consumer: 0,
		startedAt,
		stoppedAt: startedAt + 90_000,
		reason: HOSTILE,
		test: false,
		data: data({}),
		events: [
			touch(0, "screen", {}),
			touch(1, HOSTILE, { target: HOSTILE }),
			touch(2, "click", { target: HOSTILE, clickX: 500, clickY: 900 }),
			...[5, 5.2, 5.4].map((seconds) => touch(seconds, "click", { miss: true, clickX: 10, clickY: 10 })),
			touch(9, "play", { target: HOSTILE, position: 0, duration: 90 }),
		],
	};
	insertHistory(database, [id], [session], newKey);
	const place = { screen: HOSTILE, width: 1080, height: 1920 };
	preparePictures(database).put(place, readPicture(PNG), 0);
	prepareOwnerSettings(database).write({
		...DEFAULT_OWNER_SETTINGS,
		goals: [{ name: HOSTILE, kind: "target", element: HOSTILE }],
		notes: [{ date: "2026-10-20", text: HOSTILE }],
		excluded: [{ from: "2026-10-10", to: "2026-10-11", reason: HOSTILE }],
	});
	database.close();
}

test("of one session it says what there is to say", async () => {
	const one = join(directory.path, "one.db");
	const { database } = openDatabase(one);
	const id = prepareConsumers(database).insert({ name: "Foyer", key: newKey(), ipFilter: null, createdAt: 0 });
	const startedAt = Date.UTC(2026, 9, 20, 10);
	const visit = { consumer: 0, stoppedAt: undefined, reason: "", test: false, data: "{}" };
	insertHistory(
		database,
		[id],
		[{ ...visit, startedAt, events: [{ at: startedAt, action: "a", data: "{}" }] }],
		newKey,
	);
	database.close();
	await using opened = await openPrinted(
		browser,
		directory.path,
		await printPage(one, ["--from", "2026-10-20", "--to", "2026-10-20", "--lang", "en"]),
	);
	expect(await opened.headings()).toEqual([
		...WHOLE_PAGE.slice(0, 4),
		"Where they are frustrated",
		"How good the figures are",
		"What the words mean",
	]);
	expect(await opened.page.locator("body").textContent()).not.toMatch(/NaN|undefined|null|Infinity/);
	expect(opened.faults).toEqual([]);
});
