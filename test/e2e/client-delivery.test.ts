import { afterEach, beforeEach, expect, setDefaultTimeout, test } from "bun:test";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { chromium } from "playwright-core";
import { html, type MeasuredPage, type Museum, openMuseum } from "../support/measured-page.ts";

setDefaultTimeout(180_000);

let museum: Museum;
beforeEach(async () => {
	museum = await openMuseum();
});
afterEach(() => museum[Symbol.asyncDispose]());

const BODY = `<body style="margin:0"><button id="it" style="width:700px;height:500px"></button>`;

/** Sends until nothing is left. */
async function drain({ page }: MeasuredPage): Promise<void> {
	await page.evaluate("(async () => { do await microticks.flush(); while (microticks.queueLength > 0) })()");
}

test("1,000 taps arrive once, in order and with their times, through five kills of the server and three reloads", async () => {
	await using kiosk = await museum.open(BODY, 'data-tap-limit="1000000" data-idle-timeout="600"');
	const times: [before: number, after: number][] = [];
	for (let tap = 0; tap < 1000; tap++) {
		if (tap % 200 === 100) await museum.killServer();
		if (tap % 200 === 150) await museum.startServer();
		if (tap % 300 === 260) await kiosk.page.reload();
		const before = Date.now();
		await kiosk.tap([10 + (tap % 500), 10 + Math.floor(tap / 500)]);
		times.push([before, Date.now()]);
	}
	await drain(kiosk);
	const clicks = museum.events("click");
	expect(clicks.map(({ data }) => [data["clickX"], data["clickY"]])).toEqual(
		times.map((_, tap) => [10 + (tap % 500), 10 + Math.floor(tap / 500)]),
	);
	const wrong = clicks.filter(({ time }, tap) => {
		const [before = 0, after = 0] = times[tap] ?? [];
		// Each page takes the machine's clock once, to the millisecond.
		return Date.parse(time) < before - 20 || Date.parse(time) > after + 20;
	});
	expect(wrong).toEqual([]);
	expect(museum.sessions().length).toBe(1);
});

test("what was kept survives a kill of the browser, and is sent by the next one", async () => {
	const folder = join(museum.directory, "profile");
	const start = () =>
		chromium.launchPersistentContext(folder, {
			...(existsSync("/usr/bin/chromium") ? { executablePath: "/usr/bin/chromium" } : {}),
			args: ["--no-sandbox", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
		});
	museum.pages.set("/", html(`<!doctype html>${museum.tag()}${BODY}`));
	const first = await start();
	const page = await first.newPage();
	await page.goto(museum.site);
	await museum.killServer();
	const kept: number[] = [];
	await page.exposeFunction("kept", (index: number) => kept.push(index));
	const reached = Promise.withResolvers<void>();
	await page.exposeFunction("enough", () => reached.resolve());
	await page.evaluate(`(async () => {
		for (let index = 0; index < 2000; index++) {
			const tracking = microticks.track("step", { index });
			if (index % 3 === 0) await tracking;
			tracking.then(() => kept(index));
			if (index === 150) enough();
		}
	})().catch(() => {}), 0`);
	await reached.promise;
	const { stdout } = Bun.spawnSync(["pgrep", "-f", `user-data-dir=${folder}`]);
	for (const pid of stdout.toString().trim().split("\n")) {
		try {
			process.kill(Number(pid), "SIGKILL");
		} catch {
			// Gone with its parent.
		}
	}
	const sure = [...kept];
	expect(sure.length).toBeGreaterThan(100);
	await first.close().catch(() => undefined);
	await museum.startServer();
	const second = await start();
	const next = await second.newPage();
	await next.goto(museum.site);
	await next.evaluate("(async () => { do await microticks.flush(); while (microticks.queueLength > 0) })()");
	await second.close();
	const arrived = museum.events("step").map(({ data }) => Number(data["index"]));
	expect(new Set(arrived).size).toBe(arrived.length);
	expect(arrived).toEqual(arrived.toSorted((one, other) => one - other));
	expect(sure.filter((index) => !arrived.includes(index))).toEqual([]);
});

test("a page that goes right after a tap sends it without a next one", async () => {
	await using kiosk = await museum.open(BODY);
	await kiosk.tap([50, 50]);
	await kiosk.flush();
	await kiosk.tap([60, 60]);
	await kiosk.page.goto("about:blank");
	while (museum.events("click").length < 2) await kiosk.page.evaluate("0");
	expect(museum.events("click").map(({ data }) => data["clickX"])).toEqual([50, 60]);
});

test("two tabs of one origin send each touch once, and the one that stays sends what the other left", async () => {
	for (const locks of [true, false]) {
		const before = museum.events("step").length;
		await using kiosk = await museum.open(BODY);
		const context = kiosk.page.context();
		if (!locks) await context.addInitScript("Object.defineProperty(navigator, 'locks', { value: undefined })");
		const tabs = [await context.newPage(), await context.newPage()];
		for (const tab of tabs) await tab.goto(museum.site);
		await museum.killServer();
		await Promise.all(
			tabs.map((tab, number) =>
				tab.evaluate(
					`(async () => { for (let index = 0; index < 100; index++) await microticks.track("step", { number: ${number}, index }) })()`,
				),
			),
		);
		await tabs[1]?.close();
		await museum.startServer();
		await drain({ ...kiosk, page: tabs[0] ?? kiosk.page });
		const steps = museum
			.events("step")
			.slice(before)
			.map(({ data }) => `${data["number"]} ${data["index"]}`);
		expect(steps.length).toBe(200);
		expect(new Set(steps).size).toBe(200);
	}
});

test("a session starts with no server there; a server whose file was replaced is told of it anew", async () => {
	await using kiosk = await museum.open(BODY);
	await museum.killServer();
	await kiosk.tap([50, 50]);
	await kiosk.page.evaluate("microticks.flush()");
	expect(await kiosk.page.evaluate("microticks.queueLength")).toBeGreaterThan(1);
	await museum.startServer();
	await drain(kiosk);
	expect(museum.events("click").length).toBe(1);

	const session = museum.sessions()[0]?.client_id;
	await museum.killServer();
	museum.replaceDatabase();
	await museum.startServer();
	await kiosk.tap([60, 60]);
	await drain(kiosk);
	expect(museum.events("click").map(({ data }) => data["clickX"])).toEqual([60]);
	expect(museum.sessions().map(({ client_id }) => client_id)).toEqual([session ?? ""]);
	expect(kiosk.said.filter((line) => line.includes("unknown_session"))).toEqual([]);
});
