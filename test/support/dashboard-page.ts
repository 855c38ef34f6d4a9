import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { newKey } from "../../src/cli/database.ts";
import { fillDatabase } from "../../src/demo/fill-database.ts";
import { openDatabase } from "../../src/store/open-database.ts";
import { type ServingBinary, serveBinary } from "./binary.ts";
import { addConsumer, temporaryDirectory } from "./service.ts";

const AXE = readFileSync(Bun.fileURLToPath(import.meta.resolve("axe-core/axe.min.js")), "utf8");

/** The program with some days of made-up visits, and one kiosk that a test can write to. */
export interface ServedVisits extends AsyncDisposable {
	readonly server: ServingBinary;
	readonly databasePath: string;
	/** The key of the kiosk "Live". */
	readonly key: string;
}

/**
 * Serves {@link ServedVisits}.
 * @param env the program's environment, such as its keys
 */
export async function serveVisits(days = 8, env: Record<string, string> = {}): Promise<ServedVisits> {
	const directory = temporaryDirectory();
	const databasePath = join(directory.path, "ticks.db");
	const { database } = openDatabase(databasePath);
	fillDatabase(database, { now: Date.now(), days, zone: "UTC", newToken: newKey });
	database.close();
	const key = newKey();
	addConsumer(databasePath, "Live", key);
	const server = await serveBinary(["--db", databasePath, "--log-level", "warn"], { env });
	return {
		server,
		databasePath,
		key,
		async [Symbol.asyncDispose]() {
			await server[Symbol.asyncDispose]();
			directory[Symbol.dispose]();
		},
	};
}

/** A page that is open, and what it did. */
export interface OpenedPage extends AsyncDisposable {
	readonly page: Page;
	/** What went wrong on it. */
	readonly faults: string[];
	readonly requests: string[];
}

/**
 * Opens a page in a context of its own.
 * @param prepare what is to be done before it is loaded
 */
export async function openPage(
	browser: Browser,
	url: string,
	{ locale = "en-GB", prepare }: { locale?: string; prepare?: (page: Page) => Promise<unknown> } = {},
): Promise<OpenedPage> {
	const context = await browser.newContext({ locale, timezoneId: "Europe/Oslo" });
	const page = await context.newPage();
	const faults: string[] = [];
	const requests: string[] = [];
	page.on("console", (message) => {
		if (["error", "warning"].includes(message.type())) faults.push(message.text());
	});
	page.on("pageerror", (error) => faults.push(`${error}`));
	page.on("request", (request) => requests.push(request.url()));
	await prepare?.(page);
	await page.goto(url);
	return { page, faults, requests, [Symbol.asyncDispose]: () => context.close() };
}

/** Resolves when all that the view asks for is there. */
export async function settled(page: Page): Promise<void> {
	await page.locator("h2").first().waitFor();
	await page.locator(".skeleton, [aria-busy=true]").first().waitFor({ state: "detached" });
}

/** What axe finds that keeps people from using a page, as JSON text. */
export async function seriousViolations(page: Page): Promise<string> {
	await page.evaluate(AXE);
	const { violations } = (await page.evaluate("axe.run()")) as { violations: { id: string; impact: string }[] };
	return JSON.stringify(violations.filter(({ impact }) => impact === "serious" || impact === "critical"));
}
