import { afterEach, expect, jest, test } from "bun:test";
import type { PackUpdate } from "../../src/model/reports/pack-update.ts";
import { startPacking } from "../../src/reports/packing.ts";

const MINUTE = 60_000;
const UPDATE: PackUpdate = { terms: { revision: 0, added: [] }, packs: [], sessions: [], holes: [] };

afterEach(() => jest.useRealTimers());

/** Lets so many milliseconds pass, and what was to be done in them be done. */
async function pass(ms: number): Promise<void> {
	for (let passed = 0; passed < ms; passed += 500) {
		jest.advanceTimersByTime(500);
		for (let turn = 0; turn < 10; turn++) await Promise.resolve();
	}
}

/** Packing whose writer fails while it is told to. */
function startFailing() {
	jest.useFakeTimers();
	const state = { failing: true, forgotten: 0, applied: 0, told: [] as unknown[] };
	const packing = startPacking({
		now: () => 0,
		sessionTimeoutMs: MINUTE,
		nextPackUpdate: async () => (state.failing || state.applied === 0 ? UPDATE : undefined),
		forgetPacks: () => state.forgotten++,
		async applyPacks() {
			if (state.failing) throw new Error("no such column: packed");
			state.applied++;
		},
		tellFailure: (error) => state.told.push(error),
	});
	return { state, packing };
}

test("what fails for a minute is told once, and tried again", async () => {
	const { state, packing } = startFailing();
	using _ = packing;
	await pass(30_000);
	expect(state.told).toEqual([]);
	await pass(10 * MINUTE);
	expect(state.told).toMatchObject([{ message: "no such column: packed" }]);
	expect(state.forgotten).toBeGreaterThan(50);
	state.failing = false;
	await pass(20_000);
	expect(state.applied).toBe(1);
	// The next trouble is told, too.
	state.failing = true;
	await pass(5 * MINUTE);
	expect(state.told).toHaveLength(2);
});

test("what fails for a moment is nobody's business", async () => {
	const { state, packing } = startFailing();
	using _ = packing;
	await pass(25_000);
	state.failing = false;
	await pass(10 * MINUTE);
	expect(state.forgotten).toBeGreaterThan(0);
	expect([state.told, state.applied]).toEqual([[], 1]);
});
