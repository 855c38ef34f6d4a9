import { Database } from "bun:sqlite";
import { rmSync } from "node:fs";
import { join } from "node:path";
import type { Browser, BrowserContextOptions, CDPSession, Page } from "playwright-core";
import { type ServingBinary, serveBinary } from "./binary.ts";
import { openBrowser } from "./browser.ts";
import { addConsumer, temporaryDirectory } from "./service.ts";

/** The key of the consumer that the pages are. */
export const PAGE_KEY = "0123456789abcdef0123456789abcdef";

/** An event as the database has it. */
interface StoredEvent {
	readonly session_id: number;
	readonly time: string;
	readonly action: string;
	readonly data: Record<string, unknown>;
}

/** A session as the database has it. */
interface StoredSession {
	readonly id: number;
	readonly started_at: string;
	readonly stopped_at: string | null;
	readonly stop_reason: string | null;
	readonly test: number;
	readonly data: string;
	readonly client_id: string;
}

/** A page in a real browser, with the client in it. */
export interface MeasuredPage extends AsyncDisposable {
	readonly page: Page;
	/** Presses fingers down, at points of the viewport, in CSS pixels. */
	press(...points: readonly [x: number, y: number][]): Promise<void>;
	move(...points: readonly [x: number, y: number][]): Promise<void>;
	lift(): Promise<void>;
	/** Presses and lifts. */
	tap(...points: readonly [x: number, y: number][]): Promise<void>;
	/** Sends what is queued. */
	flush(): Promise<void>;
	/** What went wrong in the page, and what it said. */
	readonly said: string[];
}

/** A page of the museum's own. */
interface TestPage {
	readonly text: string;
	readonly headers: Record<string, string>;
}

/** A museum: the binary, a server for its own pages, and a browser. */
export interface Museum extends AsyncDisposable {
	readonly server: ServingBinary;
	/** Kills the server. */
	killServer(): Promise<void>;
	/** Starts it again, where it was. */
	startServer(): Promise<void>;
	/** Lays a new database, with the same consumer, in place of the old; the server must not run. */
	replaceDatabase(): void;
	readonly browser: Browser;
	/** The address of the museum's own pages. */
	readonly site: string;
	/** What is answered there. */
	readonly pages: Map<string, TestPage>;
	readonly directory: string;
	/** The script tag, with these attributes beside the key. */
	tag(attributes?: string): string;
	/** Opens a page of this content, the script tag in its head. */
	open(body: string, attributes?: string, options?: BrowserContextOptions & { path?: string }): Promise<MeasuredPage>;
	events(action?: string): StoredEvent[];
	sessions(): StoredSession[];
}

/** Opens a {@link Museum}. */
export async function openMuseum(options: { env?: Record<string, string> } = {}): Promise<Museum> {
	const directory = temporaryDirectory();
	const path = join(directory.path, "ticks.db");
	addConsumer(path, "Kiosk", PAGE_KEY);
	const serve = (port: string) => serveBinary(["--db", path, "--log-level", "warn", "--port", port], options);
	let server = await serve("0");
	const { url: serverUrl } = server;
	const browser = await openBrowser();
	const pages = new Map<string, TestPage>();
	const site = Bun.serve({
		port: 0,
		hostname: "127.0.0.1",
		fetch(request) {
			const { pathname } = new URL(request.url);
			// Browsers ask for an icon by themselves.
			const page = pages.get(pathname);
			return page === undefined
				? new Response(null, { status: pathname === "/favicon.ico" ? 204 : 404 })
				: new Response(page.text, { headers: { "content-type": "text/html; charset=utf-8", ...page.headers } });
		},
	});
	const address = `http://127.0.0.1:${site.port}`;
	const read = <T>(sql: string): T[] => {
		using database = new Database(path, { readonly: true });
		return database.query<T, []>(sql).all();
	};
	const tag = (attributes = "") =>
		`<script src="${serverUrl}/microticks.js" data-consumer-key="${PAGE_KEY}" ${attributes}></script>`;
	return {
		get server() {
			return server;
		},
		async killServer() {
			await server.end("SIGKILL");
		},
		async startServer() {
			server = await serve(new URL(serverUrl).port);
		},
		replaceDatabase() {
			for (const suffix of ["", "-wal", "-shm"]) rmSync(path + suffix, { force: true });
			addConsumer(path, "Kiosk", PAGE_KEY);
		},
		browser,
		site: address,
		pages,
		directory: directory.path,
		tag,
		async open(body, attributes, { path: at = "/", ...context } = {}) {
			pages.set(
				at.replace(/[?#].*/, ""),
				html(`<!doctype html><html lang="de"><head>${tag(attributes)}</head>${body}</html>`),
			);
			return await openMeasured(browser, address + at, context);
		},
		events: (action) =>
			read<Omit<StoredEvent, "data"> & { data: string }>(
				"SELECT session_id, time, action, data FROM events ORDER BY id",
			)
				.filter((event) => action === undefined || event.action === action)
				.map((event) => ({ ...event, data: fromJson(event.data) })),
		sessions: () => read("SELECT * FROM sessions ORDER BY id"),
		async [Symbol.asyncDispose]() {
			await browser.close();
			await site.stop(true);
			await server[Symbol.asyncDispose]();
			directory[Symbol.dispose]();
		},
	};
}

/** What was sent as text stays text. */
function fromJson(text: string): Record<string, unknown> {
	try {
		return JSON.parse(text);
	} catch {
		return { text };
	}
}

/** A page as it is answered. */
export function html(text: string, headers: Record<string, string> = {}): TestPage {
	return { text, headers };
}

/** Opens an address in a browser of its own cookies and storage. */
export async function openMeasured(
	browser: Browser,
	url: string,
	options: BrowserContextOptions = {},
): Promise<MeasuredPage> {
	const context = await browser.newContext({ viewport: { width: 800, height: 600 }, hasTouch: true, ...options });
	const page = await context.newPage();
	const said: string[] = [];
	page.on("console", (message) => said.push(message.text()));
	page.on("pageerror", (error) => said.push(`${error}`));
	await page.goto(url);
	const cdp = await context.newCDPSession(page);
	return {
		page,
		said,
		press: (...points) => touch(cdp, "touchStart", points),
		move: (...points) => touch(cdp, "touchMove", points),
		lift: () => touch(cdp, "touchEnd", []),
		async tap(...points) {
			await touch(cdp, "touchStart", points);
			await touch(cdp, "touchEnd", []);
		},
		flush: () => page.evaluate("microticks.flush()"),
		[Symbol.asyncDispose]: () => context.close(),
	};
}

async function touch(
	cdp: CDPSession,
	type: "touchStart" | "touchMove" | "touchEnd",
	points: readonly (readonly [number, number])[],
): Promise<void> {
	await cdp.send("Input.dispatchTouchEvent", { type, touchPoints: points.map(([x, y], id) => ({ x, y, id })) });
}
