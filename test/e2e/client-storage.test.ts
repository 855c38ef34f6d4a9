import { afterEach, beforeEach, expect, setDefaultTimeout, test } from "bun:test";
import { html, type MeasuredPage, type Museum, openMeasured, openMuseum, PAGE_KEY } from "../support/measured-page.ts";

setDefaultTimeout(120_000);

let museum: Museum;
beforeEach(async () => {
	museum = await openMuseum();
});
afterEach(() => museum[Symbol.asyncDispose]());

/** Opens a page that does something to its browser before the client is there, and notes the client's errors. */
async function openAfter(prepare: string): Promise<MeasuredPage> {
	museum.pages.set(
		"/",
		html(`<!doctype html><script>${prepare}</script>${museum.tag('data-heartbeat="0"')}
			<script>window.told = []; microticks.on("error", ({ code, count }) => told.push(count ? [code, count] : code));</script>
			<body><button id="it" style="width:700px;height:500px"></button>`),
	);
	return await openMeasured(museum.browser, museum.site);
}

const drain = ({ page }: MeasuredPage) =>
	page.evaluate("(async () => { do await microticks.flush(); while (microticks.queueLength > 0) })()");

const told = ({ page }: MeasuredPage) => page.evaluate<unknown[]>("told");

test.each([
	["is not there", "Object.defineProperty(window, 'indexedDB', { value: undefined })"],
	["is denied", "IDBFactory.prototype.open = () => { throw new DOMException('denied', 'SecurityError') }"],
	[
		"does not open",
		"IDBFactory.prototype.open = () => { const request = {}; setTimeout(() => { request.error = new DOMException('x', 'QuotaExceededError'); request.onerror() }); return request }",
	],
	["is full", "IDBObjectStore.prototype.add = function () { this.transaction.abort(); }"],
	["throws", "IDBDatabase.prototype.transaction = () => { throw new DOMException('closing', 'InvalidStateError') }"],
])("where IndexedDB %s, memory serves, and the page is told", async (_, prepare) => {
	await using kiosk = await openAfter(prepare);
	for (let tap = 0; tap < 3; tap++) await kiosk.tap([50 + tap, 50]);
	// A touch is on its way to the store when its finger is up.
	while (museum.events("click").length < 3) await drain(kiosk);
	expect(museum.events("click").map(({ data }) => data["clickX"])).toEqual([50, 51, 52]);
	expect(await told(kiosk)).toEqual(["store_unavailable"]);
	expect(await kiosk.page.evaluate("microticks.queueLength")).toBe(0);
});

test("a database that the browser closes under the page is opened anew, unnoticed", async () => {
	await using kiosk = await openAfter(`window.opened = [];
		const open = IDBFactory.prototype.open;
		IDBFactory.prototype.open = function (...given) {
			const request = open.apply(this, given);
			request.addEventListener("success", () => opened.push(request.result));
			return request;
		}`);
	await kiosk.tap([50, 50]);
	await kiosk.page.waitForFunction("opened.length > 0 && microticks.queueLength === 0");
	// As Safari does, without a word; and as Chromium does, with one.
	await kiosk.page.evaluate("opened.at(-1).close()");
	await kiosk.tap([51, 50]);
	await kiosk.page.waitForFunction("opened.length === 2");
	await kiosk.page.evaluate("opened.at(-1).dispatchEvent(new Event('close'))");
	await kiosk.tap([52, 50]);
	await drain(kiosk);
	expect(museum.events("click").map(({ data }) => data["clickX"])).toEqual([50, 51, 52]);
	expect(await told(kiosk)).toEqual([]);
});

test("what is kept in memory goes to the disk when that works again", async () => {
	await using kiosk = await openAfter(`window.broken = true; window.pass = 0;
		const steady = performance.now.bind(performance); performance.now = () => steady() + pass;
		const transaction = IDBDatabase.prototype.transaction;
		IDBDatabase.prototype.transaction = function (...given) {
			if (broken) throw new DOMException("broken", "AbortError");
			return transaction.apply(this, given);
		}`);
	await museum.killServer();
	await kiosk.tap([50, 50]);
	await kiosk.page.waitForFunction("told.length === 1");
	await kiosk.page.evaluate("broken = false; pass += 11000");
	await kiosk.tap([51, 50]);
	await kiosk.page.waitForFunction("told.length === 2");
	expect(await told(kiosk)).toEqual(["store_unavailable", "store_back"]);
	expect(await countStored(kiosk)).toBe(3);
	await museum.startServer();
	await drain(kiosk);
	expect(museum.events("click").map(({ data }) => data["clickX"])).toEqual([50, 51]);
});

test("a database that is beyond help is made anew", async () => {
	await using kiosk = await openAfter(`window.pass = 0;
		const steady = performance.now.bind(performance); performance.now = () => steady() + pass;
		window.broken = true;
		const remove = IDBFactory.prototype.deleteDatabase;
		IDBFactory.prototype.deleteDatabase = function (...given) { broken = false; return remove.apply(this, given); };
		const transaction = IDBDatabase.prototype.transaction;
		IDBDatabase.prototype.transaction = function (...given) {
			if (broken) throw new DOMException("broken", "UnknownError");
			return transaction.apply(this, given);
		}`);
	await museum.killServer();
	for (let tap = 0; tap < 4; tap++) {
		await kiosk.tap([50 + tap, 50]);
		await kiosk.page.evaluate("pass += 11000");
	}
	await kiosk.page.waitForFunction("told.includes('store_back')");
	expect(await told(kiosk)).toEqual(["store_unavailable", "store_replaced", "store_back"]);
	await museum.startServer();
	await drain(kiosk);
	expect(museum.events("click").map(({ data }) => data["clickX"])).toEqual([50, 51, 52, 53]);
});

test("at its bound the queue loses its oldest events, and counts them", async () => {
	const bound = 50_000;
	const session = Bun.randomUUIDv7();
	await using kiosk = await openAfter("");
	await museum.killServer();
	await kiosk.page.evaluate(`new Promise((resolve, reject) => {
		const opening = indexedDB.open("microticks ${PAGE_KEY}");
		opening.onsuccess = () => {
			const transaction = opening.result.transaction("queue", "readwrite");
			const queue = transaction.objectStore("queue");
			for (let index = 0; index < ${bound}; index++) queue.add({ item: {
				path: "/events", session: "${session}",
				body: { id: "00000000-0000-7000-8000-" + String(index).padStart(12, "0"), ts: Date.now(), action: "old", data: String(index) },
			} });
			transaction.oncomplete = () => { opening.result.close(); resolve(); };
			transaction.onabort = reject;
		};
	})`);
	// It learns of them when it looks.
	await kiosk.page.evaluate("microticks.flush()");
	await kiosk.tap([50, 50]);
	await kiosk.page.waitForFunction("told.length > 0");
	expect(await told(kiosk)).toEqual([["queue_full", 101]]);
	await kiosk.page.evaluate("microticks.stopSession()");
	await museum.startServer();
	await drain(kiosk);
	expect(museum.events("click").length).toBe(1);
	expect(museum.events("lost").map(({ data }) => data)).toEqual([{ count: 101 }]);
	expect(museum.events("old").length).toBe(bound - 101);
});

/** How much lies in the client's database. */
async function countStored({ page }: MeasuredPage): Promise<number> {
	return await page.evaluate(`new Promise((resolve, reject) => {
		const opening = indexedDB.open("microticks ${PAGE_KEY}");
		opening.onerror = reject;
		opening.onsuccess = () => {
			const counting = opening.result.transaction("queue").objectStore("queue").count();
			counting.onsuccess = () => { opening.result.close(); resolve(counting.result); };
		};
	})`);
}
