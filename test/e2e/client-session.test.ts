import { afterAll, beforeAll, expect, setDefaultTimeout, test } from "bun:test";
import { html, type MeasuredPage, type Museum, openMuseum } from "../support/measured-page.ts";

setDefaultTimeout(60_000);

let museum: Museum;
beforeAll(async () => {
	museum = await openMuseum();
});
afterAll(() => museum[Symbol.asyncDispose]());

const BODY = `<body style="margin:0"><button id="it" style="width:400px;height:400px"></button>`;

/** Notes what the client tells, in `window.told`. */
const LISTEN = `window.told = []; for (const name of ["session", "idle", "idle-warning", "error"])
	microticks.on(name, (event) => told.push([name, event]));`;

/** Waits until the client has told this. */
const hear = (kiosk: MeasuredPage, name: string) =>
	kiosk.page.waitForFunction(
		(wanted) => Reflect.get(globalThis, "told").some(([told]: [string]) => told === wanted),
		name,
	);

/** The session that was started last. */
const lastSession = () => museum.sessions().at(-1);

test("the first touch starts a session, and who goes away stops it at the last touch", async () => {
	await using kiosk = await museum.open(BODY, 'data-idle-timeout="2" data-idle-warning="1"');
	await kiosk.page.evaluate(LISTEN);
	expect(await kiosk.page.evaluate("microticks.session")).toBeNull();
	await kiosk.tap([50, 50]);
	await kiosk.page.mouse.move(300, 300);
	await kiosk.page.evaluate("document.title = Date.now()");
	await kiosk.tap([60, 60]);
	await hear(kiosk, "idle");
	await kiosk.flush();
	const told = await kiosk.page.evaluate<[string, object][]>("told");
	expect(told.map(([name]) => name)).toEqual(["session", "idle-warning", "session", "idle"]);
	const session = lastSession();
	expect(session).toMatchObject({ stop_reason: "idle", test: 0 });
	expect(JSON.parse(session?.data ?? "")).toEqual({
		page: "/",
		screen: "/",
		language: "de",
		viewportWidth: 800,
		viewportHeight: 600,
	});
	const events = museum.events("click").filter(({ session_id }) => session_id === session?.id);
	expect(events.length).toBe(2);
	expect(session?.stopped_at).toBe(events[1]?.time ?? "");
	expect(Date.parse(session?.stopped_at ?? "")).toBeLessThan(
		(await kiosk.page.evaluate<number>("+document.title")) + 1000,
	);
	expect(told[0]?.[1]).toEqual({ id: session?.client_id, state: "started" });
	expect(told[2]?.[1]).toEqual({ id: session?.client_id, state: "stopped", reason: "idle" });
});

test("a key starts a session, too", async () => {
	await using kiosk = await museum.open(BODY);
	await kiosk.page.keyboard.press("a");
	expect(await kiosk.page.evaluate("microticks.session")).toBeString();
});

test("a touch after the warning puts idle off", async () => {
	await using kiosk = await museum.open(BODY, 'data-idle-timeout="1.5" data-idle-warning="1"');
	await kiosk.page.evaluate(LISTEN);
	await kiosk.tap([50, 50]);
	await hear(kiosk, "idle-warning");
	await kiosk.tap([50, 50]);
	await kiosk.page.evaluate("told.length = 0");
	await hear(kiosk, "idle-warning");
	expect(await kiosk.page.evaluate("told.map(([name]) => name)")).toEqual(["idle-warning"]);
	await hear(kiosk, "idle");
});

test("an idle page is loaded again, or another one", async () => {
	museum.pages.set("/welcome", html("<title>Welcome</title>"));
	for (const [action, title] of [
		["reload", ""],
		["/welcome", "Welcome"],
	] as const) {
		await using kiosk = await museum.open(BODY, `data-idle-timeout="0.5" data-idle-action="${action}"`);
		await kiosk.page.evaluate("document.title = 'used'");
		await kiosk.tap([50, 50]);
		await kiosk.page.waitForFunction(`document.title === "${title}"`);
	}
});

test("an idle page stays where the next one does not answer", async () => {
	const gone = Bun.listen({ hostname: "127.0.0.1", port: 0, socket: { data: () => undefined } });
	gone.stop(true);
	await using kiosk = await museum.open(
		BODY,
		`data-idle-timeout="0.5" data-idle-action="http://127.0.0.1:${gone.port}/"`,
	);
	await kiosk.page.evaluate(LISTEN);
	await kiosk.tap([50, 50]);
	await hear(kiosk, "error");
	expect(await kiosk.page.evaluate("told.at(-1)[1].code")).toBe("idle_action");
	expect(kiosk.page.url()).toBe(`${museum.site}/`);
});

test("a session goes on with the next page of the tab", async () => {
	museum.pages.set("/next", html(`<!doctype html>${museum.tag()}${BODY}`));
	await using kiosk = await museum.open(BODY);
	await kiosk.tap([50, 50]);
	const session = await kiosk.page.evaluate("microticks.session");
	await kiosk.page.goto(`${museum.site}/next`);
	await kiosk.tap([50, 50]);
	await kiosk.flush();
	expect(await kiosk.page.evaluate("microticks.session")).toBe(session);
	const pages = museum
		.events("click")
		.slice(-2)
		.map(({ session_id, data }) => [session_id, data["page"]]);
	expect(pages).toEqual([
		[lastSession()?.id, "/"],
		[lastSession()?.id, "/next"],
	]);
});

test("all of it can be done by calls", async () => {
	await using kiosk = await museum.open(
		BODY,
		'data-sessions="off" data-taps="off" data-media="off" data-screens="off"',
	);
	await kiosk.page.evaluate(LISTEN);
	const before = museum.events().length;
	await kiosk.tap([50, 50]);
	expect(await kiosk.page.evaluate("microticks.session")).toBeNull();
	await kiosk.page.evaluate(`(async () => {
		await microticks.startSession({ room: 7 });
		await microticks.track("open", { book: 42 });
		await microticks.track("note", "only text");
		microticks.screen("map");
		await microticks.stopSession("closed");
	})()`);
	await kiosk.flush();
	expect(await kiosk.page.evaluate("microticks.queueLength")).toBe(0);
	expect(museum.sessions().at(-1)).toMatchObject({ stop_reason: "closed", test: 0 });
	expect(JSON.parse(lastSession()?.data ?? "")).toMatchObject({ room: 7, language: "de" });
	expect(
		museum
			.events()
			.slice(before)
			.map(({ action, data }) => [action, data]),
	).toEqual([
		["open", { book: 42 }],
		["note", { text: "only text" }],
		["screen", expect.objectContaining({ screen: "map", previous: "/" })],
	]);
});

test.each([
	["?microticks-test", "", 1],
	["", "data-test", 1],
	["", 'data-test="off"', 0],
	["?other", "", 0],
])("a trial is marked: address %p, attribute %p", async (query, attributes, marked) => {
	await using kiosk = await museum.open(BODY, attributes, { path: `/${query}` });
	await kiosk.tap([50, 50]);
	await kiosk.flush();
	expect(lastSession()?.test).toBe(marked);
});

test("a gesture of the page's marks the session that is open, or else the next one alone", async () => {
	await using kiosk = await museum.open(BODY);
	await kiosk.tap([50, 50]);
	await kiosk.flush();
	expect(lastSession()?.test).toBe(0);
	await kiosk.page.evaluate("microticks.markTest()");
	await kiosk.flush();
	expect(lastSession()?.test).toBe(1);

	await kiosk.page.evaluate("microticks.stopSession()");
	await kiosk.page.evaluate("microticks.markTest()");
	const marks: number[] = [];
	for (let visit = 0; visit < 2; visit++) {
		await kiosk.tap([50, 50]);
		await kiosk.page.evaluate("microticks.stopSession()");
		await kiosk.flush();
		marks.push(lastSession()?.test ?? -1);
	}
	expect(marks).toEqual([1, 0]);
});

test("a listener that throws breaks neither the page nor the measuring", async () => {
	await using kiosk = await museum.open(BODY);
	await kiosk.page.evaluate("microticks.on('queued', () => { throw new Error('mine') })");
	await kiosk.page.evaluate("window.off = microticks.on('sent', () => { document.title += 'sent' })");
	await kiosk.tap([50, 50]);
	await kiosk.flush();
	expect(await kiosk.page.title()).toContain("sent");
	await kiosk.page.evaluate("off(); document.title = ''");
	await kiosk.tap([50, 50]);
	await kiosk.flush();
	expect(await kiosk.page.title()).toBe("");
	const circular = "const it = {}; it.it = it; microticks.track('x', it).then(() => 'resolved')";
	expect(await kiosk.page.evaluate(`(() => { ${circular.replace("microticks", "return microticks")} })()`)).toBe(
		"resolved",
	);
	expect(kiosk.said.join()).toContain("Microticks: script");
});

test("a page says that it lives", async () => {
	await using kiosk = await museum.open(BODY, 'data-heartbeat="0.3"', { path: "/lives" });
	const signs = async () => {
		await kiosk.flush();
		const { heartbeats } = await readHeartbeats();
		return heartbeats.find(({ page }) => page === "/lives")?.signs ?? 0;
	};
	for (let before = await signs(); (await signs()) < before + 2; );
	expect(await kiosk.page.evaluate("microticks.session")).toBeNull();
});

async function readHeartbeats() {
	const { Database } = await import("bun:sqlite");
	using database = new Database(`${museum.directory}/ticks.db`, { readonly: true });
	return {
		heartbeats: database.query<{ page: string; signs: number }, []>("SELECT page, signs FROM heartbeats").all(),
	};
}
