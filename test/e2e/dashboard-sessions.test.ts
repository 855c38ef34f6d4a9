import { afterAll, beforeAll, expect, setDefaultTimeout, test } from "bun:test";
import type { Browser, Page } from "playwright-core";
import type { SessionFigures, Sessions } from "../../src/model/reports/session-answers.ts";
import { openBrowser } from "../support/browser.ts";
import { openPage, type ServedVisits, seriousViolations, serveVisits, settled } from "../support/dashboard-page.ts";

setDefaultTimeout(120_000);

const HOSTILE = `"><img src=x onerror="document.title='owned'"><script>document.title='owned'</script>`;
const PIXEL =
	"iVBORw0KGgoAAAANSUhEUgAAAAIAAAABCAYAAAD0In+KAAAAD0lEQVR4AWI6ISf3H4QBAAAA//9OOblUAAAABklEQVQDABGRBAm/pvTzAAAAAElFTkSuQmCC";

let visits: ServedVisits;
let browser: Browser;
let url: string;

beforeAll(async () => {
	visits = await serveVisits(20);
	url = visits.server.url;
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

/** What is told of a session, in seconds after its start. */
type Told = readonly [seconds: number, action: string, data: unknown];

/** A session of ten minutes ago. */
async function visit(told: readonly Told[], { data, stopped = true }: { data?: object; stopped?: boolean } = {}) {
	const at = Date.now() - 600_000;
	const start = { consumer_key: visits.key, ts: at, ...(data === undefined ? {} : { data }) };
	const { token, session_id: id } = await send<{ token: string; session_id: number }>("/sessions", start);
	for (const [seconds, action, more] of told) {
		await send("/events", { token, action, data: more, ts: at + seconds * 1000 });
	}
	if (stopped) await send("/sessions/stop", { token, ts: at + 500_000, reason: "idle" });
	return { id, token, at };
}

const place = (x: number, y: number, more: object = {}) => ({
	...{ clickX: x, clickY: y, viewportWidth: 1920, viewportHeight: 1080 },
	...more,
});

/** A visit to two screens, with a pause, a film, and a touch on nothing. */
const VISIT: readonly Told[] = [
	[1, "click", place(200, 300, { target: "lighthouse", screen: "map" })],
	[1, "screen", { screen: "story" }],
	[4, "click", place(900, 500, { target: "film", screen: "story" })],
	[4, "play", { target: "film", screen: "story", position: 0, duration: 80 }],
	[44, "pause", { target: "film", screen: "story", position: 40, duration: 80 }],
	[46, "click", place(1900, 1000, { miss: true, screen: "story", colour: "red" })],
];

/** Two visits to the map, one to the story between them. */
const RETURN: readonly Told[] = [
	[1, "click", place(200, 300, { target: "lighthouse", screen: "map" })],
	[2, "click", place(900, 500, { target: "film", screen: "story" })],
	[3, "click", place(1500, 700, { target: "whale", screen: "map" })],
];

async function list(query: Record<string, string>): Promise<Sessions> {
	const answer = (await (await fetch(`${url}/reports/sessions?${new URLSearchParams(query)}`)).json()) as {
		report: Sessions;
	};
	return answer.report;
}

const rows = (page: Page) => page.locator(".session-list tbody tr");
const parameter = (page: Page, name: string) => new URL(page.url()).searchParams.get(name);
/** Whether the page is wider than its window. */
const isSideways = (page: Page) => page.evaluate<boolean>("document.documentElement.scrollWidth > innerWidth");

test("the list is what the report says, in the order of the header that was chosen", async () => {
	await using opened = await openPage(browser, `${url}/dash?view=sessions&range=7d&zone=UTC`);
	const { page, faults } = opened;
	await settled(page);
	const from = new Date(Date.now() - 6 * 86_400_000).toISOString().slice(0, 10);
	const shown = async () => {
		await settled(page);
		return (await rows(page).locator(".number:nth-child(4)").allTextContents()).map((text) => text.replace(/\D/g, ""));
	};
	const asked = async (query: Record<string, string>) =>
		(await list({ from, zone: "UTC", ...query })).sessions.map(({ events }: SessionFigures) => `${events}`);
	expect(await shown()).toEqual(await asked({}));
	const header = (name: string) => page.getByRole("columnheader", { name });
	expect(await header("Started").getAttribute("aria-sort")).toBe("descending");

	await header("Events").getByRole("link").click();
	await page.locator("[aria-sort=descending]", { hasText: "Events" }).waitFor();
	expect(await shown()).toEqual(await asked({ "sort.desc": "events" }));
	expect(parameter(page, "sort")).toBe("events");
	// And round, by the keyboard.
	await header("Events").getByRole("link").focus();
	await page.keyboard.press("Enter");
	await page.locator("[aria-sort=ascending]").waitFor();
	expect(await shown()).toEqual(await asked({ sort: "events" }));
	expect(await header("Started").getAttribute("aria-sort")).toBe("none");
	await page.goBack();
	await page.goBack();
	await page.locator("[aria-sort=descending]", { hasText: "Started" }).waitFor();
	expect(await shown()).toEqual(await asked({}));
	expect(faults).toEqual([]);
});

test("pages follow each other without gaps, and another list begins with its first", async () => {
	await using opened = await openPage(browser, `${url}/dash?view=sessions&range=7d&zone=UTC`);
	const { page } = opened;
	await settled(page);
	const ids = async () =>
		rows(page)
			.locator("a")
			.evaluateAll((links) => links.map((link) => new URL(`${link["href"]}`).searchParams.get("session")));
	const first = await ids();
	expect(first).toHaveLength(50);
	const { count } = await list({
		from: new Date(Date.now() - 6 * 86_400_000).toISOString().slice(0, 10),
		zone: "UTC",
	});
	await page.getByText(`1–50 of ${count.toLocaleString("en-GB")}`).waitFor();
	await page.getByRole("link", { name: "Next page" }).click();
	await page.getByText(`51–100 of ${count.toLocaleString("en-GB")}`).waitFor();
	await settled(page);
	expect(parameter(page, "offset")).toBe("50");
	expect(new Set([...first, ...(await ids())]).size).toBe(100);
	// To one of them, on to the next, and back to the same page.
	const second = await ids();
	await rows(page).nth(3).locator("a").click();
	await page.getByRole("heading", { name: "Timeline" }).waitFor();
	expect(parameter(page, "session")).toBe(second[3] ?? "");
	await page.getByRole("link", { name: "Next session" }).click();
	await page.waitForURL((address) => address.searchParams.get("session") === second[4]);
	await page.getByRole("link", { name: "All sessions" }).click();
	await page.getByText("51–100 of").waitFor();
	// Another order begins with its first page.
	await page.getByRole("columnheader", { name: "Misses" }).getByRole("link").click();
	await page.getByText("1–50 of").waitFor();
	expect(parameter(page, "offset")).toBeNull();
});

test.each(["Back", "All sessions"])("%s leads from a session to its place in the list", async (way) => {
	await using opened = await openPage(browser, `${url}/dash?view=sessions&range=30d&offset=50`);
	const { page } = opened;
	await settled(page);
	const top = () => page.evaluate<number>("scrollY");
	await rows(page).nth(40).scrollIntoViewIfNeeded();
	const left = await top();
	expect(left).toBeGreaterThan(300);
	await rows(page).nth(40).locator("a").click();
	await page.getByRole("heading", { name: "Timeline" }).waitFor();
	await settled(page);
	expect(await top()).toBe(0);
	if (way === "Back") await page.goBack();
	else await page.getByRole("link", { name: way }).click();
	await rows(page).nth(40).waitFor();
	expect(await top()).toBe(left);
	// Who comes by another way begins at its top.
	await page.getByRole("link", { name: "Kiosks" }).click();
	await settled(page);
	await page.getByRole("link", { name: "Sessions" }).click();
	await rows(page).nth(40).waitFor();
	expect(await top()).toBeLessThan(left);
});

test("a page behind the end of the list is its last one", async () => {
	await using opened = await openPage(browser, `${url}/dash?view=sessions&range=7d&offset=1000000`);
	const { page } = opened;
	await page.getByText(/of [\d,]+$/).waitFor();
	await settled(page);
	expect(Number(parameter(page, "offset"))).toBeGreaterThan(0);
	expect(await page.getByRole("link", { name: "Next page" }).count()).toBe(0);
});

test("it is searched while one types, and the search is in the address", async () => {
	const { id } = await visit([[1, "click", { target: `Ångström 100%_"\\ ${HOSTILE}` }]]);
	await using opened = await openPage(browser, `${url}/dash?view=sessions&range=7d`);
	const { page, faults } = opened;
	await settled(page);
	const field = page.getByRole("searchbox");
	await field.pressSequentially('ÅNGSTRÖM 100%_"');
	await page.waitForURL((address) => address.searchParams.get("search") === 'ÅNGSTRÖM 100%_"');
	await settled(page);
	await rows(page).nth(1).waitFor({ state: "detached" });
	expect(await rows(page).locator("a").getAttribute("href")).toContain(`session=${id}`);
	await field.fill("nothing of the kind");
	await page.getByText("No session of this range came to anything of that name.").waitFor();
	// One step back, however much was typed.
	await page.goBack();
	await rows(page).nth(1).waitFor();
	expect(await field.inputValue()).toBe("");
	expect(await page.title()).not.toBe("owned");
	expect(faults).toEqual([]);
});

test("trials, faulty screens and open sessions are marked", async () => {
	const faulty = Array.from({ length: 12 }, (_, index): Told => [index * 2, "click", { clickX: 700, clickY: 20 }]);
	await visit(faulty);
	await visit([[599, "click", { target: "now" }]], { stopped: false });
	const { token } = await send<{ token: string }>("/sessions", {
		consumer_key: visits.key,
		ts: Date.now(),
		test: true,
	});
	await send("/sessions/stop", { token, ts: Date.now() });
	const last = (await list({ test: "include", faulty: "include" })).sessions.slice(0, 3);
	await using opened = await openPage(browser, `${url}/dash?view=sessions&range=7d&test=include&faulty=include`);
	const { page } = opened;
	await settled(page);
	const badges = async (session: SessionFigures | undefined) =>
		rows(page)
			.filter({ has: page.locator(`a[href*="session=${session?.id}"]`) })
			.locator(".badge")
			.allTextContents();
	expect(await badges(last.find(({ test }) => test))).toEqual(["Trial"]);
	expect(await badges(last.find(({ faulty: isFaulty }) => isFaulty))).toEqual(["Faulty screen"]);
	expect(await badges(last.find(({ open }) => open))).toEqual(["still open"]);
});

test("the page that is shown can be taken along", async () => {
	await using opened = await openPage(browser, `${url}/dash?view=sessions&range=7d&zone=UTC`);
	const { page } = opened;
	await settled(page);
	for (const [name, lines] of [
		["CSV", 51],
		["NDJSON", 50],
	] as const) {
		await page.locator(".panel .menu summary").click();
		const download = page.waitForEvent("download");
		await page.getByRole("button", { name: `${name}: Sessions` }).click();
		const text = await Bun.file(await (await download).path()).text();
		expect(text.trim().split("\n")).toHaveLength(lines);
		await page.keyboard.press("Escape");
	}
});

test("one session: its figures, its screens, its gaps, its touches on nothing, and how far the film was played", async () => {
	const { id } = await visit(VISIT, { data: { language: "nb", screen: "map" } });
	await using opened = await openPage(browser, `${url}/dash?view=sessions&session=${id}`);
	const { page, faults } = opened;
	await settled(page);
	const facts = await page.locator(".session-facts > div").evaluateAll((all) => all.map((each) => each.textContent));
	expect(facts.filter((fact) => !fact?.startsWith("Started"))).toEqual([
		...["KioskLive", "Dwell time45s", "Events6", "Targets2", "Misses1", "Bursts0", "LanguageNorwegian Bokmål"],
		"Endednobody touched any more",
	]);
	const events = page.locator(".event-list");
	expect(await events.locator("h3 .name").allTextContents()).toEqual(["map", "story"]);
	expect(await events.locator(".gap").allTextContents()).toEqual(["40s without a touch"]);
	const items = (await events.locator(".event").allTextContents()).map((text) => text.replace(/^[\d:]+/, ""));
	expect(items).toEqual(["lighthouse", "+3sfilm", "+0sfilmplayto 0%", "filmpauseto 50%", "+2sclickMisscolour: red"]);
	// Of the screen that is shown.
	expect(await page.locator(".screen .tap").count()).toBe(2);
	expect(await seriousViolations(page)).toBe("[]");
	expect(faults).toEqual([]);
});

test("it is replayed by the keyboard, the list goes along, and long waits are made short and told of", async () => {
	const { id } = await visit(VISIT, { data: { screen: "map" } });
	await using opened = await openPage(browser, `${url}/dash?view=sessions&session=${id}`);
	const { page } = opened;
	await settled(page);
	await page.getByText("Waits are shortened to 2s.").waitFor();
	const slider = page.getByRole("slider", { name: "Event" });
	await slider.focus();
	await page.keyboard.press("Home");
	await page.getByText("Event 1 of 6").waitFor();
	expect(await page.locator(".screen .tap").count()).toBe(1);
	expect(await slider.getAttribute("aria-valuetext")).toMatch(/^Event 1 of 6: \d\d:\d\d:\d\d lighthouse$/);
	expect(await page.locator(".event-list [aria-current]").textContent()).toContain("lighthouse");
	await page.keyboard.press("ArrowRight");
	expect(await page.locator(".event-list [aria-current] .name").textContent()).toBe("story");
	await page.keyboard.press("ArrowRight");
	expect(await page.locator(".event-list [aria-current]").textContent()).toContain("film");
	expect(await page.locator(".screen .now").count()).toBe(1);
	expect(await page.locator(".screen .before").count()).toBe(0);
	await page.keyboard.press("Home");
	await page.getByRole("button", { name: "4×" }).click();
	const startedMs = performance.now();
	await page.getByRole("button", { name: "Play" }).click();
	await page.getByRole("button", { name: "Pause" }).waitFor();
	await page.getByText("Event 6 of 6").waitFor();
	// Of 45 s, two waits are longer than 2 s; at four times the speed.
	expect(performance.now() - startedMs).toBeLessThan(10_000);
	await page.getByRole("button", { name: "Play" }).waitFor();
	await page.keyboard.press("Shift+Tab");
	await page.getByRole("button", { name: "Play" }).click();
	await page.getByRole("button", { name: "At once" }).click();
	await page.getByText("Event 6 of 6").waitFor();
	expect(await page.locator(".screen .tap").count()).toBe(2);
});

test("a screen shows where it was touched itself, faintly where that was before another one", async () => {
	const { id } = await visit(RETURN);
	await using opened = await openPage(browser, `${url}/dash?view=sessions&session=${id}`);
	const { page } = opened;
	await settled(page);
	const spots = (selector: string) =>
		page.locator(`.screen ${selector} .spot`).evaluateAll((all) => all.map((each) => each["cx"].baseVal.value));
	expect(await spots(".tap")).toEqual([200, 1500]);
	expect(await spots(".before")).toEqual([200]);
	await page.getByRole("slider", { name: "Event" }).focus();
	await page.keyboard.press("ArrowLeft");
	await page.getByText("Event 2 of 3").waitFor();
	expect(await spots(".tap")).toEqual([900]);
});

test("a click on an event leads the replay there", async () => {
	const { id } = await visit(VISIT, { data: { screen: "map" } });
	await using opened = await openPage(browser, `${url}/dash?view=sessions&session=${id}`);
	const { page } = opened;
	await settled(page);
	await page.locator(".event", { hasText: "lighthouse" }).getByRole("button").click();
	await page.getByText("Event 1 of 6").waitFor();
});

test("the screen's picture lies under its touches", async () => {
	const { id } = await visit([[1, "click", place(5, 5, { target: "x", screen: "pictured" })]]);
	await send("/dashboard/pictures", { screen: "pictured", width: 1920, height: 1080, picture: PIXEL });
	await using opened = await openPage(browser, `${url}/dash?view=sessions&session=${id}`);
	await opened.page.locator(".screen image").waitFor();
	expect(opened.faults).toEqual([]);
});

test("a session without events, without places, and one that is not there say so", async () => {
	const { id: empty } = await visit([]);
	const { id: placeless } = await visit([[1, "press", { target: "button" }]]);
	for (const [id, text] of [
		[empty, "Nothing was touched in this session."],
		[placeless, "Where the screen was touched is not known."],
	] as const) {
		await using opened = await openPage(browser, `${url}/dash?view=sessions&session=${id}`);
		await opened.page.getByText(text).waitFor();
		expect(opened.faults).toEqual([]);
	}
	await using opened = await openPage(browser, `${url}/dash?view=sessions&session=999999`);
	await opened.page.getByText("There is no such session.").waitFor();
	await opened.page.getByRole("link", { name: "All sessions" }).click();
	await rows(opened.page).first().waitFor();
});

test("a session that goes on is followed", async () => {
	const { id, token } = await visit([[599, "click", place(5, 5, { target: "first" })]], { stopped: false });
	await using opened = await openPage(browser, `${url}/dash?view=sessions&session=${id}`);
	const { page } = opened;
	await page.getByText("Event 1 of 1").waitFor();
	await send("/events", { token, action: "click", data: place(9, 9, { target: "second" }), ts: Date.now() });
	await page.getByText("Event 2 of 2").waitFor();
	await page.locator(".event", { hasText: "second" }).waitFor();
});

test("what a stranger sent is shown event by event, and does nothing", async () => {
	const told: Told[] = [
		[1, "click", place(5, 5, { target: HOSTILE, screen: HOSTILE, more: HOSTILE })],
		[2, HOSTILE, HOSTILE],
		[3, "screen", { screen: HOSTILE }],
		[4, "click", { target: { a: 1 }, clickX: "x", clickY: null, viewportWidth: -1, viewportHeight: 1e9 }],
		[5, "play", { target: "\u202e gnp", position: 1e308, duration: 1e-308 }],
		[6, "click", place(1e12, -1e12, { target: "far away" })],
		[7, "note", ["an", "array"]],
	];
	const { id } = await visit(told, { data: { screen: HOSTILE, language: HOSTILE } });
	await using opened = await openPage(browser, `${url}/dash?view=sessions&session=${id}`);
	const { page, faults } = opened;
	await settled(page);
	await page.locator(".event-list").getByText(HOSTILE).first().waitFor();
	expect(await page.locator("img").count()).toBe(0);
	expect(await page.title()).not.toBe("owned");
	expect(await isSideways(page)).toBe(false);
	expect(faults).toEqual([]);
});

test.each([
	["de-DE", "Sitzungen", "Alle Sitzungen"],
	["nb-NO", "Økter", "Alle økter"],
])("in %s it speaks so", async (locale, title, back) => {
	const { id } = await visit(VISIT);
	await using opened = await openPage(browser, `${url}/dash?view=sessions`, { locale });
	const { page } = opened;
	await settled(page);
	expect(await page.locator("h2").textContent()).toBe(title);
	await page.goto(`${url}/dash?view=sessions&session=${id}`);
	await page.getByRole("link", { name: back }).waitFor();
});
