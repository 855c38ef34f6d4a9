import { Database } from "bun:sqlite";
import { afterAll, beforeAll, expect, setDefaultTimeout, test } from "bun:test";
import { readFileSync } from "node:fs";
import type { Browser, Page } from "playwright-core";
import { PNG } from "../http/pictures.ts";
import { openBrowser } from "../support/browser.ts";
import { openPage, type ServedVisits, seriousViolations, serveVisits, settled } from "../support/dashboard-page.ts";

setDefaultTimeout(120_000);

/** A red screenshot that no compression makes small, as large as a screen with four times the pixels of most. */
const NOISE = `(() => {
	const canvas = document.createElement("canvas");
	[canvas.width, canvas.height] = [3840, 2160];
	const context = canvas.getContext("2d");
	const image = context.createImageData(canvas.width, canvas.height);
	let seed = 1;
	for (let at = 0; at < image.data.length; at += 4) {
		seed = (seed * 1103515245 + 12345) % 2147483648;
		image.data.set([200 + (seed >> 16) % 56, (seed >> 8) % 56, seed % 56, 255], at);
	}
	context.putImageData(image, 0, 0);
	return canvas.toDataURL();
})()`;

/** What is seen in the middle of the picture under the map, as red, green and blue. */
const MIDDLE = `(() => {
	const image = document.querySelector(".heat img");
	const canvas = document.createElement("canvas");
	[canvas.width, canvas.height] = [1, 1];
	const context = canvas.getContext("2d");
	context.drawImage(image, 0, 0, 1, 1);
	return [image.naturalWidth, image.naturalHeight, ...context.getImageData(0, 0, 1, 1).data.slice(0, 3)];
})()`;

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

const openTouches = async (url = visits.server.url, query = "view=touches") => {
	const opened = await openPage(browser, `${url}/dash?${query}`);
	await settled(opened.page);
	return opened;
};

const choose = (page: Page, buffer: Buffer, mimeType = "image/png") =>
	page.locator("input[type=file]").setInputFiles({ name: "screen", mimeType, buffer });

function kept() {
	using database = new Database(visits.databasePath, { readonly: true });
	return database
		.query<{ place: string; type: string; size: number }, []>(
			"SELECT place, type, length(bytes) AS size FROM pictures ORDER BY place",
		)
		.all();
}

test("a large screenshot is made small, lies under the map, and can be taken along, replaced and removed", async () => {
	await using opened = await openTouches();
	const { page, faults, requests } = opened;
	const png = Buffer.from((await page.evaluate<string>(NOISE)).split(",")[1] ?? "", "base64");
	expect(png.byteLength).toBeGreaterThan(10_000_000);
	await choose(page, png);
	await page.locator(".heat img").waitFor();
	await settled(page);
	const [width = 0, height = 0, red = 0, green = 0, blue = 0] = await page.evaluate<number[]>(MIDDLE);
	expect(width).toBeLessThanOrEqual(1600);
	expect(width).toBeGreaterThan(600);
	expect(width / height).toBeCloseTo(16 / 9, 1);
	expect([red > 180, green < 90, blue < 90]).toEqual([true, true, true]);
	const [picture, ...others] = kept();
	expect(others).toEqual([]);
	expect(picture?.type).toBe("image/webp");
	expect(picture?.size).toBeLessThan(760_001);
	expect(await seriousViolations(page)).toBe("[]");

	await page.getByText("Save", { exact: true }).click();
	const [download] = await Promise.all([
		page.waitForEvent("download"),
		page.getByRole("button", { name: "PNG: Touches" }).click(),
	]);
	const saved = readFileSync(await download.path());
	expect(saved.subarray(1, 4).toString()).toBe("PNG");
	// As wide as it is said to be, in the header's first number.
	expect(saved.readUInt32BE(16)).toBe(1600);

	await page.reload();
	await page.locator(".heat img").waitFor();
	await choose(page, await page.screenshot());
	await page.getByText("Saved").waitFor();
	expect(kept()).toHaveLength(1);
	expect(kept()[0]?.size).toBeLessThan(picture?.size ?? 0);

	await page.getByRole("button", { name: "Remove the picture" }).click();
	await page.getByRole("dialog").waitFor();
	await page.keyboard.press("Escape");
	await page.getByRole("dialog").waitFor({ state: "detached" });
	expect(kept()).toHaveLength(1);
	await page.getByRole("button", { name: "Remove the picture" }).click();
	await page.getByRole("dialog").getByRole("button", { name: "Remove the picture" }).click();
	await page.locator(".heat img").waitFor({ state: "detached" });
	expect(kept()).toEqual([]);
	await page.getByText("Upload a picture").waitFor();
	expect(faults).toEqual([]);
	expect(requests.filter((url) => !url.startsWith(`${visits.server.url}/`) && !/^(data|blob):/.test(url))).toEqual([]);
});

test("a picture of one screen lies under no other, and is seen by a link that can change nothing", async () => {
	await using opened = await openTouches();
	const { page, faults } = opened;
	await choose(page, await page.screenshot());
	await page.locator(".heat img").waitFor();
	const made = await fetch(`${visits.server.url}/dashboard/shares`, {
		method: "POST",
		headers: { "content-type": "application/json" },
		body: JSON.stringify({ name: "Director", consumers: [1] }),
	});
	const { token } = (await made.json()) as { token: string };
	await page.locator(".panel select").selectOption({ index: 1 });
	await settled(page);
	await page.locator(".heat img").waitFor({ state: "detached" });

	await using shared = await openPage(browser, `${visits.server.url}/dash?view=touches#share=${token}`);
	await settled(shared.page);
	const places = await shared.page.locator(".panel select option").allTextContents();
	const pictured = kept()[0]?.place.replace(/^(\d+)x(\d+) (.*)$/, "$3 · $1×$2") ?? "";
	expect(places).toContain(pictured);
	await shared.page.locator(".panel select").selectOption({ label: pictured });
	await shared.page.locator(".heat img").waitFor();
	expect(await shared.page.locator("input[type=file]").count()).toBe(0);
	expect(await shared.page.getByRole("button", { name: "Remove the picture" }).count()).toBe(0);
	expect([...faults, ...shared.faults]).toEqual([]);
});

test("what is no picture is refused before it is sent", async () => {
	await using opened = await openTouches();
	const { page, requests } = opened;
	const before = kept();
	const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>document.title="owned"</script></svg>');
	for (const [content, type] of [
		[Buffer.from("Dear diary"), "image/png"],
		[svg, "image/svg+xml"],
		[Buffer.alloc(0), "image/png"],
	] as const) {
		await choose(page, content, type);
		await page.getByText("This is no picture that the browser can read.").waitFor();
	}
	expect(await page.title()).not.toBe("owned");
	expect(kept()).toEqual(before);
	expect(requests.filter((url) => url.includes("/dashboard/pictures"))).toEqual([]);
});

test("a server that does not take it is heard", async () => {
	await using opened = await openPage(browser, `${visits.server.url}/dash?view=touches`, {
		prepare: (page) =>
			page.route("**/dashboard/pictures", (route) =>
				route.fulfill({ status: 409, json: { status: 409, code: "limit_reached", error: "There are 200 pictures." } }),
			),
	});
	const { page } = opened;
	await settled(page);
	await choose(page, await page.screenshot());
	await page.getByText("There are as many as there may be.").waitFor();
});

test("while one kiosk is chosen, a picture is that kiosk's, and no other's", async () => {
	for (const { place } of kept()) {
		const [, width, height, screen] = /^(\d+)x(\d+) (.*)$/.exec(place) ?? [];
		const body = JSON.stringify({ screen, width: Number(width), height: Number(height) });
		const headers = { "content-type": "application/json" };
		await fetch(`${visits.server.url}/dashboard/pictures/remove`, { method: "POST", headers, body });
	}
	await using opened = await openTouches(visits.server.url, "view=touches&kiosks=2");
	const { page } = opened;
	await page.getByText("It is of Ocean table alone.").waitFor();
	await choose(page, Buffer.from(PNG, "base64"));
	await page.locator(".heat img").waitFor();
	expect(kept()).toHaveLength(1);
	await using other = await openTouches(visits.server.url, "view=touches&kiosks=1");
	await other.page.getByText("is stretched to").waitFor();
	expect(await other.page.locator(".heat img").count()).toBe(0);
	await page.getByRole("button", { name: "Remove the picture" }).click();
	await page.getByRole("dialog").getByRole("button", { name: "Remove the picture" }).click();
	await page.locator(".heat img").waitFor({ state: "detached" });
	expect(kept()).toEqual([]);
});
