import { Database } from "bun:sqlite";
import { expect } from "bun:test";
import { cpSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Browser, BrowserContextOptions, CDPSession, Page } from "playwright-core";
import { serveBinary } from "./binary.ts";
import { openBrowser } from "./browser.ts";
import { addConsumer, temporaryDirectory } from "./service.ts";

const FOLDER = join(import.meta.dir, "../../examples/touch-table");
const KEY = "0123456789abcdef0123456789abcdef";

/** A hall in which the touch table of the examples stands. */
export interface Hall extends AsyncDisposable {
	/** Opens the table as `serve --app examples/touch-table --app-consumer Demo` gives it. */
	open(options?: BrowserContextOptions): Promise<Table>;
	/** Opens it with an idle time that a test can wait for: six seconds, warned of three seconds before. */
	openSoonIdle(options?: BrowserContextOptions): Promise<Table>;
	/** Opens it from a server that knows nothing of Microticks. */
	openUnmeasured(options?: BrowserContextOptions): Promise<Table>;
	/** What is stored of a session, by the client's name for it. */
	readSession(id: string): Stored;
}

/** Opens a {@link Hall}. */
export async function openHall(): Promise<Hall> {
	const directory = temporaryDirectory();
	const database = join(directory.path, "ticks.db");
	addConsumer(database, "Demo", KEY);
	const folder = join(directory.path, "touch-table");
	cpSync(FOLDER, folder, { recursive: true });
	const tag = `<script src="../microticks.js" data-consumer-key="${KEY}" data-idle-timeout="6" data-idle-warning="3">`;
	const page = readFileSync(join(FOLDER, "index.html"), "utf8");
	writeFileSync(join(folder, "soon-idle.html"), page.replace("<head>", `<head>${tag}</script>`));
	const server = await serveBinary([
		"--db",
		database,
		"--log-level",
		"warn",
		"--app",
		folder,
		"--app-consumer",
		"Demo",
	]);
	const unmeasured = Bun.serve({
		port: 0,
		hostname: "127.0.0.1",
		fetch(request) {
			const { pathname } = new URL(request.url);
			return new Response(Bun.file(FOLDER + (pathname === "/" ? "/index.html" : pathname)));
		},
	});
	const browser = await openBrowser();
	const open =
		(url: string) =>
		(options: BrowserContextOptions = {}) =>
			openTable(browser, database, url, options);
	return {
		open: open(`${server.url}/app/`),
		openSoonIdle: open(`${server.url}/app/soon-idle.html`),
		openUnmeasured: open(`${unmeasured.url}`),
		readSession: (id) => readSession(database, id),
		async [Symbol.asyncDispose]() {
			await browser.close();
			await unmeasured.stop(true);
			await server[Symbol.asyncDispose]();
			directory[Symbol.dispose]();
		},
	};
}

/** What the database has of a session. */
interface Stored {
	readonly stop_reason: string | null;
	readonly test: number;
	/** Its taps, in their order. */
	readonly taps: readonly { readonly target: string; readonly screen: string }[];
}

function readSession(path: string, id: string): Stored {
	using database = new Database(path, { readonly: true });
	const session = database
		.query<Omit<Stored, "taps">, [string]>("SELECT stop_reason, test FROM sessions WHERE client_id = $1")
		.get(id);
	if (session === null) throw new Error(`There is no session ${id}`);
	const taps = database
		.query<Stored["taps"][number], [string]>(
			`SELECT data ->> 'target' AS target, data ->> 'screen' AS screen
			FROM events
			WHERE action = 'click' AND session_id = (SELECT id FROM sessions WHERE client_id = $1)
			ORDER BY id`,
		)
		.all(id);
	return { ...session, taps };
}

/** In CSS pixels of the viewport. */
type Point = readonly [x: number, y: number];

/** The touch table in a browser; leaving it fails when anything went wrong in it, or it asked anybody else. */
interface Table extends AsyncDisposable {
	readonly page: Page;
	/** Every finger that lies on the screen now, by its number; those that are not named go up. */
	touch(type: "touchStart" | "touchMove" | "touchEnd", fingers: Readonly<Record<number, Point>>): Promise<void>;
	/** Taps the middle of an element. */
	tap(selector: string): Promise<void>;
	/** How a print lies. */
	place(id: string): Promise<Place>;
	/** How a print lies as soon as it lies so, to a pixel; or at last, when it does not come to that. */
	placed(id: string, wanted: Partial<Place>): Promise<Place>;
	/** Resolves when a screen is shown and no print moves any more. */
	settled(screen: "table" | "detail"): Promise<void>;
	/** What is stored of the session that is open, all of it. */
	stored(): Promise<Stored>;
}

/** A print's middle in the viewport, how much it is enlarged, and how it is turned, in radians. */
export interface Place {
	readonly x: number;
	readonly y: number;
	readonly scale: number;
	readonly angle: number;
}

async function openTable(
	browser: Browser,
	database: string,
	url: string,
	options: BrowserContextOptions,
): Promise<Table> {
	const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, hasTouch: true, ...options });
	const page = await context.newPage();
	const faults: string[] = [];
	page.on("console", (message) => {
		if (message.type() === "error" || message.type() === "warning") faults.push(message.text());
	});
	page.on("pageerror", (error) => faults.push(`${error}`));
	page.on("request", (request) => {
		if (!request.url().startsWith(new URL(url).origin)) faults.push(`asked for ${request.url()}`);
	});
	page.on("response", (response) => {
		if (response.status() >= 400) faults.push(`${response.status()} for ${response.url()}`);
	});
	await page.goto(url);
	await page.waitForSelector("[data-screen=attract]");
	const cdp = await context.newCDPSession(page);
	// A finger's move arrives with the next frame: what it moved is looked at until then.
	const placed = (id: string, wanted: Partial<Place>): Promise<Place> =>
		page.locator(`[data-tick=${id}]`).evaluate(
			async (element, parts) => {
				const { DOMMatrix, getComputedStyle, requestAnimationFrame } = element.ownerDocument.defaultView;
				const look = (): Place => {
					const { a, b } = new DOMMatrix(getComputedStyle(element).transform);
					const { left, top, width, height } = element.getBoundingClientRect();
					return { x: left + width / 2, y: top + height / 2, scale: Math.hypot(a, b), angle: Math.atan2(b, a) };
				};
				const isThere = (place: Place) =>
					parts.every(([part, value]) => Math.abs(place[part] - value) < (part === "x" || part === "y" ? 1 : 0.01));
				for (let frames = 0; frames < 120 && !isThere(look()); frames++) await new Promise(requestAnimationFrame);
				return look();
			},
			Object.entries(wanted) as [keyof Place, number][],
		);
	return {
		page,
		placed,
		place: (id) => placed(id, {}),
		touch: (type, fingers) => touch(cdp, type, fingers),
		async tap(selector) {
			const box = await page.locator(selector).boundingBox();
			if (box === null) throw new Error(`${selector} is not shown`);
			await touch(cdp, "touchStart", { 0: [box.x + box.width / 2, box.y + box.height / 2] });
			await touch(cdp, "touchEnd", {});
		},
		async settled(screen) {
			await page.waitForSelector(`[data-screen=${screen}]`);
			await page.locator("#prints").evaluate(async (list) => {
				const { requestAnimationFrame } = list.ownerDocument.defaultView;
				const look = () => `${[...list.children].map((print) => print.style.transform)}`;
				let before = "";
				for (let same = 0; same < 4; same = look() === before ? same + 1 : 0) {
					before = look();
					await new Promise(requestAnimationFrame);
				}
			});
		},
		async stored() {
			const session = await page.evaluate<string>("microticks.session");
			await page.evaluate("microticks.flush()");
			return readSession(database, session);
		},
		async [Symbol.asyncDispose]() {
			await context.close();
			expect(faults).toEqual([]);
		},
	};
}

/** Expects a place to a pixel, and to a hundredth of a scale and of an angle. */
export function expectPlace(place: Place, wanted: Partial<Place>): void {
	for (const part of ["x", "y", "scale", "angle"] as const) {
		const off = Math.abs(place[part] - (wanted[part] ?? place[part]));
		expect([part, off < (part === "x" || part === "y" ? 1 : 0.01) || off]).toEqual([part, true]);
	}
}

async function touch(cdp: CDPSession, type: string, fingers: Readonly<Record<number, Point>>): Promise<void> {
	const touchPoints = Object.entries(fingers).map(([id, [x, y]]) => ({ id: Number(id), x, y }));
	await cdp.send("Input.dispatchTouchEvent", { type: type as "touchStart", touchPoints });
}
