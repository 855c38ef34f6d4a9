import { afterEach, beforeEach, expect, setDefaultTimeout, test } from "bun:test";
import { html, type MeasuredPage, type Museum, openMeasured, openMuseum, PAGE_KEY } from "../support/measured-page.ts";

setDefaultTimeout(60_000);

let museum: Museum;
beforeEach(async () => {
	museum = await openMuseum();
});
afterEach(() => museum[Symbol.asyncDispose]());

const BODY = `<body style="margin:0"><button id="it" style="width:700px;height:500px"></button>`;

/** Sends until nothing is left. */
const drain = ({ page }: MeasuredPage) =>
	page.evaluate("(async () => { do await microticks.flush(); while (microticks.queueLength > 0) })()");

/** Opens a page whose client talks to a server in front of the real one. */
async function openBehind(
	front: (request: Request, pass: () => Promise<Response>) => Response | Promise<Response>,
	prepare = "",
): Promise<{ kiosk: MeasuredPage } & AsyncDisposable> {
	const proxy = Bun.serve({
		port: 0,
		hostname: "127.0.0.1",
		async fetch(request) {
			const { pathname } = new URL(request.url);
			const body = request.method === "POST" ? await request.arrayBuffer() : null;
			const { method, headers } = request;
			const pass = () =>
				fetch(museum.server.url + pathname, { method, headers, body, decompress: false }).catch(
					() => new Response(null, { status: 502, headers: ANY }),
				);
			return await front(new Request(request.url, { method, headers, body }), pass);
		},
	});
	museum.pages.set(
		"/behind",
		html(`<!doctype html><script>${prepare}</script>
			<script src="${museum.server.url}/microticks.js" data-host="http://127.0.0.1:${proxy.port}" data-consumer-key="${PAGE_KEY}"></script>
			<script>window.told = []; microticks.on("error", (event) => told.push(event));</script>${BODY}`),
	);
	const kiosk = await openMeasured(museum.browser, `${museum.site}/behind`);
	return {
		kiosk,
		async [Symbol.asyncDispose]() {
			await kiosk[Symbol.asyncDispose]();
			await proxy.stop(true);
		},
	};
}

const ANY = { "access-control-allow-origin": "*" };

test.each([
	["503", () => Response.json({ status: 503, code: "busy", error: "" }, { status: 503, headers: ANY })],
	["429", () => Response.json({ status: 429 }, { status: 429, headers: { ...ANY, "retry-after": "0" } })],
	["a login page", () => new Response("<h1>Sign in</h1>", { headers: { ...ANY, "content-type": "text/html" } })],
	["a proxy's 404", () => new Response("<h1>Not found</h1>", { status: 404, headers: ANY })],
	["an empty object", () => Response.json({ status: 200 }, { headers: ANY })],
	["JSON cut short", () => new Response('{"status":200,"resul', { headers: ANY })],
	["an answer without CORS", () => Response.json({ status: 200 })],
	["a lost answer, after all was stored", undefined],
] as const)("%s for a while costs nothing", async (_, fault) => {
	let faults = 6;
	await using behind = await openBehind(async (__, pass) => {
		if (faults-- <= 0) return await pass();
		if (fault !== undefined) return fault();
		await (await pass()).arrayBuffer();
		return new Response("gone", { status: 502, headers: ANY });
	});
	const { kiosk } = behind;
	for (let tap = 0; tap < 5; tap++) await kiosk.tap([10 + tap, 10]);
	await drain(kiosk);
	expect(museum.events("click").map(({ data }) => data["clickX"])).toEqual([10, 11, 12, 13, 14]);
	expect(await kiosk.page.evaluate("told")).toEqual([]);
});

test("a server that asks for patience is given it, until the network says that it is back", async () => {
	const asked: number[] = [];
	await using behind = await openBehind(async (_, pass) => {
		asked.push(performance.now());
		return asked.length > 1
			? await pass()
			: Response.json(
					{ status: 429, code: "rate_limited", error: "" },
					{ status: 429, headers: { ...ANY, "retry-after": "3", "access-control-expose-headers": "Retry-After" } },
				);
	});
	await behind.kiosk.tap([50, 50]);
	while (museum.events("click").length === 0) await behind.kiosk.page.evaluate("0");
	expect((asked[1] ?? 0) - (asked[0] ?? 0)).toBeGreaterThan(2900);

	await museum.killServer();
	await behind.kiosk.tap([60, 60]);
	await behind.kiosk.page.evaluate("microticks.flush()");
	await museum.startServer();
	await behind.kiosk.page.evaluate("dispatchEvent(new Event('online'))");
	while (museum.events("click").length < 2) await behind.kiosk.page.evaluate("0");
});

test("what the server refuses for good is kept aside alone, and told once", async () => {
	await using behind = await openBehind((_, pass) => pass());
	const { kiosk } = behind;
	await kiosk.page.evaluate(`(async () => {
		for (const action of ["first", "x".repeat(201), "last"]) await microticks.track(action, {});
	})()`);
	await drain(kiosk);
	expect(museum.events().map(({ action }) => action)).toEqual(["first", "last"]);
	expect(await kiosk.page.evaluate("told")).toEqual([
		{ code: "too_large", message: '"action" is longer than 200 characters' },
	]);
	const dead = await readStore(kiosk, "dead");
	expect(dead).toMatchObject([{ code: "too_large", item: { body: { action: "x".repeat(201) } } }]);
	await kiosk.page.reload();
	await drain(kiosk);
	expect(await kiosk.page.evaluate("told")).toEqual([]);
});

test("a batch that is too large for a proxy is sent in parts, and only what is too large alone is given up", async () => {
	await using behind = await openBehind(async (request, pass) =>
		(await request.arrayBuffer()).byteLength > 20_000
			? new Response("<h1>413</h1>", { status: 413, headers: ANY })
			: await pass(),
	);
	const { kiosk } = behind;
	await kiosk.page.evaluate(`Promise.all(Array.from({ length: 100 }, (_, index) =>
		microticks.track("step", { index, text: "x".repeat(index === 50 ? 30000 : 500) })))`);
	await drain(kiosk);
	const steps = museum.events("step").map(({ data }) => data["index"]);
	expect(steps).toEqual(Array.from({ length: 100 }, (_, index) => index).filter((index) => index !== 50));
	expect(await kiosk.page.evaluate("told.length")).toBe(1);
});

test("a consumer that is revoked takes its session's touches aside, and the next one's go on", async () => {
	let revoked = true;
	await using behind = await openBehind((request, pass) =>
		revoked && request.url.endsWith("/sessions")
			? Response.json({ status: 403, code: "consumer_inactive", error: "No" }, { status: 403, headers: ANY })
			: pass(),
	);
	const { kiosk } = behind;
	await kiosk.tap([50, 50]);
	await kiosk.page.evaluate("microticks.stopSession()");
	await drain(kiosk);
	expect((await readStore(kiosk, "dead")).map(({ code }) => code)).toEqual(Array(3).fill("consumer_inactive"));
	revoked = false;
	await kiosk.tap([60, 60]);
	await drain(kiosk);
	expect(museum.events("click").map(({ data }) => data["clickX"])).toEqual([60]);
});

/** An adjustable offset of the clocks, in `window.shift` and `window.pass`, in milliseconds. */
const CLOCKS = `window.shift = 0; window.pass = 0;
	const wall = Date.now; Date.now = () => wall() + window.shift + window.pass;
	const steady = performance.now.bind(performance); performance.now = () => steady() + window.pass;`;

test("a clock that is wrong by a day is corrected, and one set back in the middle moves nothing", async () => {
	await using behind = await openBehind((_, pass) => pass(), `${CLOCKS}; shift = -86400000;`);
	const { kiosk } = behind;
	const before = Date.now();
	await kiosk.page.evaluate("microticks.track('one')");
	await kiosk.page.evaluate("window.shift -= 3600000");
	await kiosk.page.evaluate("microticks.track('two')");
	await drain(kiosk);
	await kiosk.page.evaluate("window.shift = 0");
	await kiosk.page.evaluate("microticks.track('three')");
	await drain(kiosk);
	const after = Date.now();
	const times = museum.events().map(({ time }) => Date.parse(time));
	expect(times.length).toBe(3);
	for (const time of times) expect([time >= before - 50, time <= after + 50]).toEqual([true, true]);
	expect(times).toEqual(times.toSorted((one, other) => one - other));
});

test("a week without a server arrives whole, with its times", async () => {
	await using behind = await openBehind((_, pass) => pass(), CLOCKS);
	const { kiosk } = behind;
	await museum.killServer();
	const start = Date.now();
	for (let day = 0; day < 7; day++) {
		for (let visit = 0; visit < 20; visit++) {
			await kiosk.page.evaluate(
				`(async () => { await microticks.track("step", { day: ${day}, visit: ${visit} }); await microticks.stopSession("left") })()`,
			);
			await kiosk.page.evaluate("window.pass += 3600000 * 24 / 20");
		}
	}
	await museum.startServer();
	await drain(kiosk);
	const steps = museum.events("step");
	expect(steps.map(({ data }) => [data["day"], data["visit"]])).toEqual(
		Array.from({ length: 140 }, (_, index) => [Math.floor(index / 20), index % 20]),
	);
	expect(museum.sessions().filter(({ stop_reason }) => stop_reason === "left").length).toBe(140);
	// The server's clock is still at the first day: it takes the week off again, and the distances stay.
	const hours = steps.map(({ time }) => Math.round((Date.parse(time) - Date.parse(steps[0]?.time ?? "")) / 3_600_000));
	expect(hours).toEqual(Array.from({ length: 140 }, (_, index) => Math.round(index * 1.2)));
	expect(Date.parse(steps.at(-1)?.time ?? "")).toBeLessThan(start + 60_000);
});

/** What lies in the client's database. */
async function readStore({ page }: MeasuredPage, name: "queue" | "dead"): Promise<{ code: string; item: object }[]> {
	return await page.evaluate(`new Promise((resolve, reject) => {
		const opening = indexedDB.open("microticks ${PAGE_KEY}");
		opening.onerror = reject;
		opening.onsuccess = () => {
			const reading = opening.result.transaction("${name}").objectStore("${name}").getAll();
			reading.onsuccess = () => { opening.result.close(); resolve(reading.result); };
		};
	})`);
}
