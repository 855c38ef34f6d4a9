import { afterAll, beforeAll, expect, setDefaultTimeout, test } from "bun:test";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { serveBinary } from "../support/binary.ts";
import { openBrowser } from "../support/browser.ts";
import { openPage, type ServedVisits, seriousViolations, serveVisits, settled } from "../support/dashboard-page.ts";
import { temporaryDirectory } from "../support/service.ts";

setDefaultTimeout(120_000);

/** Touches on a screen of 1000 by 500 pixels: four on one spot, one far away. */
const TOUCHES = [...Array.from({ length: 4 }, () => [250, 125] as const), [900, 450] as const];

let visits: ServedVisits;
let browser: Browser;
let address: string;

beforeAll(async () => {
	visits = await serveVisits(2);
	browser = await openBrowser();
	const send = async (path: string, body: object) => {
		const response = await fetch(visits.server.url + path, {
			method: "POST",
			headers: { "content-type": "application/json" },
			body: JSON.stringify(body),
		});
		return (await response.json()) as { token: string };
	};
	const { token } = await send("/sessions", { consumer_key: visits.key, ts: Date.now() });
	for (const [clickX, clickY] of TOUCHES) {
		const data = { clickX, clickY, viewportWidth: 1000, viewportHeight: 500, screen: "small", target: "x" };
		await send("/events", { token, action: "click", data, ts: Date.now() });
	}
	const report = await fetch(`${visits.server.url}/reports/touches`);
	const { places } = ((await report.json()) as { report: { places: { id: number; screen: string }[] } }).report;
	address = `${visits.server.url}/dash?view=touches&place=${places.find(({ screen }) => screen === "small")?.id}`;
});

afterAll(async () => {
	await browser.close();
	await visits[Symbol.asyncDispose]();
});

const tip = (page: Page) => page.locator(".heat output").textContent();

test("a spot tells how often it was touched, by the pointer and by the keyboard", async () => {
	await using opened = await openPage(browser, address);
	const { page, faults } = opened;
	await settled(page);
	const box = await page.locator(".heat").boundingBox();
	const point = (x: number, y: number) =>
		page.mouse.move((box?.x ?? 0) + (box?.width ?? 0) * x, (box?.y ?? 0) + (box?.height ?? 0) * y);
	await point(0.25, 0.25);
	expect(await tip(page)).toBe("Here: 4. Around it: 4.");
	await point(0.5, 0.5);
	expect(await tip(page)).toBe("Here: 0. Around it: 0.");
	await page.mouse.down();
	await page.mouse.up();
	expect(await tip(page)).toBe("Here: 0. Around it: 0.");
	await page.mouse.move(0, 0);
	expect(await tip(page)).toBe("");
	// It begins where most is.
	await page.locator(".panel select").focus();
	await page.keyboard.press("Tab");
	while ((await page.locator(".heat:focus").count()) === 0) await page.keyboard.press("Tab");
	expect(await tip(page)).toBe("Here: 4. Around it: 4.");
	await page.keyboard.press("ArrowRight");
	expect(await tip(page)).toMatch(/^Here: 0. Around it: 3.$/);
	await page.keyboard.press("ArrowUp");
	await page.keyboard.press("ArrowLeft");
	await page.keyboard.press("ArrowDown");
	expect(await tip(page)).toBe("Here: 4. Around it: 4.");
	expect(await seriousViolations(page)).toBe("[]");
	expect(faults).toEqual([]);
});

test.each(["light", "dark"] as const)("the colours are told, in the %s the same as on paper", async (colorScheme) => {
	await using opened = await openPage(browser, address, { prepare: (page) => page.emulateMedia({ colorScheme }) });
	const { page } = opened;
	await settled(page);
	expect(await page.locator(".heat-scale p span").allTextContents()).toEqual(["1", "1", "4"]);
	const colours = (all: readonly unknown[]) => [...new Set(all)].toSorted();
	const scale = await page
		.locator(".steps-of-heat span")
		.evaluateAll((all) => all.map((each) => each["style"].background.match(/\d+/g).map(Number)));
	const hex = scale.map((parts: number[]) => `#${parts.map((part) => part.toString(16).padStart(2, "0")).join("")}`);
	const drawn = await page
		.locator(".heat path")
		.evaluateAll((all) => all.map((each) => `${each.getAttribute("fill")}`));
	expect(colours(drawn)).toEqual(colours(hex));
	const paper = await (await fetch(`${visits.server.url}/reports/page`)).text();
	const maps = paper.match(/<figure class="map.*?<\/figure>/gs)?.join("") ?? "";
	const printed = [...maps.matchAll(/<path d="M[^"]*" fill="(#[0-9a-f]{6})"/g)].map(([, colour]) => colour);
	expect(printed.length).toBeGreaterThan(0);
	expect(colours(printed)).toEqual(colours(hex));
	expect(await seriousViolations(page)).toBe("[]");
});

test("where nothing was touched there is nothing to choose from", async () => {
	using directory = temporaryDirectory();
	await using server = await serveBinary(["--db", join(directory.path, "ticks.db"), "--log-level", "error"]);
	await using opened = await openPage(browser, `${server.url}/dash?view=touches`);
	await opened.page.getByText("Nothing in this range.").waitFor();
	expect(await opened.page.locator(".panel select").count()).toBe(0);
	expect(opened.faults).toEqual([]);
});
