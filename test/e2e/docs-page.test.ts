import { afterAll, beforeAll, expect, setDefaultTimeout, test } from "bun:test";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { type ServingBinary, serveBinary } from "../support/binary.ts";
import { openBrowser } from "../support/browser.ts";
import { startSession } from "../support/kiosk.ts";
import { addConsumer, temporaryDirectory } from "../support/service.ts";

setDefaultTimeout(60_000);

const KEY = "0123456789abcdef0123456789abcdef";

const directory = temporaryDirectory();
let server: ServingBinary;
let proxy: Bun.Server<undefined>;
let browser: Browser;

beforeAll(async () => {
	const path = join(directory.path, "ticks.db");
	addConsumer(path, "Kiosk", KEY);
	server = await serveBinary(["--db", path, "--log-level", "warn"]);
	await startSession(server.url, KEY);
	proxy = Bun.serve({
		port: 0,
		hostname: "127.0.0.1",
		fetch(request) {
			const { pathname, search } = new URL(request.url);
			const [, rest] = /^\/kiosk(\/.*)$/.exec(pathname) ?? [];
			return rest === undefined
				? new Response("This is the museum's own site.", { status: 404 })
				: fetch(server.url + rest + search, { headers: request.headers, decompress: false });
		},
	});
	browser = await openBrowser();
});

afterAll(async () => {
	await browser.close();
	await proxy.stop(true);
	await server[Symbol.asyncDispose]();
	directory[Symbol.dispose]();
});

/** The server, as it is reached directly, and under a sub-path of a proxy. */
const PLACES = [
	["at the root", () => server.url],
	["under a sub-path", () => `http://127.0.0.1:${proxy.port}/kiosk`],
] as const;

/** A page with all that goes wrong on it, and all that it asks for. */
async function openPage(url: string): Promise<{ page: Page; faults: string[]; requests: string[] } & AsyncDisposable> {
	const context = await browser.newContext();
	const page = await context.newPage();
	const faults: string[] = [];
	const requests: string[] = [];
	page.on("console", (message) => {
		if (message.type() === "error" || message.type() === "warning") faults.push(message.text());
	});
	page.on("pageerror", (error) => faults.push(`${error}`));
	page.on("requestfailed", (request) => faults.push(`${request.url()}: ${request.failure()?.errorText}`));
	page.on("request", (request) => requests.push(request.url()));
	await page.goto(url);
	return { page, faults, requests, [Symbol.asyncDispose]: () => context.close() };
}

for (const [where, base] of PLACES) {
	test(`the API documentation ${where} shows every operation, and asks nobody else`, async () => {
		await using opened = await openPage(`${base()}/swagger`);
		const { page, faults, requests } = opened;
		await page.waitForSelector(".opblock");
		const { paths } = (await (await fetch(`${base()}/swagger/json`)).json()) as { paths: Record<string, object> };
		const documented = Object.entries(paths).flatMap(([path, methods]) =>
			Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
		);
		const shown = await page
			.locator(".opblock-summary")
			.evaluateAll((rows) =>
				rows.map((row) =>
					[".opblock-summary-method", ".opblock-summary-path"]
						.map((part) => row.querySelector(part)?.textContent?.replaceAll("\u200b", "").trim())
						.join(" "),
				),
			);
		expect(shown.toSorted()).toEqual(documented.toSorted());

		const sessions = page
			.locator(".opblock", { has: page.locator('[data-path="/sessions"]') })
			.filter({ hasText: "GET" });
		await sessions.locator(".opblock-summary-control").click();
		await sessions.locator(".try-out__btn").click();
		await sessions.locator(".execute").click();
		const answer = sessions.locator(".live-responses-table .response-col_description pre").first();
		expect(JSON.parse((await answer.textContent()) ?? "")).toMatchObject({ status: 200, count: 1 });
		expect(requests.filter((url) => url.includes("/sessions"))).toEqual([`${base()}/sessions`]);

		expect(requests.filter((url) => !url.startsWith(`${base()}/`) && !url.startsWith("data:"))).toEqual([]);
		expect(faults).toEqual([]);
	});

	for (const path of ["/"]) {
		test(`${path} ${where} is a whole page, and its links lead somewhere`, async () => {
			await using opened = await openPage(base() + path);
			const { page, faults, requests } = opened;
			const links = await page.locator("a").evaluateAll((all) => all.map((link) => `${link.href}`));
			expect(links.length).toBeGreaterThan(2);
			for (const link of links) {
				expect(link).toStartWith(`${base()}/`);
				expect([link, (await fetch(link)).status]).toEqual([link, 200]);
			}
			expect(requests.filter((url) => !url.startsWith(`${base()}/`) && !url.startsWith("data:"))).toEqual([]);
			expect(faults).toEqual([]);
		});
	}
}
