/**
 * `npm run screenshots`: makes the README's pictures of the dashboard anew, from the demonstration's made-up visits. They
 * look best with the font Inter on the machine.
 */
import { join } from "node:path";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { spawnBinary } from "../support/binary.ts";
import { openBrowser } from "../support/browser.ts";
import { settled } from "../support/dashboard-page.ts";

const FOLDER = join(import.meta.dir, "../../examples/screenshots");

const DESK = { viewport: { width: 1280, height: 860 } };

interface Shot {
	readonly name: string;
	readonly query: string;
	readonly look: BrowserContextOptions;
	/** What has to happen before it is taken. */
	readonly until?: (page: Page) => Promise<unknown>;
}

const SHOTS: readonly Shot[] = [
	{
		name: "overview",
		query: "range=30d",
		look: { viewport: { width: 1280, height: 1230 }, colorScheme: "light" },
	},
	{ name: "touches", query: "view=touches&range=90d", look: { ...DESK, colorScheme: "dark" } },
	{
		name: "live",
		query: "view=live",
		look: { ...DESK, colorScheme: "light" },
		// Somebody is at three kiosks, and has touched a few things.
		until: async (page) => {
			await page.locator(".last-touches li").nth(11).waitFor({ timeout: 120_000 });
			await page.locator(".card:not(.over)").nth(2).waitFor({ timeout: 120_000 });
		},
	},
	{
		name: "phone",
		query: "range=7d",
		look: { viewport: { width: 390, height: 860 }, deviceScaleFactor: 2, colorScheme: "dark" },
	},
];

const demo = spawnBinary(["demo", "--port", "0"]);
try {
	const url = await addressOf(demo.stdout);
	await using browser = await openBrowser();
	for (const shot of SHOTS) await take(browser, url, shot);
} finally {
	demo.kill("SIGTERM");
	await demo.exited;
}

async function take(browser: Browser, url: string, { name, query, look, until }: Shot): Promise<void> {
	const context = await browser.newContext({ locale: "en-GB", timezoneId: "Europe/Oslo", ...look });
	const page = await context.newPage();
	await page.goto(`${url}/dash?${query}`);
	await settled(page);
	await until?.(page);
	await page.evaluate("document.fonts.ready.then(() => new Promise(requestAnimationFrame))");
	const png = await page.screenshot();
	const data = await toWebp(page, png);
	await Bun.write(join(FOLDER, `${name}.webp`), data);
	console.log(`${name}: ${data.length} bytes`);
	await context.close();
}

/** A third of what PNG takes; the browser has the encoder. */
async function toWebp(page: Page, png: Buffer): Promise<Buffer> {
	const address = await page.evaluate<string>(`(async () => {
		const image = new Image();
		image.src = "data:image/png;base64,${png.toString("base64")}";
		await image.decode();
		const canvas = document.createElement("canvas");
		canvas.width = image.width;
		canvas.height = image.height;
		canvas.getContext("2d").drawImage(image, 0, 0);
		return canvas.toDataURL("image/webp", 0.9);
	})()`);
	return Buffer.from(address.slice(address.indexOf(",") + 1), "base64");
}

async function addressOf(output: ReadableStream<Uint8Array>): Promise<string> {
	const decoder = new TextDecoder();
	let said = "";
	for await (const chunk of output) {
		said += decoder.decode(chunk, { stream: true });
		const [, url] = /^Dashboard: (\S+)\/dash$/m.exec(said) ?? [];
		if (url !== undefined) return url;
	}
	throw new Error(`The demonstration ended: ${said}`);
}
