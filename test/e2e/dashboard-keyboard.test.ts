import { afterAll, beforeAll, expect, setDefaultTimeout, test } from "bun:test";
import type { Browser, Page } from "playwright-core";
import { openBrowser } from "../support/browser.ts";
import { openPage, type ServedVisits, serveVisits, settled } from "../support/dashboard-page.ts";

setDefaultTimeout(120_000);

/** Keys that a way to anything on a page takes at most. */
const MOST_STEPS = 60;

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

const open = async (query: string) => {
	const opened = await openPage(browser, `${visits.server.url}/dash?${query}`, {
		prepare: (page) => page.setViewportSize({ width: 1600, height: 900 }),
	});
	await settled(opened.page);
	return opened;
};

/** What has the focus, and whether that is seen. */
const FOCUS = `(() => {
	const { textContent, ariaLabel, labels, tagName, type } = document.activeElement;
	const { outlineStyle, outlineWidth } = getComputedStyle(document.activeElement);
	// In a date's field, the browser itself marks the part that has it.
	const isSeen = type === "date" || (outlineStyle !== "none" && Number.parseFloat(outlineWidth) > 0);
	return { name: (ariaLabel ?? labels?.[0]?.textContent ?? textContent).trim(), isSeen, tagName };
})()`;

/** Steps by a key until something of a name has the focus; on the way all that has it is seen to have it. */
async function stepTo(page: Page, name: string, key = "Tab"): Promise<void> {
	const met: string[] = [];
	for (let step = 0; step < MOST_STEPS; step++) {
		await page.keyboard.press(key);
		const focus = await page.evaluate<{ name: string; isSeen: boolean; tagName: string }>(FOCUS);
		if (focus.tagName !== "BODY") expect(focus).toMatchObject({ isSeen: true });
		if (focus.name === name) return;
		met.push(focus.name);
	}
	throw new Error(`No ${name} among ${met.join(", ")}`);
}

const parameter = (page: Page, name: string) => new URL(page.url()).searchParams.get(name);

test("the first step skips to the content, the next ones lead to the views", async () => {
	await using opened = await open("");
	const { page } = opened;
	await stepTo(page, "Skip to the content");
	await page.keyboard.press("Enter");
	expect(await page.evaluate<string>("document.activeElement.id")).toBe("main");
	await page.reload();
	await settled(page);
	await stepTo(page, "Live");
	await page.keyboard.press("Enter");
	await page.getByText("Last touches").waitFor();
});

test("a range is chosen, and a menu opened, used and left", async () => {
	await using opened = await open("");
	const { page } = opened;
	await stepTo(page, "7 days");
	await page.keyboard.press("Enter");
	expect(parameter(page, "range")).toBe("7d");
	await settled(page);
	await stepTo(page, "All kiosks");
	await page.keyboard.press("Enter");
	await page.locator(".menu[open]").waitFor();
	await stepTo(page, "Ocean table");
	await page.keyboard.press("Space");
	expect(parameter(page, "kiosks")).toBe("2");
	await page.keyboard.press("Escape");
	expect(await page.locator(".menu[open]").count()).toBe(0);
	// It goes on from where it was.
	const focus = await page.evaluate<{ name: string }>(FOCUS);
	expect(focus.name).toBe("Ocean table");
	expect(await page.evaluate<string>("document.activeElement.tagName")).toBe("SUMMARY");
});

test("a table is sorted, and a row followed", async () => {
	await using opened = await open("view=sessions&range=7d");
	const { page } = opened;
	await stepTo(page, "Events");
	await page.keyboard.press("Enter");
	await page.locator("[aria-sort=descending]", { hasText: "Events" }).waitFor();
	expect(parameter(page, "sort")).toBe("events");
	await settled(page);
	const first = await page.locator(".session-list tbody a").first().textContent();
	await stepTo(page, first ?? "");
	await page.keyboard.press("Enter");
	await page.getByRole("heading", { name: "Timeline" }).waitFor();
});

test("a setting is written and saved", async () => {
	await using opened = await open("view=settings");
	const { page } = opened;
	await stepTo(page, "Sun");
	await page.keyboard.press("ControlOrMeta+a");
	await page.keyboard.type("11:00-16:00");
	await page.keyboard.press("Enter");
	await page.getByText("Saved", { exact: true }).waitFor();
	const answer = (await (await fetch(`${visits.server.url}/dashboard/settings`)).json()) as {
		settings: { opening_hours: object[][] };
	};
	expect(answer.settings.opening_hours[6]).toEqual([{ from: "11:00", to: "16:00" }]);
});
