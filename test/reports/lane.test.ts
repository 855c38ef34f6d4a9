import { expect, test } from "bun:test";
import { AppError } from "../../src/errors.ts";
import { type Asker, Lane } from "../../src/reports/lane.ts";

const NEVER = { givenUp: new AbortController().signal, guest: false };
const GUEST = { ...NEVER, guest: true };

/** A task that a test ends. */
function openTask() {
	const { promise, resolve } = Promise.withResolvers<void>();
	let begun = false;
	const task = async () => {
		begun = true;
		await promise;
	};
	return { task, end: resolve, hasBegun: () => begun };
}

test("one after another, and no more than may wait", async () => {
	const lane = new Lane(2, () => false);
	const [first, second] = [openTask(), openTask()];
	const running = [lane.run(first.task, NEVER), lane.run(second.task, NEVER)];
	expect(await lane.run(async () => undefined, NEVER).catch((error: AppError) => error.code)).toBe("busy");
	expect([first.hasBegun(), second.hasBegun()]).toEqual([true, false]);
	first.end();
	await running[0];
	second.end();
	await running[1];
	expect(second.hasBegun()).toBeTrue();
});

test("what is given up while it waits is not begun, and the next has its turn", async () => {
	const lane = new Lane(3, () => false);
	const client = new AbortController();
	const [first, second] = [openTask(), openTask()];
	const running = [
		lane.run(first.task, NEVER),
		lane.run(second.task, { givenUp: client.signal, guest: false }).catch(() => "given up"),
	];
	client.abort();
	first.end();
	expect(await running[1]).toBe("given up");
	expect(second.hasBegun()).toBeFalse();
	expect(await lane.run(async () => "next", NEVER)).toBe("next");
});

test("where it must make way, the answer does not wait, and the next report does", async () => {
	const lane = new Lane(2, () => true);
	const order: string[] = [];
	const startedMs = performance.now();
	const spend = async () => {
		// Work, as the reading thread does it.
		while (performance.now() - startedMs < 30);
	};
	await lane.run(spend, NEVER);
	const tookMs = performance.now() - startedMs;
	order.push("answered");
	await lane.run(async () => order.push("next"), NEVER);
	expect(order).toEqual(["answered", "next"]);
	// It rested for twice as long as the first took, but for what setTimeout rounds off.
	expect(performance.now() - startedMs).toBeGreaterThan(tookMs + 55);
});

test("a report that fails makes room at once", async () => {
	const lane = new Lane(1, () => true);
	const failed = lane.run(async () => {
		throw new AppError("reports_not_ready");
	}, NEVER);
	expect(await failed.catch((error: AppError) => error.code)).toBe("reports_not_ready");
	expect(await lane.run(async () => "next", NEVER)).toBe("next");
});

test("guests take half of the places at most", async () => {
	const lane = new Lane(4, () => false);
	const tasks = Array.from({ length: 4 }, openTask);
	const run = (asker: Asker) => (place: number) => lane.run(tasks[place]?.task ?? (async () => undefined), asker);
	const begun = [0, 1].map(run(GUEST));
	expect(await lane.run(async () => undefined, GUEST).catch((error: AppError) => error.code)).toBe("busy");
	begun.push(...[2, 3].map(run(NEVER)));
	for (const { end } of tasks) end();
	await Promise.all(begun);
	// Their places are free again.
	expect(await lane.run(async () => "in", GUEST)).toBe("in");
});
