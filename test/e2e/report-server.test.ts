import { afterAll, beforeAll, expect, setDefaultTimeout, test } from "bun:test";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Browser } from "playwright-core";
import { serveBinary } from "../support/binary.ts";
import { openBrowser } from "../support/browser.ts";
import { makePackedHistory } from "../support/packed-history.ts";
import { openPrinted, printPage } from "../support/printed-page.ts";
import { temporaryDirectory } from "../support/service.ts";

setDefaultTimeout(120_000);

const directory = temporaryDirectory();
const path = join(directory.path, "ticks.db");
let browser: Browser;

beforeAll(async () => {
	makePackedHistory(path, { now: Date.UTC(2026, 9, 30, 15, 20), days: 90 });
	browser = await openBrowser();
});

afterAll(async () => {
	await browser.close();
	directory[Symbol.dispose]();
});

test("its figures are those of the reports, also while a server writes to the file", async () => {
	await using server = await serveBinary(["--db", path, "--log-level", "warn"]);
	const range = { from: "2026-09-01", to: "2026-09-30", zone: "Europe/Oslo", consumer: "2" };
	const answer = await fetch(`${server.url}/reports/totals?${new URLSearchParams({ ...range, compare: "before" })}`);
	const { report, compared } = (await answer.json()) as {
		report: { sessions: number; misses: number; bounce_rate: number; dwell_seconds: { median: number } };
		compared: { report: { sessions: number } };
	};
	const args = Object.entries({ ...range, consumer: "Ocean table" }).flatMap(([name, value]) => [`--${name}`, value]);
	const printed = await printPage(path, [...args, "--lang", "en"]);
	const served = await (
		await fetch(`${server.url}/reports/page?${new URLSearchParams({ ...range, lang: "en" })}`)
	).text();
	for (const html of [printed, served]) {
		await using opened = await openPrinted(browser, directory.path, html);
		const figures = await opened.page.locator(".figures > div").allInnerTexts();
		const shown = Object.fromEntries(figures.map((text) => [text.split("\n")[0], text.split("\n")[1]]));
		const change = Math.round((report.sessions / compared.report.sessions - 1) * 100);
		expect(shown).toMatchObject({
			Sessions: `${report.sessions.toLocaleString("en")} ${change > 0 ? "+" : ""}${change}%`,
			"Misses in 100 sessions": expect.stringMatching(
				new RegExp(`^${((100 * report.misses) / report.sessions).toFixed(1).replace(".0", "")} `),
			),
			"Median dwell time": expect.stringMatching(new RegExp(`^${report.dwell_seconds.median}s `)),
		});
		expect(await opened.page.locator(".facts dd").first().textContent()).toBe("Ocean table");
	}
	// But for when it was made, they are one page.
	const timeless = (html: string) => html.replace(/<dt>Made<\/dt><dd>[^<]*/, "");
	expect(timeless(served)).toBe(timeless(printed));
});

test("the thread that makes it gives way to all others", async () => {
	await using server = await serveBinary(["--db", path, "--log-level", "error"]);
	const page = fetch(`${server.url}/reports/page?from=2026-08-01&to=2026-10-30`).then((response) => response.text());
	let made = false;
	void page.then(() => {
		made = true;
	});
	const seen = new Set<string>();
	while (!made && seen.size < 2) {
		for (const niceness of threadNiceness(server.process.pid)) seen.add(niceness);
		await new Promise(setImmediate);
	}
	expect([...seen].toSorted()).toEqual(["0", "10"]);
	expect(await page).toEndWith("</html>\n");
});

/** How much each thread of a process gives way (proc(5), `/proc/pid/stat`). */
function threadNiceness(pid: number): string[] {
	return readdirSync(`/proc/${pid}/task`).flatMap((thread) => {
		try {
			const stat = readFileSync(`/proc/${pid}/task/${thread}/stat`, "utf8");
			// Behind the name, which may have anything in it.
			return stat.slice(stat.lastIndexOf(")") + 2).split(" ")[16] ?? [];
		} catch {
			// It has ended meanwhile.
			return [];
		}
	});
}

test("the dashboard saves the page of what it shows, with the key; and says why where it cannot", async () => {
	await using server = await serveBinary(["--db", path, "--log-level", "error"], {
		env: { MICROTICKS_READ_KEY: "secret" },
	});
	await using context = await browser.newContext({ locale: "de-DE", timezoneId: "Europe/Oslo" });
	const page = await context.newPage();
	await page.goto(`${server.url}/dash?from=2026-10-01&to=2026-10-30&kiosks=2`);
	await page.getByLabel("Schlüssel").fill("secret");
	await page.getByRole("button", { name: "Öffnen" }).click();
	const button = page.getByRole("button", { name: "Bericht" });
	const download = page.waitForEvent("download");
	await button.click();
	const saved = await download;
	expect(saved.suggestedFilename()).toBe("microticks-2026-10-01-2026-10-30.html");
	const html = readFileSync(await saved.path(), "utf8");
	expect(html).toContain('<html lang="de-DE">');
	expect(html).toContain("<dd>Ocean table</dd>");
	expect(html).toContain("<dd>1.–30. September 2026</dd>");
	await page.route("**/reports/page?*", (route) =>
		route.fulfill({ status: 503, json: { code: "busy", error: "The server has too much to do." } }),
	);
	await button.click();
	await page.getByRole("alert").getByText("Der Server hat zu viel zu tun.").waitFor();
	await page.unroute("**/reports/page?*");
	const again = page.waitForEvent("download");
	await button.click();
	await again;
	expect(await page.getByRole("alert").count()).toBe(0);
});
