import { expect, test } from "bun:test";
import type { LiveLook, LiveQuestion } from "../../src/reports/live.ts";
import { LiveFeed } from "../../src/reports/live-feed.ts";

const NOTHING: Omit<LiveLook, "position"> = { caughtUp: true, sessions: [], touches: [], stops: [] };

/** A feed whose looks and pauses a test sees, and lets go on one by one. */
function openFeed() {
	const questions: LiveQuestion[] = [];
	const pauses: (() => void)[] = [];
	let paused = Promise.withResolvers<void>();
	const answers = { fails: false, look: NOTHING };
	const feed = new LiveFeed({
		async look(question) {
			questions.push(question);
			if (answers.fails) throw new Error("The disk has gone.");
			return { position: { event: questions.length, session: 0 }, ...answers.look };
		},
		now: () => 1_000_000,
		sessionTimeoutMs: 1000,
		pause: () =>
			new Promise((resolve) => {
				pauses.push(resolve);
				paused.resolve();
			}),
	});
	return {
		feed,
		questions,
		answers,
		/** Lets it go on as soon as it pauses. */
		async goOn() {
			if (pauses.length === 0) await paused.promise;
			paused = Promise.withResolvers();
			pauses.shift()?.();
		},
		async untilPaused() {
			if (pauses.length === 0) await paused.promise;
		},
	};
}

test("it looks once for all who listen, and not at all when nobody does", async () => {
	const { feed, questions, goOn, untilPaused } = openFeed();
	const stands = await Promise.all(Array.from({ length: 10 }, () => feed.join(() => true)));
	expect(questions).toHaveLength(1);
	await goOn();
	await untilPaused();
	expect(questions).toHaveLength(2);
	expect(questions[1]).toMatchObject({ since: { event: 1, session: 0 }, silentSince: 999_000 });
	for (const { queue } of stands.slice(1)) queue.close();
	await goOn();
	await untilPaused();
	expect(questions).toHaveLength(3);
	stands[0]?.queue.close();
	await goOn();
	// It begins anew with who comes next.
	await feed.join(() => true);
	expect(questions).toHaveLength(4);
	expect(questions[3]?.since).toBeUndefined();
});

test("a sign of life is told now and then", async () => {
	const { feed, goOn } = openFeed();
	const { queue } = await feed.join(() => true);
	const told = queue.next();
	for (let look = 0; look < 50; look++) await goOn();
	expect(await told).toEqual([]);
});

test("where the file cannot be read, nobody can join, and who listens is let go", async () => {
	const { feed, answers, goOn } = openFeed();
	answers.fails = true;
	await expect(feed.join(() => true)).rejects.toThrow("The disk has gone.");
	answers.fails = false;
	const { queue } = await feed.join(() => true);
	answers.fails = true;
	await goOn();
	expect(await queue.next()).toBeUndefined();
	answers.fails = false;
	expect((await feed.join(() => true)).open).toEqual([]);
});

test("who takes nothing is let go before the news fill the memory", async () => {
	const { feed, answers, goOn, untilPaused } = openFeed();
	const [lazy, other] = [await feed.join(() => true), await feed.join(() => true)];
	const touch = { id: 1, session_id: 1, consumer_id: 1, time: "", action: "a", target: null, screen: null };
	const touches = Array.from({ length: 2600 }, () => ({ ...touch, x: null, y: null, viewport: null, miss: false }));
	answers.look = { ...NOTHING, touches };
	await goOn();
	expect(await other.queue.next()).toHaveLength(2600);
	await goOn();
	expect(await other.queue.next()).toHaveLength(2600);
	await untilPaused();
	expect(await lazy.queue.next()).toBeUndefined();
});

test("while it is behind, it does not pause", async () => {
	const { feed, answers, questions, goOn, untilPaused } = openFeed();
	await feed.join(() => true);
	answers.look = { ...NOTHING, caughtUp: false };
	await goOn();
	while (questions.length < 5) await Promise.resolve();
	answers.look = NOTHING;
	await untilPaused();
	expect(questions.length).toBeGreaterThanOrEqual(5);
});
