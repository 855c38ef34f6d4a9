import { afterAll, beforeAll, beforeEach, expect, setDefaultTimeout, test } from "bun:test";
import { type MeasuredPage, type Museum, openMuseum } from "../support/measured-page.ts";

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

/** The events of this test. */
const events = (action: string) =>
	museum
		.events()
		.slice(before)
		.filter((event) => event.action === action);

const STYLE = "<style>section { position: absolute; inset: 0 } [hidden] { display: none }</style>";
const SCREENS = `${STYLE}<body><section data-tick-screen="start">start</section>
<section data-tick-screen="map" hidden>map</section><section data-tick-screen="info" hidden>info</section>`;

/** Shows one screen and hides the others, as a page does, and waits until the client has seen it. */
async function show(kiosk: MeasuredPage, name: string, seen = name): Promise<void> {
	await kiosk.page.evaluate(`for (const section of document.querySelectorAll("section")) {
		section.hidden = section.getAttribute("data-tick-screen") !== "${name}";
	}`);
	await waitForScreen(kiosk, seen);
}

/** Taps until a tap carries the screen. */
async function waitForScreen(kiosk: MeasuredPage, name: string): Promise<void> {
	do {
		await kiosk.tap([50, 50]);
		await kiosk.flush();
	} while (events("click").at(-1)?.data["screen"] !== name);
}

test("screens that are named follow each other, with the time on the one before and the language", async () => {
	await using kiosk = await museum.open(SCREENS);
	await waitForScreen(kiosk, "start");
	await show(kiosk, "map");
	await kiosk.page.evaluate("document.documentElement.lang = 'en'");
	await show(kiosk, "info");
	const screens = events("screen").map(({ data }) => data);
	expect(screens.map(({ screen, previous, language }) => [screen, previous, language])).toEqual([
		["map", "start", "de"],
		["info", "map", "en"],
	]);
	const [toMap, toInfo] = events("screen").map(({ time }) => Date.parse(time));
	expect(Math.abs(Number(screens[1]?.["durationMs"]) - ((toInfo ?? 0) - (toMap ?? 0)))).toBeLessThanOrEqual(5);
	expect(screens[0]?.["durationMs"]).toBeGreaterThan(0);
});

test("a screen that comes later, and one that is renamed, are seen", async () => {
	await using kiosk = await museum.open("<body>");
	await waitForScreen(kiosk, "/");
	await kiosk.page.evaluate("document.body.innerHTML = '<main data-tick-screen=late style=height:300px>late</main>'");
	await waitForScreen(kiosk, "late");
	await kiosk.page.evaluate("document.querySelector('main').setAttribute('data-tick-screen', 'renamed')");
	await waitForScreen(kiosk, "renamed");
	expect(events("screen").map(({ data }) => data["screen"])).toEqual(["late", "renamed"]);
});

test("a window over a screen is the screen while it is open; a touch beside it is on what lies there", async () => {
	await using kiosk = await museum.open(
		`${STYLE}<body><section data-tick-screen="map">map</section>
		<dialog data-tick-screen="help" style="position:fixed;left:400px;top:300px;width:200px;height:200px">help</dialog>`,
	);
	await waitForScreen(kiosk, "map");
	await kiosk.page.evaluate("document.querySelector('dialog').show()");
	do {
		await kiosk.tap([500, 400]);
		await kiosk.flush();
	} while (events("screen").length === 0);
	await kiosk.tap([50, 50]);
	await kiosk.flush();
	expect(events("screen").map(({ data }) => data["screen"])).toEqual(["help"]);
	expect(events("click").at(-1)?.data["screen"]).toBe("map");
});

test("without named screens the path and the hash are the screen; a call names one", async () => {
	await using kiosk = await museum.open("<body>");
	await waitForScreen(kiosk, "/");
	await kiosk.page.evaluate("location.hash = 'one'");
	await waitForScreen(kiosk, "/#one");
	await kiosk.page.evaluate("history.pushState(null, '', '/two')");
	await waitForScreen(kiosk, "/two");
	await kiosk.page.evaluate("microticks.screen('three')");
	await waitForScreen(kiosk, "three");
	expect(events("screen").map(({ data }) => [data["screen"], data["previous"]])).toEqual([
		["/#one", "/"],
		["/two", "/#one"],
		["three", "/two"],
	]);
});

test("an attract loop that moves by itself starts no session", async () => {
	await using kiosk = await museum.open(SCREENS);
	const sessions = museum.sessions().length;
	await kiosk.page.evaluate(`new Promise((resolve) => {
		const sections = [...document.querySelectorAll("section")];
		let turn = 0;
		const timer = setInterval(() => {
			for (const [index, section] of sections.entries()) section.hidden = index !== turn % 3;
			location.hash = turn;
			scrollTo(0, turn);
			sections[turn % 3].click();
			if (turn++ > 20) { clearInterval(timer); resolve(); }
		}, 20);
	})`);
	await kiosk.flush();
	expect(museum.sessions().length).toBe(sessions);
	expect(museum.events().length).toBe(before);
});

test("what is played, paused and heard to the end becomes events", async () => {
	await using kiosk = await museum.open(
		`<body><audio id="song" controls src="${silence(0.6)}" style="display:block;width:300px;height:60px"></audio>`,
	);
	await kiosk.tap([700, 500]);
	await kiosk.page.evaluate("document.querySelector('audio').play()");
	await kiosk.page.evaluate("document.querySelector('audio').pause()");
	await kiosk.page.evaluate(`new Promise((resolve) => {
		const song = document.querySelector("audio");
		song.addEventListener("ended", resolve);
		song.play();
	})`);
	await kiosk.flush();
	const media = museum
		.events()
		.slice(before)
		.filter(({ action }) => ["play", "pause", "ended"].includes(action));
	expect(media.map(({ action, data }) => [action, data["target"]])).toEqual([
		["play", "song"],
		["pause", "song"],
		["play", "song"],
		["ended", "song"],
	]);
	expect(media.at(-1)?.data).toMatchObject({ position: 0.6, duration: 0.6, language: "de", screen: "/" });
});

/** A sound of nothing, as a WAV file in an address. */
function silence(seconds: number): string {
	const rate = 8000;
	const samples = Buffer.alloc(rate * seconds, 128);
	const header = Buffer.alloc(44);
	header.write("RIFF", 0);
	header.writeUInt32LE(36 + samples.length, 4);
	header.write("WAVEfmt ", 8);
	header.writeUInt32LE(16, 16);
	header.writeUInt16LE(1, 20);
	header.writeUInt16LE(1, 22);
	header.writeUInt32LE(rate, 24);
	header.writeUInt32LE(rate, 28);
	header.writeUInt16LE(1, 32);
	header.writeUInt16LE(8, 34);
	header.write("data", 36);
	header.writeUInt32LE(samples.length, 40);
	return `data:audio/wav;base64,${Buffer.concat([header, samples]).toString("base64")}`;
}
