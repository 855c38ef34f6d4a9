import { join } from "node:path";
import type { Browser } from "playwright-core";
import { newKey } from "../../src/cli/database.ts";
import { fillDatabase } from "../../src/demo/fill-database.ts";
import { bundleDashboard } from "../../src/http/bundle-dashboard.ts";
import { openDatabase } from "../../src/store/open-database.ts";
import { openBrowser } from "../support/browser.ts";
import { type CommandOf, freePort, startServer } from "./contenders.ts";
import { untilReportsAreReady } from "./pack-history.ts";
import type { Quiet } from "./quiet.ts";
import { median } from "./statistics.ts";

/** What the dashboard's page costs. */
export interface PageFigures {
	/** Each file, gzipped as it is sent. */
	readonly files: readonly { readonly name: string; readonly gzipped: number }[];
	readonly gzipped: number;
	/** Of it what the overview loads. */
	readonly overviewGzipped: number;
	/** Of a browser that has nothing of it yet, in the median. */
	readonly picture: Picture;
	/** The very first one, of a server that has just been started. */
	readonly firstPicture: Picture;
}

/** Milliseconds from the beginning of the navigation. */
interface Picture {
	/** The browser's first contentful paint: the page's frame. */
	readonly paint: number;
	/** The key figures are drawn. */
	readonly figures: number;
	/** The first chart is. */
	readonly chart: number;
	/** All panels are. */
	readonly all: number;
}

/** Gives a {@link Picture}: a part is drawn in the frame after it has come into the page. */
const WATCH = `
	window.picture = new Promise((resolve) => {
		const seen = new Set();
		const drawn = {};
		const note = (name, isThere) => {
			if (seen.has(name) || !isThere) return;
			seen.add(name);
			requestAnimationFrame(() => setTimeout(() => {
				drawn[name] = performance.now();
				const [paint] = performance.getEntriesByName("first-contentful-paint");
				if ("all" in drawn) resolve({ ...drawn, paint: paint?.startTime ?? 0 });
			}));
		};
		const count = (selector) => document.querySelectorAll(selector).length;
		new MutationObserver(() => {
			const figures = count(".figures .figure");
			const charts = count(".chart canvas, .chart svg");
			const waiting = count(".skeleton, [aria-busy=true]");
			note("figures", figures > 0);
			note("chart", charts > 0);
			note("all", figures > 0 && charts > 0 && charts >= count(".chart") && waiting === 0);
		}).observe(document, { childList: true, subtree: true, attributes: true });
	});`;

/** Measures the binary's page in a real browser, on the demonstration's visitors. */
export async function measurePage(
	{ directory, commandOf, quiet }: { directory: string; commandOf: CommandOf; quiet: Quiet },
	{ demoDays, pageLoads }: { demoDays: number; pageLoads: number },
): Promise<PageFigures> {
	const path = join(directory, "demo.db");
	const { database } = openDatabase(path);
	fillDatabase(database, { now: Date.now(), days: demoDays, zone: "UTC", newToken: newKey });
	database.close();
	const port = freePort();
	await using server = await startServer(commandOf("service", path, port), port);
	await untilReportsAreReady(server);
	await server.untilIdle();
	await using browser = await openBrowser();
	const first = await load(browser, server.url);
	const pictures: Picture[] = [];
	for (let time = 0; time < pageLoads; time++) {
		pictures.push((await quiet.measure(() => load(browser, server.url))).picture);
	}
	const of = (part: keyof Picture) => median(pictures.map((picture) => picture[part]));
	const files = await measureFiles(server.url);
	return {
		files,
		gzipped: files.reduce((sum, { gzipped }) => sum + gzipped, 0),
		overviewGzipped: first.gzipped,
		picture: { paint: of("paint"), figures: of("figures"), chart: of("chart"), all: of("all") },
		firstPicture: first.picture,
	};
}

async function measureFiles(url: string): Promise<PageFigures["files"]> {
	const names = Object.keys(bundleDashboard()).map((name) => (name === "index.html" ? "dash" : `dash/${name}`));
	return await Promise.all(
		names.map(async (name) => {
			const response = await fetch(`${url}/${name}`, {
				headers: { "accept-encoding": "gzip" },
				decompress: false,
			});
			if (response.status !== 200 || response.headers.get("content-encoding") !== "gzip") {
				throw new Error(`/${name} was answered with ${response.status}, and not gzipped`);
			}
			return { name, gzipped: (await response.bytes()).length };
		}),
	);
}

/** Opens the overview with nothing in the browser's cache. */
async function load(browser: Browser, url: string): Promise<{ picture: Picture; gzipped: number }> {
	const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, locale: "en-GB" });
	try {
		const page = await context.newPage();
		await page.addInitScript(WATCH);
		const sizes: Promise<number>[] = [];
		page.on("requestfinished", (request) => {
			if (!/^\/dash(\/|$)/.test(new URL(request.url()).pathname)) return;
			sizes.push(request.sizes().then(({ responseBodySize }) => responseBodySize));
		});
		await page.goto(`${url}/dash`);
		const picture = await page.evaluate<Picture>("picture");
		if (picture.paint === 0) throw new Error("The browser has painted nothing.");
		const gzipped = (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
		return { picture, gzipped };
	} finally {
		await context.close();
	}
}
