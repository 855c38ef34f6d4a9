import { afterAll, beforeAll, expect, setDefaultTimeout, test } from "bun:test";
import type { Browser, Page } from "playwright-core";
import type { OwnerSettings } from "../../src/model/reports/settings.ts";
import { openBrowser } from "../support/browser.ts";
import { openPage, type ServedVisits, seriousViolations, serveVisits, settled } from "../support/dashboard-page.ts";

setDefaultTimeout(120_000);

let visits: ServedVisits;
let browser: Browser;
let address: string;

beforeAll(async () => {
	visits = await serveVisits(2);
	address = `${visits.server.url}/dash?view=settings`;
	browser = await openBrowser();
});

afterAll(async () => {
	await browser.close();
	await visits[Symbol.asyncDispose]();
});

async function stored(): Promise<OwnerSettings> {
	const answer = await fetch(`${visits.server.url}/dashboard/settings`);
	return ((await answer.json()) as { settings: OwnerSettings }).settings;
}

const save = (page: Page) => page.getByRole("button", { name: "Save settings" });
/** What is said of a field. */
const saidOf = async (page: Page, label: string) => {
	const field = page.getByLabel(label, { exact: true });
	const id = await field.getAttribute("aria-describedby");
	expect(await field.getAttribute("aria-invalid")).toBe(id === null ? "false" : "true");
	return id === null ? "" : await page.locator(`[id="${id}"]`).textContent();
};

test("without the settings there is no form that could empty them, and no figures of other days", async () => {
	const before = await stored();
	expect(before.goals.length).toBeGreaterThan(0);
	let broken = true;
	await using opened = await openPage(browser, address, {
		prepare: (page) =>
			page.route("**/dashboard/settings", (route) =>
				broken
					? route.fulfill({ status: 500, json: { status: 500, code: "internal", error: "Something went wrong here." } })
					: route.continue(),
			),
	});
	const { page, requests } = opened;
	await page.getByRole("alert").getByText("Something went wrong here.").waitFor();
	expect(await page.locator("form").count()).toBe(0);
	await page.getByRole("link", { name: "Overview" }).click();
	await page.getByRole("alert").waitFor();
	expect(await page.locator(".panel").count()).toBe(0);
	expect(requests.filter((url) => url.includes("/reports/totals"))).toEqual([]);
	await page.getByRole("link", { name: "Settings" }).click();
	broken = false;
	await page.getByRole("button", { name: "Try again" }).click();
	await page.getByLabel("Goals 1: Name").waitFor();
	expect(await page.getByLabel("Goals 1: Name").inputValue()).toBe(before.goals[0]?.name ?? "");
	expect(await page.getByRole("alert").count()).toBe(0);
	expect(await stored()).toEqual(before);
});

test("hours that cannot be read stay as they were typed, are marked, and are not saved", async () => {
	const before = await stored();
	await using opened = await openPage(browser, address);
	const { page, requests } = opened;
	await settled(page);
	const wednesday = page.getByLabel("Wed");
	for (const text of ["10-25", "10:00", "17:00-10:00", "10:00-17:00;", "10:00-10:00", "ten to five"]) {
		await wednesday.fill(text);
		await save(page).click();
		await page.getByText("Not saved. Look at the marked fields.").waitFor();
		expect(await wednesday.inputValue()).toBe(text);
		expect(await saidOf(page, "Wed")).toBe("Write hours such as 10:00-17:00, or leave it empty.");
		await wednesday.and(page.locator(":focus")).waitFor();
	}
	expect(await seriousViolations(page)).toBe("[]");
	expect(requests.filter((url) => url.endsWith("/dashboard/settings"))).toHaveLength(1);
	expect(await stored()).toEqual(before);
	// As people write it.
	await wednesday.fill("9-12, 13:30 – 24:00");
	expect(await saidOf(page, "Wed")).toBe("");
	await save(page).click();
	await page.getByText("Saved", { exact: true }).waitFor();
	expect(await wednesday.inputValue()).toBe("09:00-12:00, 13:30-24:00");
	expect((await stored()).opening_hours[2]).toEqual([
		{ from: "09:00", to: "12:00" },
		{ from: "13:30", to: "24:00" },
	]);
});

test("days without hours look like none", async () => {
	await using opened = await openPage(browser, address);
	const { page } = opened;
	await settled(page);
	await page.getByRole("group", { name: "Opening hours" }).waitFor();
	const days = page.locator(".hours input");
	const placeholders = () => days.evaluateAll((all) => [...new Set(all.map((each) => `${each["placeholder"]}`))]);
	expect(await placeholders()).toEqual(["closed"]);
	for (const day of await days.all()) await day.fill("");
	expect(await placeholders()).toEqual(["all day"]);
});

test("what is not saved is kept while the page is open, and shown to be there", async () => {
	const before = await stored();
	await using opened = await openPage(browser, address);
	const { page } = opened;
	await settled(page);
	await page.getByLabel("Goals 1: Name").fill("Another name");
	await page.getByRole("link", { name: "Settings (Not saved yet)" }).waitFor();
	await page.getByRole("link", { name: "Overview" }).click();
	await settled(page);
	await page.getByRole("link", { name: "Settings (Not saved yet)" }).click();
	expect(await page.getByLabel("Goals 1: Name").inputValue()).toBe("Another name");
	// Who leaves the page is asked.
	const asked = page.waitForEvent("dialog");
	void page.evaluate("location.reload()").catch(() => undefined);
	const dialog = await asked;
	expect(dialog.type()).toBe("beforeunload");
	await dialog.dismiss();
	await page.getByRole("button", { name: "Discard" }).click();
	expect(await page.getByLabel("Goals 1: Name").inputValue()).toBe(before.goals[0]?.name ?? "");
	await page.getByRole("link", { name: "Settings", exact: true }).waitFor();
	expect(await stored()).toEqual(before);
});

test.each([
	["en-GB", "This is no time zone, such as Europe/Oslo.", "This is missing.", "This is before the first day."],
	["de-DE", "Das ist keine Zeitzone wie Europe/Berlin.", "Das fehlt.", "Das liegt vor dem ersten Tag."],
	["nb-NO", "Dette er ingen tidssone, slik som Europe/Oslo.", "Dette mangler.", "Dette er før den første dagen."],
])("in %s each field says what is wrong with it", async (locale, zone, missing, end) => {
	await using opened = await openPage(browser, address, { locale });
	const { page, requests } = opened;
	await settled(page);
	const panels = page.locator(".settings .panel");
	const said = (panel: number) => panels.nth(panel).locator(".wrong").allTextContents();
	await panels.nth(0).locator("input").first().fill("Oslo");
	// Not while one writes.
	expect(await said(0)).toEqual([]);
	await page.keyboard.press("Tab");
	expect(await said(0)).toEqual([zone]);
	await panels.nth(1).locator("input").first().fill("");
	await panels.nth(3).locator("input[type=date]").nth(0).fill("2026-03-02");
	await panels.nth(3).locator("input[type=date]").nth(1).fill("2026-03-01");
	await page.locator("button[type=submit]").first().click();
	expect(await said(1)).toEqual([missing]);
	expect(await said(3)).toEqual([end]);
	expect(await seriousViolations(page)).toBe("[]");
	expect(requests.filter((url) => url.endsWith("/dashboard/settings"))).toHaveLength(1);
});

test("what a goal is about can be chosen from what visitors came to", async () => {
	await using opened = await openPage(browser, address);
	const { page } = opened;
	await settled(page);
	const known = async () => {
		const id = await page.getByLabel("Goals 1: Element").getAttribute("list");
		await page.locator(`#${id} option`).first().waitFor({ state: "attached" });
		return await page.locator(`#${id} option`).evaluateAll((all) => all.map((each) => `${each["value"]}`));
	};
	await page.getByLabel("Goals 1: Kind").selectOption("target");
	expect(await known()).toContain("whale");
	await page.getByLabel("Goals 1: Kind").selectOption("screen");
	expect(await known()).toContain("map");
});

test("a server that does not take them is heard, in the page's words where it has some", async () => {
	await using opened = await openPage(browser, address, {
		locale: "de-DE",
		prepare: (page) =>
			page.route("**/dashboard/settings", (route) =>
				route.request().method() === "POST"
					? route.fulfill({ status: 507, json: { status: 507, code: "disk_full", error: "The disk is full." } })
					: route.continue(),
			),
	});
	const { page } = opened;
	await settled(page);
	await page.locator(".settings .panel").nth(1).locator("input").first().fill("Neu");
	await page.getByRole("button", { name: "Einstellungen speichern" }).click();
	await page.getByText("Die Festplatte des Servers ist voll. Nichts wurde gespeichert.").waitFor();
	expect(await page.locator(".settings .panel").nth(1).locator("input").first().inputValue()).toBe("Neu");
});
