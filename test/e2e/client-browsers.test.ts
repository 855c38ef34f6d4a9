import { afterAll, beforeAll, describe, expect, setDefaultTimeout, test } from "bun:test";
import { existsSync } from "node:fs";
import { lacks } from "../support/debian.ts";
import { FIREFOX, openFirefox } from "../support/firefox.ts";
import { html, type Museum, openMeasured, openMuseum, PAGE_KEY } from "../support/measured-page.ts";
import { openOldChromium } from "../support/old-chromium.ts";
import type { TouchBrowser, TouchPage } from "../support/touch-browser.ts";

setDefaultTimeout(60_000);

let museum: Museum;
beforeAll(async () => {
	museum = await openMuseum();
});
afterAll(() => museum[Symbol.asyncDispose]());

/** The same browser as in all other tests. */
const openChromium = async (): Promise<TouchBrowser> => ({
	version: museum.browser.version(),
	async open(url) {
		const { page, tap } = await openMeasured(museum.browser, url);
		return { evaluate: (expression) => page.evaluate(expression), tap, reload: async () => void (await page.reload()) };
	},
	[Symbol.asyncDispose]: async () => undefined,
});

const BROWSERS = [
	{ name: "Chromium of today", open: openChromium, version: /^\d{3}\./, pointer: "touch" },
	{
		name: "Chromium 80",
		open: openOldChromium,
		version: /Chrome\/80\./,
		pointer: "touch",
		skip: process.platform !== "linux" || process.arch !== "x64",
	},
	{
		name: "Firefox ESR",
		open: openFirefox,
		version: /^Firefox \d{3}\./,
		pointer: "touch",
		skip: lacks(existsSync(FIREFOX), "Firefox (Debian's package firefox-esr)"),
	},
];

const BODY = `<body style="margin:0;display:flex"><button id="left" style="width:400px;height:600px"></button>
<button id="right" style="width:400px;height:600px"></button>`;

/** Notes what goes wrong, from the first line of the page on. */
const NOTE =
	"<script>window.wrong = []; onerror = onunhandledrejection = (event) => { wrong.push(String(event)) }</script>";
const LISTEN = "microticks.on('error', ({ code, message }) => wrong.push(code + message))";

describe.each(BROWSERS.filter(({ skip }) => !skip))("in $name", ({ open, version, pointer }) => {
	let browser: TouchBrowser;
	beforeAll(async () => {
		browser = await open();
	});
	afterAll(() => browser[Symbol.asyncDispose]());

	/** Opens a page with this script tag in it. */
	const openPage = async (tag: string) => {
		museum.pages.set(
			"/",
			html(`<!doctype html><html lang="de"><head>${NOTE}${tag}<script>${LISTEN}</script></head>${BODY}</html>`),
		);
		return await browser.open(`${museum.site}/`);
	};
	/** Sends what is queued, and gives the clicks of the session that was started last. */
	const clicksOf = async (page: TouchPage) => {
		await page.evaluate("microticks.flush()");
		expect(await page.evaluate<string[]>("wrong")).toEqual([]);
		const { id } = museum.sessions().at(-1) ?? {};
		return museum.events("click").filter(({ session_id }) => session_id === id);
	};

	test("two fingers at once are two taps, in the database in their order, with their times", async () => {
		expect(browser.version).toMatch(version);
		const page = await openPage(museum.tag());
		const started = Date.now();
		for (let row = 0; row < 5; row++) await page.tap([100, 50 + row], [500, 60 + row]);
		const clicks = await clicksOf(page);
		const rows = [0, 1, 2, 3, 4];
		expect(clicks.map(({ data }) => [data["target"], data["clickX"], data["clickY"], data["pointer"]])).toEqual(
			rows.flatMap((row) => [
				["left", 100, 50 + row, pointer],
				["right", 500, 60 + row, pointer],
			]),
		);
		const times = clicks.map(({ time }) => Date.parse(time));
		expect(times).toEqual(times.toSorted());
		expect([times.at(0), times.at(-1)].map((time = 0) => time > started - 100 && time < Date.now() + 100)).toEqual([
			true,
			true,
		]);
	});

	test("what a page could not send, the next one does", async () => {
		const script = await (await fetch(`${museum.server.url}/microticks.js`)).text();
		museum.pages.set("/microticks.js", html(script, { "content-type": "text/javascript" }));
		const page = await openPage(
			`<script src="/microticks.js" data-host="${museum.server.url}" data-consumer-key="${PAGE_KEY}"></script>`,
		);
		await museum.killServer();
		try {
			for (let x = 10; x < 15; x++) await page.tap([x, 50]);
			await page.reload();
			for (let x = 15; x < 20; x++) await page.tap([x, 50]);
			await page.reload();
			await page.evaluate("microticks.flush()");
			expect(await page.evaluate<number>("microticks.queueLength")).toBeGreaterThan(9);
		} finally {
			await museum.startServer();
		}
		const clicks = await clicksOf(page);
		expect(clicks.map(({ data }) => data["clickX"])).toEqual([10, 11, 12, 13, 14, 15, 16, 17, 18, 19]);
		expect(await page.evaluate<number>("microticks.queueLength")).toBe(0);
	});

	test("who goes away ends the session at the last touch", async () => {
		const page = await openPage(museum.tag('data-idle-timeout="1" data-idle-warning="0.5"'));
		const idle = page.evaluate("new Promise((resolve) => microticks.on('idle', () => resolve()))");
		await page.tap([100, 50]);
		await page.tap([500, 50]);
		await idle;
		const clicks = await clicksOf(page);
		const session = museum.sessions().at(-1);
		expect([clicks.length, session?.stop_reason]).toEqual([2, "idle"]);
		expect(session?.stopped_at).toBe(clicks[1]?.time ?? "");
	});

	test("the module measures, too", async () => {
		museum.pages.set("/module", html(`<!doctype html><html lang="de"><head>${NOTE}</head>${BODY}</html>`));
		const page = await browser.open(`${museum.site}/module`);
		await page.evaluate(`import("${museum.server.url}/microticks.mjs").then(({ createMicroticks }) => {
			window.microticks = createMicroticks({ consumerKey: "${PAGE_KEY}", host: "${museum.server.url}" });
			${LISTEN};
		})`);
		await page.tap([100, 50]);
		expect((await clicksOf(page)).map(({ data }) => data["target"])).toEqual(["left"]);
	});
});
