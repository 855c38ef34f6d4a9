import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { runBinary } from "./binary.ts";

/** The headings of a page that has everything. */
export const WHOLE_PAGE = [
	"In figures",
	"Over time",
	"When they come",
	"How long they stay",
	"What they touch",
	"Screens",
	"Media",
	"Goals",
	"Languages",
	"Where they touch",
	"Where they are frustrated",
	"How good the figures are",
	"What the words mean",
];

/** Prints a page of a file with the binary. */
export async function printPage(database: string, args: readonly string[]): Promise<string> {
	const { code, stdout, stderr } = await runBinary(["report", "--db", database, ...args]);
	if (code !== 0 || stderr !== "") throw new Error(`report ended with ${code}: ${stderr}`);
	return stdout;
}

/** A page that was opened, and what came of it. */
export interface OpenedPage extends AsyncDisposable {
	readonly page: Page;
	/** What went wrong on it. */
	readonly faults: string[];
	/** What it asked for beside itself, and what is in it. */
	readonly requests: string[];
	/** The heading of each section. */
	headings(): Promise<string[]>;
}

/**
 * Opens a page as whoever was sent it: as a file, in a browser that runs scripts and reaches everything.
 * @param directory where the file is laid
 */
export async function openPrinted(
	browser: Browser,
	directory: string,
	html: string,
	width = 1100,
): Promise<OpenedPage> {
	const file = join(directory, `${crypto.randomUUID()}.html`);
	writeFileSync(file, html);
	const page = await browser.newPage({ viewport: { width, height: 900 } });
	const faults: string[] = [];
	const requests: string[] = [];
	page.on("console", (message) => faults.push(message.text()));
	page.on("pageerror", (error) => faults.push(`${error}`));
	page.on("request", (request) => {
		if (request.url() !== `file://${file}` && !request.url().startsWith("data:")) requests.push(request.url());
	});
	await page.goto(`file://${file}`);
	return {
		page,
		faults,
		requests,
		headings: () => page.locator("h2").allTextContents(),
		[Symbol.asyncDispose]: () => page.close(),
	};
}

/** A page without its own policy: what is not harmless by itself would run. */
export function withoutPolicy(html: string): string {
	return html.replace(/<meta http-equiv="Content-Security-Policy"[^>]*>/, "");
}
