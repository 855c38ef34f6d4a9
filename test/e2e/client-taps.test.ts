import { afterAll, beforeAll, beforeEach, expect, setDefaultTimeout, test } from "bun:test";
import { type Museum, openMuseum } from "../support/measured-page.ts";

setDefaultTimeout(60_000);

let museum: Museum;
let before = 0;
beforeAll(async () => {
	museum = await openMuseum();
});
afterAll(() => museum[Symbol.asyncDispose]());
beforeEach(() => {
	before = museum.events("click").length;
});

/** The clicks of this test. */
const clicks = () => museum.events("click").slice(before);

/** Two fields of 400 by 600 pixels that fill the viewport. */
const TWO = `<body style="margin:0;display:flex"><button id="left" style="width:400px;height:600px"></button>
<button data-tick="right" style="width:400px;height:600px"></button>`;

test.each([1, 2, 5])("%d fingers at once are as many taps of one session", async (fingers) => {
	await using kiosk = await museum.open(TWO);
	await kiosk.tap(
		...Array.from({ length: fingers }, (_, index) => [100 + 150 * index, 50 + index] as [number, number]),
	);
	await kiosk.flush();
	expect(clicks().map(({ data }) => [data["clickX"], data["clickY"]])).toEqual(
		Array.from({ length: fingers }, (_, index) => [100 + 150 * index, 50 + index]),
	);
	expect(new Set(clicks().map(({ session_id }) => session_id)).size).toBe(1);
});

test("a tap tells what a heat map needs, in the names of 2017", async () => {
	await using kiosk = await museum.open(`<body style="margin:0;height:2000px">${TWO}`, "", { path: "/map#here" });
	await kiosk.page.evaluate("scrollTo(0, 200)");
	await kiosk.tap([100, 250]);
	await kiosk.flush();
	expect(clicks().map(({ data }) => data)).toEqual([
		{
			target: "left",
			clickX: 100,
			clickY: 250,
			page: "/map#here",
			screen: "/map#here",
			elementX: 0.25,
			elementY: 0.75,
			viewportWidth: 800,
			viewportHeight: 600,
			scrollX: 0,
			scrollY: 200,
			pointer: "touch",
		},
	]);
});

test("a mouse taps by its first button alone", async () => {
	await using kiosk = await museum.open(TWO);
	await kiosk.page.mouse.click(10, 10);
	await kiosk.page.mouse.click(10, 10, { button: "right" });
	await kiosk.flush();
	expect(clicks().map(({ data }) => data["pointer"])).toEqual(["mouse"]);
});

test("a drag is no tap, also one that comes back; a long press is one", async () => {
	await using kiosk = await museum.open(`<body style="touch-action:none">${TWO}`);
	await kiosk.press([100, 100]);
	await kiosk.move([200, 100]);
	await kiosk.lift();
	await kiosk.press([100, 100]);
	await kiosk.move([200, 100]);
	await kiosk.move([100, 100]);
	await kiosk.lift();
	await kiosk.page.evaluate("microticks.flush()");
	expect(clicks()).toEqual([]);

	await kiosk.press([100, 100]);
	await kiosk.move([105, 103]);
	const pressed = await kiosk.page.evaluate<number>("performance.now()");
	await kiosk.page.waitForFunction(`performance.now() > ${pressed + 700}`);
	await kiosk.lift();
	await kiosk.flush();
	expect(clicks().map(({ data }) => data["clickX"])).toEqual([100]);
});

test("a scroll is no tap", async () => {
	await using kiosk = await museum.open(`<body style="height:5000px">`);
	await kiosk.page.evaluate("addEventListener('pointercancel', () => { document.title = 'cancelled' })");
	await kiosk.press([100, 500]);
	for (const y of [480, 440, 380, 300]) await kiosk.move([100, y]);
	await kiosk.page.waitForFunction("document.title === 'cancelled'");
	await kiosk.lift();
	await kiosk.flush();
	expect(clicks()).toEqual([]);
	expect(museum.sessions().at(-1)?.stop_reason).toBeNull();
});

test("a page that keeps events to itself is measured, and its own listeners work as before", async () => {
	await using kiosk = await museum.open(
		`${TWO}<a id="away" href="/elsewhere" style="position:fixed;left:0;top:0">away</a>`,
	);
	await kiosk.page.evaluate(`
		for (const type of ["pointerdown", "pointerup", "click"]) {
			addEventListener(type, (event) => { event.stopImmediatePropagation(); event.preventDefault(); document.title += type; }, true);
		}`);
	await kiosk.tap([5, 5]);
	await kiosk.page.waitForFunction("document.title.includes('click')");
	await kiosk.flush();
	expect(clicks().map(({ data }) => data["target"])).toEqual(["away"]);
	expect(kiosk.page.url()).toBe(`${museum.site}/`);
});

test("a tap in a shadow root is named by what is in it", async () => {
	await using kiosk = await museum.open(`<body><div id="host" style="width:300px;height:300px"></div>`);
	await kiosk.page.evaluate(`document.querySelector("#host").attachShadow({ mode: "open" }).innerHTML =
		'<button data-tick="inside" style="width:300px;height:300px"></button>'`);
	await kiosk.tap([50, 50]);
	await kiosk.flush();
	expect(clicks().map(({ data }) => data["target"])).toEqual(["inside"]);
});

test("what no finger does starts nothing", async () => {
	await using kiosk = await museum.open(TWO);
	await kiosk.page.evaluate(`
		const button = document.querySelector("#left");
		button.click();
		for (const type of ["pointerdown", "pointerup"]) button.dispatchEvent(new PointerEvent(type, { bubbles: true, pointerId: 1 }));
		document.dispatchEvent(new KeyboardEvent("keydown", { key: "a" }));
	`);
	await kiosk.flush();
	expect(await kiosk.page.evaluate("microticks.session")).toBeNull();
	expect(clicks()).toEqual([]);
});

test("a password, and what is told to be ignored, is kept out; what is typed is nowhere", async () => {
	await using kiosk = await museum.open(`<body style="margin:0">
		<input type="password" style="display:block;width:300px;height:100px">
		<div data-tick-ignore><button style="display:block;width:300px;height:100px"></button></div>
		<input id="name" style="display:block;width:300px;height:100px">`);
	await kiosk.tap([50, 50]);
	await kiosk.page.keyboard.type("Geheimnis");
	await kiosk.tap([50, 150]);
	await kiosk.tap([50, 250]);
	await kiosk.page.keyboard.type("Geheimnis");
	await kiosk.flush();
	expect(clicks().map(({ data }) => data["target"])).toEqual(["name"]);
	expect(JSON.stringify([museum.events(), museum.sessions()])).not.toContain("Geheimnis");
});

test.each([
	['<p id="it">', true],
	['<div id="it"><p>', true],
	['<a id="it">', true],
	['<a id="it" href="#">', false],
	['<button id="it">', false],
	['<button id="it" disabled>', false],
	['<input id="it">', false],
	['<label id="it">', false],
	['<div id="it" role="button">', false],
	['<div id="it" tabindex="0">', false],
	['<div id="it" onclick="">', false],
	['<div id="it" data-tick="thing">', false],
	['<div id="it" data-tick="thing"><p>', false],
	['<div id="it" style="cursor:pointer">', false],
	['<div id="it" style="cursor:pointer"><p>', false],
	['<canvas id="it">', false],
	['<video id="it">', false],
	['<div id="it" contenteditable>', false],
])("a tap on %s is a miss: %p", async (element, miss) => {
	await using kiosk = await museum.open(
		`<head><style>body, body * { display: block; width: 300px; height: 300px; margin: 0 }</style></head><body>${element}`,
	);
	await kiosk.tap([50, 50]);
	await kiosk.flush();
	expect(clicks().map(({ data }) => data["miss"])).toEqual([miss ? true : undefined]);
});

test("an onclick that a script has set makes a thing touchable", async () => {
	await using kiosk = await museum.open(`<body><div id="it" style="width:300px;height:300px">`);
	await kiosk.page.evaluate("document.querySelector('#it').onclick = () => {}");
	await kiosk.tap([50, 50]);
	await kiosk.flush();
	expect(clicks().map(({ data }) => data["miss"])).toEqual([undefined]);
});

test("without data-tick and id a short selector names", async () => {
	await using kiosk = await museum.open(`<body style="margin:0"><div id="menu"><ul style="margin:0">
		<li><a href="#1">1</a></li><li><a href="#2" style="display:block;height:200px"><b>2</b></a></li></ul></div>`);
	await kiosk.tap([50, 100]);
	await kiosk.flush();
	expect(clicks().map(({ data }) => data["target"])).toEqual(["#menu>ul>li:nth-of-type(2)>a"]);
});

test("a burst is bounded, and what is left out is counted", async () => {
	await using kiosk = await museum.open(TWO, 'data-tap-limit="5"');
	for (let tap = 0; tap < 12; tap++) await kiosk.tap([100, 100]);
	await kiosk.page.evaluate("microticks.stopSession()");
	await kiosk.flush();
	const session = clicks()[0]?.session_id;
	const dropped = museum.events("burst").filter((event) => event.session_id === session);
	expect(dropped.length).toBeGreaterThan(0);
	const told = dropped.reduce((sum, { data }) => sum + Number(data["dropped"]), 0);
	expect(clicks().length + told).toBe(12);
	expect(clicks().length).toBeGreaterThanOrEqual(5);
});
