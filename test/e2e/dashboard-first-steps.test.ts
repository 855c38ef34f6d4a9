import { expect, setDefaultTimeout, test } from "bun:test";
import { join } from "node:path";
import { serveBinary } from "../support/binary.ts";
import { openBrowser } from "../support/browser.ts";
import { openPage, seriousViolations } from "../support/dashboard-page.ts";
import { addConsumer, temporaryDirectory } from "../support/service.ts";

setDefaultTimeout(120_000);

test("a new installation is led to its first touch, also after the page was opened anew", async () => {
	using directory = temporaryDirectory();
	const path = join(directory.path, "ticks.db");
	await using server = await serveBinary(["--db", path, "--log-level", "error"]);
	await using browser = await openBrowser();
	await using opened = await openPage(browser, `${server.url}/dash`);
	const { page, faults, requests } = opened;
	await page.getByRole("heading", { name: "No kiosk yet" }).waitFor();
	// No line without a key can be copied, and the overview was not asked for.
	expect(await page.locator(".copy").count()).toBe(0);
	expect(requests.filter((url) => url.includes("/reports/totals"))).toEqual([]);
	expect(await seriousViolations(page)).toBe("[]");

	await page.getByLabel("Name").fill("Foyer");
	await page.getByRole("button", { name: "Add" }).click();
	const line = page.getByLabel("Put this line into its page:");
	expect(await line.inputValue()).toMatch(/data-consumer-key="[0-9a-f]{32}"/);
	await line.and(page.locator(":focus")).waitFor();
	const first = await line.inputValue();

	// The key is shown once: for another look there is another key.
	await page.reload();
	await page.getByText("Foyer is there.").waitFor();
	expect(await page.locator(".copy").count()).toBe(0);
	await page.getByRole("button", { name: "New key: Foyer" }).click();
	await page.getByRole("dialog").getByRole("button", { name: "New key" }).click();
	expect(await line.inputValue()).toMatch(/data-consumer-key="[0-9a-f]{32}"/);
	expect(await line.inputValue()).not.toBe(first);
	expect(await seriousViolations(page)).toBe("[]");

	const [, key = ""] = /data-consumer-key="([0-9a-f]+)"/.exec(await line.inputValue()) ?? [];
	const body = (fields: Record<string, string>) => ({ method: "POST", body: new URLSearchParams(fields) });
	const started = await fetch(`${server.url}/sessions`, body({ consumer_key: key, ts: `${Date.now()}` }));
	const { token } = (await started.json()) as { token: string };
	await fetch(`${server.url}/events`, body({ token, action: "click", data: "{}", ts: `${Date.now()}` }));
	await page.getByText("Over time").waitFor();
	expect(faults).toEqual([]);
});

test("a kiosk that was made in the terminal, and a name that is taken", async () => {
	using directory = temporaryDirectory();
	const path = join(directory.path, "ticks.db");
	addConsumer(path, "Foyer", "0123456789abcdef0123456789abcdef");
	await using server = await serveBinary(["--db", path, "--log-level", "error"]);
	await using browser = await openBrowser();
	await using opened = await openPage(browser, `${server.url}/dash`, { locale: "nb-NO" });
	const { page } = opened;
	await page.getByText("Foyer finnes.").waitFor();
	expect(await page.locator(".copy").count()).toBe(0);
	await page.getByLabel("Navn").fill("Foyer");
	await page.getByRole("button", { name: "Legg til" }).click();
	await page.getByText("Det finnes alt en kiosk med det navnet.").waitFor();
});
