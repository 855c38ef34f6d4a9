import { afterAll, beforeAll, expect, setDefaultTimeout, test } from "bun:test";
import type { Browser, Page } from "playwright-core";
import type { Dwell, Elements, Totals, Week } from "../../src/model/reports/answers.ts";
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

const panel = (page: Page, title: string) =>
	page.locator("section.panel").filter({ has: page.getByRole("heading", { name: title, exact: true }) });

test("a panel that fails does so alone, and is tried again on demand", async () => {
	let broken = true;
	await using opened = await openPage(browser, `${visits.server.url}/dash`, {
		prepare: (page) =>
			page.route("**/reports/week**", (route) =>
				broken
					? route.fulfill({ status: 500, json: { status: 500, code: "internal", error: "Something went wrong here." } })
					: route.continue(),
			),
	});
	const { page } = opened;
	await settled(page);
	expect(await page.locator("[role=alert]").count()).toBe(1);
	const week = panel(page, "When they come");
	expect(await week.locator("[role=alert]").textContent()).toContain("Something went wrong here.");
	expect(await panel(page, "Over time").locator("canvas").count()).toBe(1);
	broken = false;
	await week.getByRole("button", { name: "Try again" }).click();
	await week.locator("canvas").waitFor();
	expect(await page.locator("[role=alert]").count()).toBe(0);
});

test("a server that cannot be reached is told once, and what it said before is faded until it is back", async () => {
	await using opened = await openPage(browser, `${visits.server.url}/dash?zone=UTC`);
	const { page } = opened;
	await settled(page);
	expect(await page.locator(".content.stale").count()).toBe(0);
	const panels = await page.locator(".panel > .content").count();
	await page.route("**/reports/**", (route) => route.abort());
	await page.locator("select.narrow").selectOption("7d");
	await page.getByText("The server cannot be reached. Trying again.").waitFor();
	await page.locator("[aria-busy=true]").first().waitFor({ state: "detached" });
	expect(await page.locator("[role=alert]").count()).toBe(1);
	expect(await page.getByRole("button", { name: "Try again" }).count()).toBe(0);
	// The dates are others already.
	expect(await page.locator(".content.stale").count()).toBe(panels);
	await page.unroute("**/reports/**");
	await page.locator("[role=alert]").waitFor({ state: "detached" });
	await page.locator(".content.stale").first().waitFor({ state: "detached" });
	expect(await page.locator(".panel > .content").count()).toBe(panels);
});

test("figures that are being made are waited for, and are no failure", async () => {
	let asked = 0;
	await using opened = await openPage(browser, `${visits.server.url}/dash`, {
		prepare: (page) =>
			page.route("**/reports/week**", (route) => {
				const error = "The reports are being made: 20001 sessions to go";
				return ++asked === 1
					? route.fulfill({ status: 503, json: { status: 503, code: "reports_not_ready", error } })
					: route.continue();
			}),
	});
	const { page } = opened;
	const week = panel(page, "When they come");
	await week.getByText("The figures are being made").waitFor();
	expect(await page.locator("[role=alert]").count()).toBe(0);
	await week.locator("canvas").waitFor();
});

test("a panel that is slow says so, and the others do not wait", async () => {
	const release = Promise.withResolvers<void>();
	await using opened = await openPage(browser, `${visits.server.url}/dash?view=journeys`, {
		prepare: (page) =>
			page.route("**/reports/paths**", async (route) => {
				await release.promise;
				await route.continue();
			}),
	});
	const { page, faults } = opened;
	const paths = panel(page, "From one to the next");
	await paths.locator(".skeleton").waitFor();
	expect(await paths.getAttribute("aria-busy")).toBe("true");
	await page.getByRole("heading", { name: "Funnel" }).waitFor();
	release.resolve();
	await paths.locator("canvas").waitFor();
	expect(await paths.getAttribute("aria-busy")).toBe("false");
	expect(faults).toEqual([]);
});

test("what a chart's table and file say is what the reports answer", async () => {
	const query = "from=2026-01-01&to=2099-12-31&zone=Europe/Oslo";
	await using opened = await openPage(browser, `${visits.server.url}/dash?${query}`);
	const { page } = opened;
	await settled(page);
	const ask = async <T>(path: string) => {
		const response = await fetch(`${visits.server.url}/reports/${path}${path.includes("?") ? "&" : "?"}${query}`);
		return ((await response.json()) as { report: T }).report;
	};
	/** The columns of a panel's file, and whether its table says as much. */
	const take = async (title: string) => {
		const shown = panel(page, title);
		await shown.getByText("Save", { exact: true }).click();
		const download = page.waitForEvent("download");
		await shown.getByRole("button", { name: `NDJSON: ${title}` }).click();
		const lines = (await Bun.file(await (await download).path()).text()).trimEnd().split("\n");
		const rows = lines.map((line) => Object.values(JSON.parse(line) as Record<string, string | number | null>));
		await shown.getByRole("button", { name: "Table" }).click();
		const said = await shown.locator("tbody tr td:nth-child(2)").allTextContents();
		const second = rows.map(([, value]) => value);
		expect(said.map((text) => Number(text.replaceAll(",", "")))).toEqual(second.map(Number));
		return (column: number) => rows.map((cells) => cells[column] ?? null);
	};
	const week = await ask<Week>("week");
	const weekFile = await take("When they come");
	for (const [day, hours] of week.sessions.entries()) expect(weekFile(day + 1)).toEqual(hours);
	const { elements } = await ask<Elements>("elements?kind=target&limit=10");
	const elementsFile = await take("What they touch");
	expect(elementsFile(0)).toEqual(elements.map(({ name }) => name));
	expect(elementsFile(1)).toEqual(elements.map(({ events }) => events));
	expect(elementsFile(3)).toEqual(elements.map((element) => element.attracting_power));
	const { bins } = await ask<Dwell>("dwell");
	for (const title of ["How long they stay", "Still going"]) {
		const dwellFile = await take(title);
		expect(dwellFile(0)).toEqual(bins.map((bin) => bin.from_seconds));
		expect(dwellFile(1)).toEqual(bins.map(({ sessions }) => sessions));
	}
});

test("every chart has its table, and both can be taken along", async () => {
	await using opened = await openPage(browser, `${visits.server.url}/dash`);
	const { page, faults } = opened;
	await settled(page);
	const charts = await page.locator(".chart").count();
	expect(charts).toBe(5);
	for (const title of ["Over time", "When they come", "What they touch", "How long they stay", "Still going"]) {
		const shown = panel(page, title);
		await shown.locator("canvas").waitFor();
		await shown.getByRole("button", { name: "Table" }).click();
		expect(await shown.locator("tbody tr").count()).toBeGreaterThan(3);
		expect(await shown.locator("canvas").count()).toBe(0);
		const take = async (type: string) => {
			await shown.getByText("Save", { exact: true }).click();
			const download = page.waitForEvent("download");
			await shown.getByRole("button", { name: `${type}: ${title}` }).click();
			const file = await download;
			await page.keyboard.press("Escape");
			const bytes = await Bun.file(await file.path()).bytes();
			return { name: file.suggestedFilename(), bytes, text: new TextDecoder().decode(bytes) };
		};
		const rows = await shown.locator("tbody tr").count();
		const csv = await take("CSV");
		expect(csv.name).toBe(`${title}.csv`);
		expect(csv.bytes.slice(0, 3)).toEqual(Uint8Array.of(0xef, 0xbb, 0xbf));
		expect(csv.text.trimEnd().split("\r\n")).toHaveLength(rows + 1);
		const lines = (await take("NDJSON")).text.trimEnd().split("\n");
		expect(lines).toHaveLength(rows);
		for (const line of lines) expect(JSON.parse(line)).toBeObject();
		expect((await take("PNG")).bytes.slice(1, 4)).toEqual(new TextEncoder().encode("PNG"));
		expect((await take("SVG")).text).toStartWith("<svg");
	}
	expect(faults).toEqual([]);
});

test("an answer that breaks off is none, and is asked for again", async () => {
	let broken = true;
	await using opened = await openPage(browser, `${visits.server.url}/dash?zone=UTC`, {
		prepare: (page) =>
			page.route("**/reports/dwell**", (route) =>
				broken ? route.fulfill({ status: 200, body: '{"status":200,"selection":{' }) : route.continue(),
			),
	});
	const { page } = opened;
	await page.getByText("The server cannot be reached").first().waitFor();
	expect(await page.locator(".figure").first().textContent()).toMatch(/\d/);
	broken = false;
	await panel(page, "How long they stay").locator("canvas").waitFor();
});

test("before and after a note, a year before, another range, or nothing", async () => {
	await using opened = await openPage(browser, `${visits.server.url}/dash?zone=UTC`);
	const { page } = opened;
	await settled(page);
	const menu = page.locator("summary", { hasText: "Compare" });
	/** One choice is all that the menu is for: it closes, and the figures are seen. */
	const choose = async (name: string) => {
		await menu.click();
		await page.getByLabel(name, { exact: true }).click();
		await page.locator("details[open]").waitFor({ state: "detached" });
	};
	const query = () => new URL(page.url()).searchParams;
	const compared = () => panel(page, "Overview").locator("p.hint").last().textContent();
	await menu.click();
	await page.getByRole("button", { name: "School holidays" }).click();
	await settled(page);
	const noted = new Date(Date.now() - 20 * 86_400_000).toISOString().slice(0, 10);
	expect(query().get("from")).toBe(noted);
	const response = await fetch(
		`${visits.server.url}/reports/totals?from=${noted}&to=${query().get("to")}&zone=UTC&compare=before`,
	);
	const { compared: before } = (await response.json()) as { compared: { report: Totals; selection: { to: string } } };
	// Up to this time of day, on the day before.
	expect(before.selection.to).toStartWith(new Date(Date.parse(noted) - 86_400_000).toISOString().slice(0, 10));
	expect(before.report.sessions).toBeGreaterThan(0);
	expect(await compared()).toContain("compared with");
	await choose("nothing");
	await settled(page);
	expect(query().get("compare")).toBe("none");
	expect(await panel(page, "Overview").locator(".change").count()).toBe(0);
	await choose("a year before");
	await settled(page);
	expect(query().get("compare")).toMatch(/^\d{4}-\d\d-\d\d\/\d{4}-\d\d-\d\d$/);
	await menu.click();
	await page.getByLabel("another range").check();
	// It begins as the range before.
	expect(await page.getByLabel("Compare: To").inputValue()).toBe(
		new Date(Date.parse(noted) - 86_400_000).toISOString().slice(0, 10),
	);
	await page.getByLabel("Compare: From").fill("2026-01-01");
	await page.getByLabel("Compare: To").fill("2026-01-07");
	await settled(page);
	expect(query().get("compare")).toBe("2026-01-01/2026-01-07");
	expect(await compared()).toMatch(/1\s*–\s*7 January 2026/);
});

test("what is left out is said, and counts when it is chosen", async () => {
	await using opened = await openPage(browser, `${visits.server.url}/dash?zone=UTC&range=90d`);
	const { page } = opened;
	await settled(page);
	const sessions = async () => Number((await page.locator(".figure").first().textContent())?.replaceAll(/\D/g, ""));
	const without = await sessions();
	expect(await panel(page, "Overview").textContent()).toContain("trials by staff");
	await page.locator("summary", { hasText: "Include" }).click();
	await page.getByLabel("Trials by staff").check();
	await settled(page);
	expect(await sessions()).toBeGreaterThan(without);
	expect(new URL(page.url()).searchParams.get("test")).toBe("include");
});

test("the ten largest are drawn by what is chosen, and the table has all", async () => {
	await using opened = await openPage(browser, `${visits.server.url}/dash?view=elements&range=90d`);
	const { page, faults } = opened;
	await settled(page);
	const names = () => page.locator("tbody th").allTextContents();
	const byEvents = await names();
	expect(byEvents.length).toBeGreaterThan(10);
	await page.locator("select[aria-label], label > select").last().selectOption("holding");
	expect(new URL(page.url()).searchParams.get("by")).toBe("holding");
	expect((await names())[0]).toBe("film");
	await page.reload();
	await settled(page);
	expect((await names())[0]).toBe("film");
	await page.goBack();
	await settled(page);
	expect(await names()).toEqual(byEvents);
	expect(faults).toEqual([]);
});

test("a funnel is built step by step, and stands in the address", async () => {
	await using opened = await openPage(browser, `${visits.server.url}/dash?view=journeys&range=90d`);
	const { page, faults } = opened;
	await settled(page);
	for (const name of ["whale", "film"]) {
		await page.getByLabel("Name").fill(name);
		await page.getByRole("button", { name: "Add a step" }).click();
	}
	const result = panel(page, "How many come through");
	await result.locator("canvas").waitFor();
	const steps = await result.locator("tbody th").allTextContents();
	expect(steps).toEqual(["1. whale", "2. film"]);
	await page.reload();
	await result.locator("tbody tr").first().waitFor();
	expect(await result.locator("tbody th").allTextContents()).toEqual(steps);
	await page.getByRole("button", { name: "Remove: whale" }).click();
	await result.waitFor({ state: "detached" });
	expect(faults).toEqual([]);
});

test("an address that anybody may have written does no harm", async () => {
	const hostile = encodeURIComponent(`[{"kind":"x","name":1},null,{"kind":"target","name":"<img src=x>"}]`);
	const query = `view=journeys&steps=${hostile}&range=nonsense&kiosks=abc&kind=<b>&by=zzz`;
	await using opened = await openPage(browser, `${visits.server.url}/dash?${query}`);
	const { page } = opened;
	await page.locator("h2").first().waitFor();
	expect(await page.locator("img").count()).toBe(0);
	expect(await page.locator(".steps li").count()).toBe(1);
	await page.getByRole("link", { name: "Overview" }).click();
	await settled(page);
	expect(await page.locator("[role=alert]").count()).toBe(0);
});

test("a table that does not show all rows says how many there are, and that they are in the file", async () => {
	await using opened = await openPage(browser, `${visits.server.url}/dash?view=elements&range=90d`, {
		prepare: (page) =>
			page.route("**/reports/elements**", async (route) => {
				const response = await route.fetch();
				const answer = (await response.json()) as { report: { elements: { name: string }[] } };
				const [first] = answer.report.elements;
				answer.report.elements = Array.from({ length: 1234 }, (_, index) => ({ ...first, name: `target ${index}` }));
				await route.fulfill({ response, json: answer });
			}),
	});
	const { page } = opened;
	await page.getByText("200 of 1,234 rows are shown. The CSV has them all.").waitFor();
	expect(await page.locator("tbody tr").count()).toBe(200);
});
