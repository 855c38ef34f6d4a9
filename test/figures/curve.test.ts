import { expect, test } from "bun:test";
import { type CurveData, curveOption } from "../../src/figures/charts/curve.ts";
import { curveLabels } from "../../src/figures/charts/curve-labels.ts";
import { curveTooltip } from "../../src/figures/charts/curve-tooltip.ts";
import { createFormats } from "../../src/figures/formats.ts";
import { seriesTable } from "../../src/figures/tables/series-table.ts";
import { chooseGrain, type Grain, stepStarts } from "../../src/model/reports/grain.ts";
import { createPaperLook } from "../../src/printed/paper-look.ts";

const look = createPaperLook("en-GB");
const WIDTH = 1300;

/** A curve of one more in each step than in the one before. */
function curve(from: string, to: string, { now = to, zone = "UTC", ...more }: Partial<CurveData> & Options = {}) {
	const [first, end] = [Date.parse(from), Date.parse(to)];
	const grain = chooseGrain(first, end, undefined);
	const starts = stepStarts(grain, zone, first, end).map((at) => new Date(at).toISOString());
	const sessions = starts.map((_, step) => step + 1);
	const data: CurveData = {
		report: { grain, starts, sessions, events: sessions.map((count) => count * 10), silences: [] },
		selection: { from, to, zone, excluded: [] },
		compared: undefined,
		measure: "sessions",
		notes: [],
		silences: [],
		nameOfKiosk: (id) => `Kiosk ${id}`,
		now,
		...more,
	};
	return data;
}

interface Options {
	readonly zone?: string;
}

interface Drawn {
	readonly name: string;
	readonly data: readonly (number | null)[];
	readonly markLine?: { readonly data: readonly { readonly label: { readonly align: string } }[] };
}

const drawn = (data: CurveData, width = WIDTH) => curveOption(data, look, width).series as unknown as Drawn[];

const day = (date: number) => `2026-10-${`${date}`.padStart(2, "0")}T00:00:00.000Z`;

test("what is to come is not drawn as nothing, and the step that still goes on stands apart", () => {
	const [over, goesOn] = drawn(curve(day(1), day(6), { now: "2026-10-03T15:20:00.000Z" }));
	const hours = 5 * 24;
	expect(over?.data).toHaveLength(hours);
	expect(over?.data.filter((count) => count !== null)).toHaveLength(2 * 24 + 15);
	expect(goesOn?.name).toBe("Not over yet");
	expect(goesOn?.data.flatMap((count, step) => (count === null ? [] : [step]))).toEqual([62, 63]);
});

test.each([
	["over", day(6)],
	["over since long", "2026-12-01T00:00:00.000Z"],
])("of a range that is %s, all is drawn as one line", (_, now) => {
	const series = drawn(curve(day(1), day(6), { now }));
	expect(series).toHaveLength(1);
	expect(series[0]?.data).not.toContain(null);
});

test.each([
	["2026-10-01", "left"],
	["2026-10-15", "center"],
	["2026-10-30", "right"],
])("a note on %s stands %s, so that it is read to its end", (date, align) => {
	const data = curve(day(1), day(31), { notes: [{ date, text: "Exhibition opened" }] });
	for (const width of [340, 720, WIDTH]) {
		expect(drawn(data, width)[0]?.markLine?.data.map(({ label }) => label.align)).toEqual([align]);
	}
});

test("a step in which one kiosk was silent is marked, and names it", () => {
	const silences = [
		{ consumer: 2, from: "2026-09-12T10:00:00.000Z", to: "2026-09-12T12:00:00.000Z" },
		{ consumer: 3, from: "2026-09-12T11:00:00.000Z", to: "2026-09-13T01:00:00.000Z" },
		{ consumer: 2, from: "2026-09-12T14:00:00.000Z", to: "2026-09-12T15:00:00.000Z" },
	];
	const data = curve("2026-09-01T00:00:00.000Z", "2026-10-01T00:00:00.000Z", { silences });
	const marks = drawn(data).find(({ name }) => name === "Some kiosks without a sign of life");
	expect(marks?.data.flatMap((value, step) => (value === null ? [] : [step]))).toEqual([11, 12]);
	const tooltip = curveTooltip(data, look);
	expect(tooltip([{ dataIndex: 11 }])).toBe("Sat 12 Sept\nSessions: 12\nNo sign of life: Kiosk 2, Kiosk 3");
	expect(tooltip([{ dataIndex: 10 }])).toBe("Fri 11 Sept\nSessions: 11");
});

test("what a step is compared with has its own date", () => {
	const { report, selection } = curve("2026-08-02T00:00:00.000Z", "2026-09-01T00:00:00.000Z");
	const data = curve("2026-09-01T00:00:00.000Z", "2026-10-01T00:00:00.000Z", { compared: { report, selection } });
	expect(curveTooltip(data, look)([{ dataIndex: 4 }])).toBe("Sat 5 Sept\nSessions: 5\nThe range before, Thu 6 Aug: 5");
});

test("the table has what the curve shows, by the local clock", () => {
	const zone = "Europe/Oslo";
	const before = curve("2026-08-27T22:00:00.000Z", "2026-08-28T22:00:00.000Z", { zone });
	const now = "2026-08-29T10:20:00.000Z";
	const data = curve("2026-08-28T22:00:00.000Z", "2026-08-29T22:00:00.000Z", { zone, now, compared: before });
	const { columns, rows } = seriesTable(data, look);
	expect(columns).toEqual([
		...["Time", "Sessions", "Events"],
		...["The range before", "The range before: Sessions", "The range before: Events"],
	]);
	const values = rows.map((cells) => cells.map(({ value }) => value));
	expect(values[0]).toEqual(["2026-08-29T00:00+02:00", 1, 10, "2026-08-28T00:00+02:00", 1, 10]);
	// 12:15 by the local clock still goes on, and nothing is known of 12:30.
	expect(values[49]).toEqual(["2026-08-29T12:15+02:00", 50, 500, "2026-08-28T12:15+02:00", 50, 500]);
	expect(rows[49]?.[0]?.text).toContain("Not over yet");
	expect(values[50]).toEqual(["2026-08-29T12:30+02:00", null, null, "2026-08-28T12:30+02:00", 51, 510]);
	// Days are dates.
	const days = seriesTable(curve("2026-08-27T22:00:00.000Z", "2026-09-26T22:00:00.000Z", { zone }), look);
	expect(days.rows[0]?.map(({ value }) => value)).toEqual(["2026-08-28", 1, 10]);
});

test.each<[string, string, string, string, string[]]>([
	["hours of a day", "2026-10-01", "2026-10-02", "UTC", ["00:00", "02:00", "22:00"]],
	["midnights of a week", "2026-10-01", "2026-10-08", "UTC", ["Thu 1 Oct", "Fri 2 Oct", "Wed 7 Oct"]],
	["Mondays of a quarter", "2026-07-01", "2026-09-28", "UTC", ["Mon 6 Jul", "Mon 13 Jul", "Mon 21 Sept"]],
	["months of a year, with the year", "2025-10-27", "2026-10-26", "UTC", ["Nov 2025", "Dec", "Oct"]],
	["years", "2019-01-01", "2026-01-01", "UTC", ["Jan 2019", "Jul", "Jul"]],
	["hours where the clocks are set back", "2026-10-25", "2026-10-26", "Europe/Oslo", ["00:00", "02:00", "22:00"]],
])("below a curve stand the %s, and none twice", (_, from, to, zone, [first, second, last]) => {
	const [start, end] = [from, to].map((date) => Temporal.PlainDate.from(date).toZonedDateTime(zone).epochMilliseconds);
	const grain: Grain = chooseGrain(start ?? 0, end ?? 0, undefined);
	const starts = stepStarts(grain, zone, start ?? 0, end ?? 0).map((at) => new Date(at).toISOString());
	const labels = [...curveLabels({ starts, grain }, zone, createFormats("en-GB"), 14).values()];
	expect([labels[0], labels[1], labels.at(-1)]).toEqual([first, second, last]);
	expect(labels.length).toBeLessThanOrEqual(14);
	// But for the hour that comes twice.
	if (!zone.includes("/") && grain !== "month") expect(new Set(labels).size).toBe(labels.length);
});
