import { afterAll, beforeAll, expect, setDefaultTimeout, test } from "bun:test";
import { expectPlace, type Hall, openHall } from "../support/touch-table.ts";

setDefaultTimeout(60_000);

let hall: Hall;

beforeAll(async () => {
	hall = await openHall();
});

afterAll(async () => {
	await hall[Symbol.asyncDispose]();
});

test("the attract loop moves by itself, and starts no session", async () => {
	await using table = await hall.open();
	const { x, y } = await table.place("winter");
	await table.page.locator("[data-tick=winter]").evaluate(
		async (print, [fromX, fromY]) => {
			const { requestAnimationFrame } = print.ownerDocument.defaultView;
			const way = () => {
				const { left, top, width, height } = print.getBoundingClientRect();
				return Math.hypot(left + width / 2 - fromX, top + height / 2 - fromY);
			};
			while (way() < 15) await new Promise(requestAnimationFrame);
		},
		[x, y] as const,
	);
	expect(await table.page.evaluate("microticks.session")).toBeNull();
	expect(await table.page.evaluate("microticks.queueLength")).toBe(0);
});

test("who asks for reduced motion sees an attract screen that lies still", async () => {
	await using table = await hall.openUnmeasured({ reducedMotion: "reduce" });
	const shown = await table.page.locator("#prints").evaluate(async (list) => {
		const { requestAnimationFrame } = list.ownerDocument.defaultView;
		const seen = new Set<string>();
		for (let frames = 0; frames < 30; frames++) {
			await new Promise(requestAnimationFrame);
			seen.add(`${[...list.children].map((print) => print.style.transform)}`);
		}
		return [...seen];
	});
	expect(shown).toHaveLength(1);
	await table.tap("#begin");
	await table.page.waitForSelector("[data-screen=table]");
});

test("a visitor goes from screen to screen, changes the language, and is measured by the names of what was touched", async () => {
	await using table = await hall.open();
	const { page } = table;
	await table.tap("#begin");
	await table.settled("table");
	await table.tap("[data-language=de]");
	expect(await page.locator("html").getAttribute("lang")).toBe("de");
	expect(await page.locator("#table h1").textContent()).toBe("Die lange Küste");
	await table.tap("[data-tick=island]");
	await table.settled("detail");
	expect(await page.locator("#detail-title").textContent()).toBe("Insula Meridia");
	expect(await page.locator("#detail-text").textContent()).toStartWith("Der Steuermann");
	await table.tap("[data-language=en]");
	expect(await page.locator("#detail-text").textContent()).toStartWith("The mate");
	await table.tap("[data-tick=next]");
	expect(await page.locator("#detail-title").textContent()).toBe("The visitor");
	await table.tap("[data-tick=back]");
	await table.settled("table");

	expect((await table.stored()).taps).toEqual([
		{ target: "begin", screen: "attract" },
		{ target: "language-de", screen: "table" },
		{ target: "island", screen: "table" },
		{ target: "language-en", screen: "detail" },
		{ target: "next", screen: "detail" },
		{ target: "back", screen: "detail" },
	]);
});

test("two visitors move two pictures at the same time", async () => {
	await using table = await hall.open();
	await table.tap("#begin");
	await table.settled("table");
	const [left, right] = [await table.place("fjord"), await table.place("dunes")];
	await table.touch("touchStart", { 0: [left.x, left.y], 1: [right.x, right.y] });
	for (const step of [0.25, 0.5, 0.75, 1]) {
		await table.touch("touchMove", {
			0: [left.x + 120 * step, left.y + 200 * step],
			1: [right.x - 90 * step, right.y + 150 * step],
		});
	}
	const leftWanted = { x: left.x + 120, y: left.y + 200 };
	const rightWanted = { x: right.x - 90, y: right.y + 150 };
	expectPlace(await table.placed("fjord", leftWanted), leftWanted);
	expectPlace(await table.placed("dunes", rightWanted), rightWanted);
	await table.touch("touchEnd", {});
	expect(await table.page.locator("body").getAttribute("data-screen")).toBe("table");
});

test("two fingers turn and enlarge a picture, and what lay under them stays there", async () => {
	await using table = await hall.open();
	await table.tap("#begin");
	await table.settled("table");
	const before = await table.place("dunes");
	await table.touch("touchStart", { 0: [before.x - 50, before.y], 1: [before.x + 50, before.y] });
	for (const step of [0.25, 0.5, 0.75, 1]) {
		const reach = 50 + 50 * step;
		const turn = (step * Math.PI) / 2;
		const [x, y] = [Math.cos(turn) * reach, Math.sin(turn) * reach];
		await table.touch("touchMove", { 0: [before.x - x, before.y - y], 1: [before.x + x, before.y + y] });
	}
	const wanted = { x: before.x, y: before.y, scale: 2 * before.scale, angle: before.angle + Math.PI / 2 };
	expectPlace(await table.placed("dunes", wanted), wanted);
	await table.touch("touchEnd", {});
});

test("a picture that is thrown slides on, and none leaves the table", async () => {
	await using table = await hall.open();
	await table.tap("#begin");
	await table.settled("table");
	const { x, y } = await table.place("dunes");
	await table.touch("touchStart", { 0: [x, y] });
	for (const step of [1, 2, 3, 4]) await table.touch("touchMove", { 0: [x, y - 45 * step] });
	await table.touch("touchEnd", {});
	await table.settled("table");
	const after = await table.place("dunes");
	expect(Math.hypot(after.x - x, after.y - (y - 180))).toBeGreaterThan(5);
	expect(after.y).toBeGreaterThanOrEqual(-1);
});

test("a picture that was held while another was opened is moved by one finger afterwards, as ever", async () => {
	await using table = await hall.open();
	await table.tap("#begin");
	await table.settled("table");
	const [held, tapped] = [await table.place("fjord"), await table.place("winter")];
	await table.touch("touchStart", { 0: [held.x, held.y] });
	await table.touch("touchStart", { 0: [held.x, held.y], 1: [tapped.x, tapped.y] });
	await table.touch("touchEnd", { 0: [held.x, held.y] });
	await table.settled("detail");
	await table.touch("touchEnd", {});
	await table.tap("[data-tick=back]");
	await table.settled("table");
	const before = await table.place("fjord");
	await table.touch("touchStart", { 0: [before.x, before.y] });
	for (const step of [1, 2, 3, 4]) await table.touch("touchMove", { 0: [before.x + 40 * step, before.y + 20 * step] });
	const wanted = { x: before.x + 160, y: before.y + 80, scale: before.scale, angle: before.angle };
	expectPlace(await table.placed("fjord", wanted), wanted);
	await table.touch("touchEnd", {});
});

test("the table asks whether anybody is there, a touch answers, and without one it goes back to its start", async () => {
	await using table = await hall.openSoonIdle({ reducedMotion: "reduce" });
	const { page } = table;
	const question = page.locator("#still-there");
	await table.tap("#begin");
	await table.settled("table");
	await table.tap("[data-language=de]");
	await table.tap("[data-tick=island]");
	const session = await page.evaluate<string>("microticks.session");

	await question.waitFor({ state: "visible" });
	expect(await question.textContent()).toContain("Noch da?");
	expect(Number(await page.locator("#seconds").textContent())).toBeGreaterThan(0);
	await page.locator("#seconds").filter({ hasText: "2" }).waitFor();
	await table.touch("touchStart", { 0: [5, 400] });
	await table.touch("touchEnd", {});
	await question.waitFor({ state: "hidden" });
	expect(await page.locator("body").getAttribute("data-screen")).toBe("detail");

	await question.waitFor({ state: "visible" });
	await page.waitForSelector("[data-screen=attract]");
	await question.waitFor({ state: "hidden" });
	expect(await page.locator("html").getAttribute("lang")).toBe("en");
	expect(await page.evaluate("microticks.session")).toBeNull();
	await page.evaluate("microticks.flush()");
	expect(hall.readSession(session)).toMatchObject({ stop_reason: "idle", test: 0 });
});

test("staff mark a trial by five taps on the corner", async () => {
	await using table = await hall.open();
	await table.tap("#begin");
	await table.settled("table");
	for (let taps = 0; taps < 4; taps++) await table.tap("#staff");
	expect(await table.page.locator("#note").textContent()).toBe("");
	await table.tap("#staff");
	expect(await table.page.locator("#note").textContent()).toBe("This visit counts as a trial.");
	expect(await table.stored()).toMatchObject({ test: 1, taps: [{ target: "begin" }] });
});

test("keys alone suffice: what has the focus is seen, a picture is moved, opened and put back", async () => {
	await using table = await hall.openUnmeasured();
	const { page } = table;
	const focused = () =>
		page.locator(":focus").evaluate((element) => ({
			name: element.getAttribute("data-tick"),
			outline: element.ownerDocument.defaultView.getComputedStyle(element).outlineStyle,
		}));
	await page.keyboard.press("Tab");
	expect(await focused()).toEqual({ name: "begin", outline: "solid" });
	await page.keyboard.press("Enter");
	await table.settled("table");
	expect(await focused()).toEqual({ name: "fjord", outline: "solid" });
	const before = await table.place("fjord");
	await page.keyboard.press("ArrowRight");
	expectPlace(await table.placed("fjord", { x: before.x + 24 }), { x: before.x + 24 });
	await page.keyboard.press("Enter");
	await table.settled("detail");
	expect(await page.locator("#detail-title").textContent()).toBe("First light");
	await page.keyboard.press("Tab");
	await page.keyboard.press("Enter");
	await table.settled("table");
	expect(await focused()).toEqual({ name: "fjord", outline: "solid" });
});

for (const [width, height] of [
	[1920, 1080],
	[1080, 1920],
	[390, 844],
	[844, 390],
] as const) {
	test(`at ${width} by ${height}, every picture lies on the table, and its text can be read`, async () => {
		// Without motion, for the software renderer of a test takes its time over large pictures.
		await using table = await hall.openUnmeasured({
			viewport: { width, height },
			reducedMotion: "reduce",
		});
		const { page } = table;
		await table.tap("#begin");
		await table.settled("table");
		const boxes = await page.locator(".print").evaluateAll((prints) =>
			prints.map((print) => {
				const { left, top, right, bottom } = print.getBoundingClientRect();
				return { left, top, right, bottom };
			}),
		);
		expect(boxes).toHaveLength(8);
		expect(boxes.filter((box) => box.left < 0 || box.top < 0 || box.right > width || box.bottom > height)).toEqual([]);
		await page.locator("[data-tick=dunes]").focus();
		await page.keyboard.press("Enter");
		await table.settled("detail");
		for (const part of ["#detail-picture", "#detail-title", "#detail-text", "#close"]) {
			const box = await page.locator(part).boundingBox();
			if (box === null) throw new Error(`${part} is not shown`);
			expect([part, box.x >= 0 && box.y >= 0 && box.x + box.width <= width && box.y + box.height <= height]).toEqual([
				part,
				true,
			]);
		}
	});
}
