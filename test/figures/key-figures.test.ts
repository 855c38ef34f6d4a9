import { expect, test } from "bun:test";
import { describeCompared, isTooEarly } from "../../src/figures/comparison.ts";
import { describeCounting } from "../../src/figures/counting.ts";
import { leftOut, rangeFigures } from "../../src/figures/key-figures.ts";
import type { Totals } from "../../src/model/reports/answers.ts";
import { createPaperLook } from "../../src/printed/paper-look.ts";

const look = createPaperLook("en-GB");

function totals(change: Partial<Totals>): Totals {
	return {
		...{ sessions: 0, meaningful_sessions: 0, events: 0, events_per_session: null, bounce_rate: null },
		dwell_seconds: { median: null, mean: null, p90: null },
		use: { share: null, used_seconds: 0, open_seconds: 0 },
		...{ thorough_rate: null, misses: 0, bursts: 0, open_now: 0 },
		left_out: { test: 0, faulty: 0, excluded: 0 },
		...change,
	};
}

const misses = (now: Partial<Totals>, before: Partial<Totals>) =>
	rangeFigures(totals(now), totals(before), look).find(({ name }) => name === "Misses in 100 sessions");

test.each([
	[
		"more sessions with as many misses each",
		{ sessions: 200, misses: 20 },
		{ sessions: 100, misses: 10 },
		"0%",
		undefined,
	],
	[
		"more misses, and still more sessions",
		{ sessions: 200, misses: 15 },
		{ sessions: 100, misses: 10 },
		"-25%",
		"good",
	],
	["fewer misses of still fewer sessions", { sessions: 10, misses: 5 }, { sessions: 100, misses: 10 }, "+400%", "bad"],
	["no sessions before", { sessions: 10, misses: 5 }, {}, undefined, undefined],
])("misses are judged by session: %s", (_, now, before, change, tone) => {
	const figure = misses(now, before);
	expect(figure?.change).toBe(change);
	expect(figure?.tone).toBe(tone as "good" | "bad" | undefined);
	expect(figure?.hint).toBe(`${now.misses} touches on nothing; 0 bursts`);
});

test("of one it is told as of one, and of hours that there are none, no time", () => {
	const left_out = { test: 1, faulty: 0, excluded: 0 };
	const one = totals({ sessions: 1, events: 1, misses: 1, bursts: 1, left_out });
	const hints = rangeFigures(one, undefined, look).map(({ hint }) => hint);
	expect(hints).toContain("1 touch on nothing; 1 burst");
	expect(hints).toContain("1 event in all");
	expect(hints).toContain("not open in this range");
	expect(leftOut(one, look)).toBe("Left out: 1 trial by staff");
});

test("a range is not compared with a time when no kiosk was there", () => {
	expect(isTooEarly([200, 300], 100)).toBe(true);
	expect(isTooEarly([100, 300], 100)).toBe(false);
	expect(isTooEarly([], 100)).toBe(true);
});

test.each([
	["2026-09-30T22:00:00.000Z", "2026-10-01T22:00:00.000Z", "1 October 2026"],
	["2026-09-30T22:00:00.000Z", "2026-10-02T13:30:00.000Z", "1–2 Oct 2026, up to the same time of day"],
])("compared with %s to %s in Oslo is with %s", (from, to, words) => {
	const text = describeCompared({ from, to, zone: "Europe/Oslo", excluded: [] }, look);
	expect(text.replaceAll(/\p{Zs}*–\p{Zs}*/gu, "–")).toBe(words);
});

test.each([
	["exclude", "exclude", "exclude", []],
	["only", "include", "include", ["Only trials by staff", "Counted too: sessions of a faulty screen, excluded ranges"]],
] as const)("test=%s, faulty=%s, excluded=%s is told", (testing, faulty, excluded, words) => {
	expect(describeCounting({ test: testing, faulty, excluded }, look)).toEqual([...words]);
});
