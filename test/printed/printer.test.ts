import { expect, setDefaultTimeout, test } from "bun:test";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { DEFAULT_OWNER_SETTINGS } from "../../src/model/reports/settings.ts";
import type { PageRequest } from "../../src/printed/page-request.ts";
import { openPrinter } from "../../src/printed/printer.ts";
import { openDatabase } from "../../src/store/open-database.ts";
import { temporaryDirectory } from "../support/service.ts";

setDefaultTimeout(30_000);

const WORKER = new URL("../../src/printed/worker.ts", import.meta.url);
const NOW = Date.UTC(2026, 9, 30, 15);
const NOBODY_GIVES_UP = new AbortController().signal;

const REQUEST: PageRequest = {
	selections: [
		{
			from: NOW - 86_400_000,
			to: NOW,
			zone: "UTC",
			consumers: undefined,
			test: "exclude",
			faulty: "exclude",
			excluded: [],
		},
	],
	context: { now: NOW, silentSince: NOW, owner: DEFAULT_OWNER_SETTINGS },
	language: "en",
};

/** A printer on an empty file; its thread is the real one, or what a script says. */
function openTestPrinter(script?: string) {
	const directory = temporaryDirectory();
	const path = join(directory.path, "ticks.db");
	openDatabase(path).database.close();
	const workerPath = join(directory.path, "worker.ts");
	if (script !== undefined) writeFileSync(workerPath, script);
	const printer = openPrinter(path, script === undefined ? WORKER : workerPath);
	return {
		printer,
		directory: directory.path,
		async [Symbol.asyncDispose]() {
			await printer[Symbol.asyncDispose]();
			directory[Symbol.dispose]();
		},
	};
}

/** Prints a page, and gives it or its error. */
async function outcomeOf(page: Promise<string>): Promise<unknown> {
	return await page.catch((error: unknown) => error);
}

/** A thread that works for ever, as a report over many years may. */
const ENDLESS = "self.onmessage = () => { for (;;) Math.random(); };";

test("a page is made, and another one after it", async () => {
	await using opened = openTestPrinter();
	for (let page = 0; page < 2; page++) {
		expect(await opened.printer.print(REQUEST, NOBODY_GIVES_UP)).toStartWith("<!doctype html>");
	}
});

test("one is made at a time; who gives up makes place, also for a thread that goes on for ever", async () => {
	await using opened = openTestPrinter(ENDLESS);
	const givenUp = new AbortController();
	const first = outcomeOf(opened.printer.print(REQUEST, givenUp.signal));
	expect(await outcomeOf(opened.printer.print(REQUEST, NOBODY_GIVES_UP))).toMatchObject({
		code: "busy",
		status: 503,
		details: { retryAfterSeconds: 3 },
	});
	givenUp.abort();
	expect(await first).toMatchObject({ code: "busy" });
	const other = new AbortController();
	const second = outcomeOf(opened.printer.print(REQUEST, other.signal));
	// It was let in: another is refused for its sake.
	expect(await outcomeOf(opened.printer.print(REQUEST, NOBODY_GIVES_UP))).toMatchObject({ code: "busy" });
	other.abort();
	expect(await second).toMatchObject({ code: "busy" });
});

test("what was given up before it began is not begun", async () => {
	await using opened = openTestPrinter("throw new Error('It was begun.');");
	expect(await outcomeOf(opened.printer.print(REQUEST, AbortSignal.abort()))).toMatchObject({ code: "busy" });
});

test("disposing ends what is under way, and refuses what comes then", async () => {
	await using opened = openTestPrinter(ENDLESS);
	const page = outcomeOf(opened.printer.print(REQUEST, NOBODY_GIVES_UP));
	await opened.printer[Symbol.asyncDispose]();
	expect(await page).toMatchObject({ code: "shutting_down", status: 503 });
	expect(await outcomeOf(opened.printer.print(REQUEST, NOBODY_GIVES_UP))).toMatchObject({ code: "shutting_down" });
});

test.each([
	["fails as it begins", "throw new Error('worn out');", "The printing thread "],
	["fails at its work", "self.onmessage = () => { throw new Error('worn out'); };", "The printing thread "],
	["ends by itself", "self.onmessage = () => process.exit();", "The printing thread ended by itself."],
])("a thread that %s is an error, and the next page is made", async (_, script, message) => {
	await using opened = openTestPrinter(script);
	expect(await outcomeOf(opened.printer.print(REQUEST, NOBODY_GIVES_UP))).toMatchObject({
		message: expect.stringContaining(message),
	});
	writeFileSync(join(opened.directory, "worker.ts"), `import ${JSON.stringify(WORKER.pathname)};`);
	expect(await opened.printer.print(REQUEST, NOBODY_GIVES_UP)).toStartWith("<!doctype html>");
});

test("a file that is not there is an error", async () => {
	await using printer = openPrinter("/nowhere/ticks.db", WORKER);
	expect(await outcomeOf(printer.print(REQUEST, NOBODY_GIVES_UP))).toMatchObject({
		message: "Printing failed: unable to open database file",
	});
});
