import { expect, test } from "bun:test";
import { excludedSteps, noteMarks, notesWithin, silentSteps } from "../../src/figures/charts/curve-marks.ts";
import type { Series } from "../../src/model/reports/answers.ts";

const at = (day: number, hour = 0) => new Date(Date.UTC(2026, 9, day, hour)).toISOString();

function daysFrom(first: number, sessions: number[], silences: Series["silences"]): Series {
	return { grain: "day", starts: sessions.map((_, day) => at(first + day)), sessions, events: sessions, silences };
}

/** The opening hours of a day. */
const open = (day: number) => ({ from: at(day, 10), to: at(day, 17) });

test("a day without a sign and without a session is silent; days that follow each other are one", () => {
	const series = daysFrom(1, [5, 0, 0, 7, 0], [open(2), open(3), open(5)]);
	expect(silentSteps(series)).toEqual([
		{ first: 1, end: 3 },
		{ first: 4, end: 5 },
	]);
});

test.each([
	["somebody came all the same", daysFrom(1, [1], [open(1)])],
	["nobody came, and it was heard", daysFrom(1, [0], [])],
	["the silence ends where the day begins", daysFrom(2, [0], [{ from: at(1), to: at(2) }])],
	["the silence begins where the day ends", daysFrom(1, [0, 3], [{ from: at(2), to: at(3) }])],
])("a day is not silent where %s", (_, series) => {
	expect(silentSteps(series)).toEqual([]);
});

test("a note belongs to a range that has its day", () => {
	const notes = ["2026-09-30", "2026-10-01", "2026-10-31", "2026-11-01"].map((date) => ({ date, text: date }));
	// October in Oslo, where the first day has its midnight in September by UTC, and the clocks are set back in between.
	const october = {
		from: "2026-09-30T22:00:00.000Z",
		to: "2026-10-31T23:00:00.000Z",
		zone: "Europe/Oslo",
		excluded: [],
	};
	expect(notesWithin(notes, october).map(({ date }) => date)).toEqual(["2026-10-01", "2026-10-31"]);
});

test("an excluded step is one of which most is excluded, also where it is the last", () => {
	const series = daysFrom(1, [1, 0, 0, 4, 0], []);
	const selection = { from: at(1), to: at(6), zone: "UTC" };
	const excluded = (from: string, to: string) => [{ from, to, reason: "" }];
	expect(excludedSteps(series, { ...selection, excluded: excluded(at(2), at(4)) })).toEqual([{ first: 1, end: 3 }]);
	expect(excludedSteps(series, { ...selection, excluded: excluded(at(5), at(6)) })).toEqual([{ first: 4, end: 5 }]);
	// The owner's day in another zone.
	expect(excludedSteps(series, { ...selection, excluded: excluded(at(4, 2), at(5, 2)) })).toEqual([
		{ first: 3, end: 4 },
	]);
	expect(excludedSteps(series, { ...selection, excluded: excluded(at(4, 12), at(5, 12)) })).toEqual([]);
});

test("a note that would lie on the one before it stands above it", () => {
	const { starts } = daysFrom(1, new Array<number>(30).fill(1), []);
	const notes = [20, 2, 4, 7].map((day) => ({ date: at(day).slice(0, 10), text: `${day}` }));
	expect(noteMarks(notes, { from: at(1), to: at(31), zone: "UTC", excluded: [] }, starts)).toEqual([
		{ step: 1, text: "2", row: 0 },
		{ step: 3, text: "4", row: 1 },
		{ step: 6, text: "7", row: 0 },
		{ step: 19, text: "20", row: 0 },
	]);
});
