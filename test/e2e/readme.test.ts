import { expect, test } from "bun:test";
import { join } from "node:path";
import { runBinary, serveBinary } from "../support/binary.ts";
import { openBrowser } from "../support/browser.ts";
import { codeBlocks } from "../support/readme.ts";
import { temporaryDirectory } from "../support/service.ts";

/** The key that stands in the README for the reader's own. */
const EXAMPLE_KEY = "25869d5902464a8183c618a13095828c";

/** A served database with a consumer, as the README's reader has made them. */
async function serveWithConsumer(directory: string) {
	const created = await runBinary(["createconsumer", "MyApp"], { cwd: directory });
	const [, key = ""] = /^Consumer key: ([0-9a-f]{32})$/m.exec(created.stdout) ?? [];
	return { server: await serveBinary([], { cwd: directory }), key };
}

test("the curl lines work as they stand", async () => {
	using directory = temporaryDirectory();
	const { server, key } = await serveWithConsumer(directory.path);
	await using _ = server;
	const [script = ""] = codeBlocks("sh").filter((block) => block.includes("curl"));
	expect(script).toContain(EXAMPLE_KEY);
	const shell = Bun.spawn(
		["sh", "-e", "-c", script.replaceAll(EXAMPLE_KEY, key).replaceAll("http://localhost:5000", server.url)],
		{ stderr: "pipe" },
	);
	const [said, errors, code] = await Promise.all([shell.stdout.text(), shell.stderr.text(), shell.exited]);
	expect({ code, errors }).toEqual({ code: 0, errors: "" });
	const [stored, stopped, listed] = said.split(/(?<=\})(?=\{"status")/).map((answer) => JSON.parse(answer));
	expect(stored).toEqual({ status: 200, event_id: 1 });
	expect(stopped).toEqual({ status: 200 });
	expect(listed).toMatchObject({
		count: 1,
		events: [{ action: "click", data: { target: "map", clickX: 406, clickY: 300 } }],
	});
});

test("the page sends a click, also from the disk", async () => {
	using directory = temporaryDirectory();
	const { server, key } = await serveWithConsumer(directory.path);
	await using _ = server;
	const [page = ""] = codeBlocks("html").filter((block) => block.includes("<!doctype"));
	expect(page).toContain(EXAMPLE_KEY);
	const path = join(directory.path, "page.html");
	await Bun.write(path, page.replaceAll(EXAMPLE_KEY, key).replaceAll("http://localhost:5000", server.url));
	await using browser = await openBrowser();
	const view = await browser.newPage();
	await view.goto(`file://${path}`);
	await view.click("#map");
	await view.waitForFunction("document.title === 'Stored'");
	const { events } = (await (await fetch(`${server.url}/events`)).json()) as { events: unknown[] };
	expect(events).toMatchObject([{ action: "click", data: { target: "map" } }]);
});

test("one line measures a page", async () => {
	using directory = temporaryDirectory();
	const { server, key } = await serveWithConsumer(directory.path);
	await using _ = server;
	const [line = ""] = codeBlocks("html").filter((block) => block.includes("microticks.js"));
	const path = join(directory.path, "line.html");
	await Bun.write(
		path,
		`<!doctype html>${line.replaceAll(EXAMPLE_KEY, key).replaceAll("http://localhost:5000", server.url)}<button id="map">Map</button>`,
	);
	await using browser = await openBrowser();
	const view = await browser.newPage();
	await view.goto(`file://${path}`);
	await view.click("#map");
	await view.evaluate("microticks.flush()");
	const { events } = (await (await fetch(`${server.url}/events`)).json()) as { events: unknown[] };
	expect(events).toMatchObject([{ action: "click", data: { target: "map" } }]);
});
