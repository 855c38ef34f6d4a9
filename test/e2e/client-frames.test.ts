import { afterAll, beforeAll, beforeEach, expect, setDefaultTimeout, test } from "bun:test";
import { html, type MeasuredPage, type Museum, openMuseum } from "../support/measured-page.ts";

setDefaultTimeout(60_000);

let museum: Museum;
let foreign: Bun.Server<undefined>;
let before = 0;
beforeAll(async () => {
	museum = await openMuseum();
	foreign = Bun.serve({
		port: 0,
		hostname: "127.0.0.1",
		fetch: (request) =>
			new Response(
				`<!doctype html>${request.url.endsWith("/with") ? museum.tag() : ""}
				<body style="margin:0"><button id="inner" style="width:300px;height:300px"></button>`,
				{ headers: { "content-type": "text/html" } },
			),
	});
});
afterAll(async () => {
	await foreign.stop(true);
	await museum[Symbol.asyncDispose]();
});
beforeEach(() => {
	before = museum.events().length;
});

const clicks = () =>
	museum
		.events()
		.slice(before)
		.filter(({ action }) => action === "click");

const frame = (src: string) =>
	`<iframe src="${src}" style="position:absolute;left:100px;top:200px;width:300px;height:300px;border:0"></iframe>`;

/** Waits until every frame of the page is loaded, and drawn: before that a touch meets the frame's outside. */
async function loaded({ page }: MeasuredPage): Promise<void> {
	await Promise.all(page.frames().map((each) => each.waitForLoadState("load")));
	for (let picture = 0; picture < 2; picture++) await page.screenshot();
}

test("a frame of the page's own origin is a part of the page, also one in another and one that comes later", async () => {
	museum.pages.set(
		"/innermost",
		html(`<!doctype html><body style="margin:0"><button id="deep" style="width:100px;height:100px">`),
	);
	museum.pages.set(
		"/inner",
		html(`<!doctype html><body style="margin:0"><button id="inner" style="width:300px;height:100px"></button>
			<iframe src="/innermost" style="position:absolute;left:50px;top:150px;width:100px;height:100px;border:0"></iframe>`),
	);
	await using kiosk = await museum.open(`<body>${frame("/inner")}`);
	await loaded(kiosk);
	await kiosk.tap([110, 210]);
	await kiosk.tap([160, 360]);
	await kiosk.page.evaluate(`new Promise((resolve) => {
		const late = document.createElement("iframe");
		late.src = "/innermost";
		late.style = "position:absolute;left:500px;top:0;width:100px;height:100px;border:0";
		late.onload = resolve;
		document.body.append(late);
	})`);
	await kiosk.tap([520, 10]);
	await kiosk.flush();
	expect(clicks().map(({ data }) => [data["target"], data["clickX"], data["clickY"], data["page"]])).toEqual([
		["inner", 110, 210, "/"],
		["deep", 160, 360, "/"],
		["deep", 520, 10, "/"],
	]);
	expect(new Set(clicks().map(({ session_id }) => session_id)).size).toBe(1);
});

test("a frame of the page's own origin that has the client itself is counted once", async () => {
	museum.pages.set(
		"/itself",
		html(`<!doctype html>${museum.tag()}<body style="margin:0"><button id="inner" style="width:300px;height:300px">`),
	);
	await using kiosk = await museum.open(`<body>${frame("/itself")}`);
	await loaded(kiosk);
	await kiosk.tap([20, 20]);
	await kiosk.tap([150, 250]);
	await flushAll(kiosk);
	expect(
		clicks()
			.map(({ data }) => data["target"])
			.filter((target) => target === "inner"),
	).toEqual(["inner"]);
	expect(new Set(clicks().map(({ session_id }) => session_id)).size).toBe(1);
});

// Told by the page itself: what a test evaluates counts as a user's activation.
test("a touch into a foreign frame counts as a touch", async () => {
	await using kiosk = await museum.open(
		`<body>${frame(`http://localhost:${foreign.port}/without`)}
		<script>microticks.on("session", ({ state }) => console.log("session " + state));</script>`,
	);
	await loaded(kiosk);
	const told = kiosk.page.waitForEvent("console");
	await kiosk.tap([150, 250]);
	expect((await told).text()).toBe("session started");
});

test("a foreign frame that takes the focus by itself starts nothing", async () => {
	const told = Promise.withResolvers<string>();
	museum.pages.set(
		"/focus",
		html(`<!doctype html>${museum.tag()}<body>${frame(`http://localhost:${foreign.port}/without`)}
		<script>onload = () => {
			document.querySelector("iframe").focus();
			setTimeout(() => console.log(document.activeElement.localName + " " + microticks.session), 1000);
		};</script>`),
	);
	await using context = await museum.browser.newContext();
	const page = await context.newPage();
	page.on("console", (message) => told.resolve(message.text()));
	await page.goto(`${museum.site}/focus`);
	expect(await told.promise).toBe("iframe null");
});

test("a foreign frame with the client joins where the page allows its origin", async () => {
	const origin = `http://localhost:${foreign.port}`;
	await using kiosk = await museum.open(
		`<body>${frame(`${origin}/with`)}`,
		`data-frames="https://other.example ${origin}"`,
	);
	await loaded(kiosk);
	await kiosk.tap([20, 20]);
	await kiosk.tap([150, 250]);
	while (clicks().length < 2) await flushAll(kiosk);
	expect(clicks().map(({ data }) => data["target"])).toEqual(["html", "inner"]);
	expect(new Set(clicks().map(({ session_id }) => session_id)).size).toBe(1);
});

test("a foreign frame with the client stands alone where the page does not", async () => {
	await using kiosk = await museum.open(`<body>${frame(`http://localhost:${foreign.port}/with`)}`);
	await loaded(kiosk);
	await kiosk.tap([20, 20]);
	await kiosk.tap([150, 250]);
	while (clicks().length < 2) await flushAll(kiosk);
	expect(new Set(clicks().map(({ session_id }) => session_id)).size).toBe(2);
});

async function flushAll(kiosk: MeasuredPage): Promise<void> {
	for (const each of kiosk.page.frames()) await each.evaluate("microticks.flush()");
	await kiosk.flush();
}
