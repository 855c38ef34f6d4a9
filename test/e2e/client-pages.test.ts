import { afterAll, beforeAll, beforeEach, expect, setDefaultTimeout, test } from "bun:test";
import { join } from "node:path";
import { openBrowser } from "../support/browser.ts";
import { html, type Museum, openMeasured, openMuseum, PAGE_KEY } from "../support/measured-page.ts";

setDefaultTimeout(60_000);

let museum: Museum;
let before = 0;
beforeAll(async () => {
	museum = await openMuseum();
});
afterAll(() => museum[Symbol.asyncDispose]());
beforeEach(() => {
	before = museum.events().length;
});

/** The actions of this test. */
const actions = () =>
	museum
		.events()
		.slice(before)
		.map(({ action }) => action);

const BUTTON = `<button id="it" style="width:300px;height:300px"></button>`;

test("a page under a strict policy, without any script of its own", async () => {
	const policy = `default-src 'none'; script-src ${museum.server.url}; connect-src ${museum.server.url}`;
	museum.pages.set(
		"/strict",
		html(`<!doctype html>${museum.tag()}<button id="it">it</button>`, { "content-security-policy": policy }),
	);
	await using kiosk = await openMeasured(museum.browser, `${museum.site}/strict`);
	await kiosk.tap([20, 20]);
	await kiosk.flush();
	expect(actions()).toEqual(["click"]);
	expect(kiosk.said).toEqual([]);
});

test("a page from the disk", async () => {
	const path = join(museum.directory, "page.html");
	await Bun.write(path, `<!doctype html>${museum.tag('data-idle-timeout="1"')}${BUTTON}`);
	await using kiosk = await openMeasured(museum.browser, `file://${path}`);
	await kiosk.tap([20, 20]);
	await kiosk.flush();
	expect(actions()).toEqual(["click"]);
	expect(kiosk.said).toEqual([]);
});

test("a plain http page with a host name, which browsers give less to", async () => {
	museum.pages.set("/plain", html(`<!doctype html>${museum.tag()}${BUTTON}`));
	await using browser = await openBrowser(["--host-resolver-rules=MAP kiosk.museum.test 127.0.0.1"]);
	const url = `http://kiosk.museum.test:${new URL(museum.site).port}/plain`;
	await using kiosk = await openMeasured(browser, url);
	expect(await kiosk.page.evaluate("[isSecureContext, 'locks' in navigator, 'randomUUID' in crypto]")).toEqual([
		false,
		false,
		false,
	]);
	await kiosk.tap([20, 20]);
	await kiosk.flush();
	expect(actions()).toEqual(["click"]);
	expect(kiosk.said).toEqual([]);
});

test("the module", async () => {
	museum.pages.set(
		"/module",
		html(`<!doctype html><script type="module">
			import { createMicroticks, MicroticksService } from "${museum.server.url}/microticks.mjs";
			window.ticks = createMicroticks({ consumerKey: "${PAGE_KEY}", idleTimeout: 60 });
			window.service = typeof MicroticksService;
		</script>${BUTTON}`),
	);
	await using kiosk = await openMeasured(museum.browser, `${museum.site}/module`);
	await kiosk.page.waitForFunction("window.service === 'function'");
	await kiosk.tap([20, 20]);
	await kiosk.page.evaluate("ticks.flush()");
	expect(actions()).toEqual(["click"]);
});

test("the script without a key only defines; twice in a page it measures once", async () => {
	museum.pages.set("/bare", html(`<!doctype html><script src="${museum.server.url}/microticks.js"></script>${BUTTON}`));
	await using bare = await openMeasured(museum.browser, `${museum.site}/bare`);
	expect(await bare.page.evaluate("[typeof createMicroticks, typeof MicroticksService, typeof microticks]")).toEqual([
		"function",
		"function",
		"undefined",
	]);
	museum.pages.set("/twice", html(`<!doctype html>${museum.tag()}${museum.tag()}${BUTTON}`));
	await using twice = await openMeasured(museum.browser, `${museum.site}/twice`);
	await twice.tap([20, 20]);
	await twice.flush();
	expect(actions()).toEqual(["click"]);
});

test("the client is small, comes as it is told, and is asked for once", async () => {
	for (const name of ["microticks.js", "microticks.mjs", "microticks.d.ts"]) {
		const response = await fetch(`${museum.server.url}/${name}`, { headers: { "accept-encoding": "gzip" } });
		const etag = response.headers.get("etag") ?? "";
		expect([name, response.status, response.headers.get("content-encoding")]).toEqual([name, 200, "gzip"]);
		expect(etag).toMatch(/^"[^"]+"$/);
		const again = await fetch(`${museum.server.url}/${name}`, {
			headers: { "accept-encoding": "gzip", "if-none-match": etag },
		});
		expect([name, again.status]).toEqual([name, 304]);
	}
});

test("a server that asks for its key on every request is given it", async () => {
	await using guarded = await openMuseum({ env: { MICROTICKS_KEY: "house key" } });
	await using kiosk = await guarded.open(BUTTON, 'data-key="house key"');
	await kiosk.tap([20, 20]);
	await kiosk.flush();
	expect(guarded.events().map(({ action }) => action)).toEqual(["click"]);
});

test("the calls of 2017", async () => {
	museum.pages.set("/2017", html(`<!doctype html><script src="${museum.server.url}/microticks.js"></script>${BUTTON}`));
	await using kiosk = await openMeasured(museum.browser, `${museum.site}/2017`);
	const sessions = museum.sessions().length;
	await kiosk.page.evaluate(`window.service = new MicroticksService("${museum.server.url}/", "${PAGE_KEY}")`);
	expect(await kiosk.page.evaluate("[service.debug, service.sessionToken, MicroticksService.DUMMY_HOST]")).toEqual([
		false,
		null,
		"dummy",
	]);
	await kiosk.tap([20, 20]);
	await kiosk.page.evaluate(`(async () => {
		service.debug = true;
		await service.trackEvent("click", { target: "some_element", clickX: 406, clickY: 300 });
		window.token = service.sessionToken;
		await service.stopSession("timeout");
	})()`);
	expect(await kiosk.page.evaluate("[typeof token, service.sessionToken]")).toEqual(["string", null]);
	while (museum.sessions().at(-1)?.stop_reason !== "timeout" || museum.sessions().length === sessions) {
		await kiosk.page.evaluate("new Promise(requestAnimationFrame)");
	}
	expect(
		museum
			.events()
			.slice(before)
			.map(({ action, data }) => [action, data]),
	).toEqual([["click", { target: "some_element", clickX: 406, clickY: 300 }]]);
	expect(kiosk.said.join("\n")).toContain("[Microticks]");
});

test("the dummy host of 2017 sends nothing", async () => {
	museum.pages.set("/dummy", html(`<!doctype html><script src="${museum.server.url}/microticks.js"></script>`));
	await using kiosk = await openMeasured(museum.browser, `${museum.site}/dummy`);
	const asked: string[] = [];
	kiosk.page.on("request", (request) => asked.push(request.url()));
	await kiosk.page.evaluate(`(async () => {
		const service = new MicroticksService(MicroticksService.DUMMY_HOST, "key");
		service.startSession();
		await service.trackEvent("click", {});
		await service.stopSession();
	})()`);
	expect(asked).toEqual([]);
	expect(await kiosk.page.evaluate("indexedDB.databases()")).toEqual([]);
});
