import { Database } from "bun:sqlite";
import { expect, setDefaultTimeout, test } from "bun:test";
import { join } from "node:path";
import { serveBinary } from "../support/binary.ts";
import { openBrowser } from "../support/browser.ts";
import { addConsumer, temporaryDirectory } from "../support/service.ts";

setDefaultTimeout(60_000);

const FOLDER = join(import.meta.dir, "../../examples/2017");

test("the page of 2017, from the disk and as it is, tracks both boxes and stops its session", async () => {
	using directory = temporaryDirectory();
	const path = join(directory.path, "ticks.db");
	const [, key = ""] = /CONSUMER_KEY = "(\w+)"/.exec(await Bun.file(join(FOLDER, "client.js")).text()) ?? [];
	addConsumer(path, "Frontend of 2017", key);
	await using server = await serveBinary(["--db", path, "--log-level", "warn"]);
	const browser = await openBrowser();
	await using _closing = { [Symbol.asyncDispose]: () => browser.close() };
	const page = await browser.newPage();
	const said: string[] = [];
	const faults: string[] = [];
	page.on("console", (message) => (message.type() === "log" ? said : faults).push(message.text()));
	page.on("pageerror", (error) => faults.push(`${error}`));
	// The page names port 5000, which another program of this machine may have.
	await page.route("http://localhost:5000/**", async (route) => {
		const response = await route.fetch({ url: route.request().url().replace("http://localhost:5000", server.url) });
		await route.fulfill({ response });
	});

	await page.goto(`file://${join(FOLDER, "example.html")}`);
	const state = page.locator("#state");
	for (const box of ["red", "blue"]) {
		await page.locator(`#${box}`).click({ position: { x: 20, y: 30 } });
		await state.filter({ hasText: `Tracked: ${box}.` }).waitFor();
	}
	const sent = page.waitForResponse((response) => response.url().endsWith("/sessions/stop"));
	await page.locator("#stop").click();
	await state.filter({ hasText: "The session is stopped." }).waitFor();
	expect((await sent).status()).toBe(200);

	using database = new Database(path, { readonly: true });
	const events = database
		.query<{ action: string; data: string }, []>("SELECT action, data FROM events ORDER BY id")
		.all();
	expect(events.map(({ action, data }) => [action, JSON.parse(data).target])).toEqual([
		["click", "red"],
		["click", "blue"],
	]);
	const [red] = events.map(({ data }) => JSON.parse(data));
	const box = await page.locator("#red").boundingBox();
	expect(red.clickX).toBeCloseTo((box?.x ?? 0) + 20, 0);
	expect(red.clickY).toBeCloseTo((box?.y ?? 0) + 30, 0);
	expect(database.query("SELECT stop_reason, clicks FROM sessions").all()).toEqual([
		{ stop_reason: "visitor", clicks: 2 },
	]);
	expect(said.filter((line) => line.startsWith("[Microticks]"))).toHaveLength(3);
	expect(faults).toEqual([]);
});
