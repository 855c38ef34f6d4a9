import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import { formatInstant, parseDatePrefix, parseInstant } from "../../src/model/time.ts";
import { ACCEPTED_TIMES, REFUSED_TIMES } from "../support/times.ts";

const FIRST = Date.parse("0000-01-01T00:00:00.000Z");
const LAST = Date.parse("9999-12-31T23:59:59.999Z");
const instants = fc.integer({ min: FIRST, max: LAST });

describe("parseInstant", () => {
	test.each(Object.entries(ACCEPTED_TIMES))("reads %j", (text, expected) => {
		expect(parseInstant(text)).toBe(Date.parse(expected));
	});

	test.each([...REFUSED_TIMES])("refuses %j", (text) => {
		expect(parseInstant(text)).toBeUndefined();
	});

	test.each([
		[1_503_680_959_438, 1_503_680_959_438],
		[1_503_680_959_438.9, 1_503_680_959_438],
		[0, 0],
		[-1.5, -2],
		[LAST, LAST],
		[LAST + 1, undefined],
		[FIRST - 1, undefined],
		[Number.NaN, undefined],
		[Number.POSITIVE_INFINITY, undefined],
	] as const)("reads the number %p as %p", (value, expected) => {
		expect(parseInstant(value)).toBe(expected);
	});

	test("gives back every instant of four-digit years from its text", () => {
		fc.assert(
			fc.property(instants, (instant) => {
				expect(parseInstant(formatInstant(instant))).toBe(instant);
				expect(parseInstant(`${instant}`)).toBe(instant);
			}),
		);
	});

	test("takes off an offset, in each of its notations", () => {
		const offset = fc.record({
			sign: fc.constantFrom("+", "-"),
			hours: fc.integer({ min: 0, max: 23 }),
			minutes: fc.integer({ min: 0, max: 59 }),
			separator: fc.constantFrom(":", ""),
		});
		const withinADay = fc.integer({ min: FIRST + 86_400_000, max: LAST - 86_400_000 });
		fc.assert(
			fc.property(withinADay, offset, (instant, { sign, hours, minutes, separator }) => {
				const two = (part: number) => `${part}`.padStart(2, "0");
				const text = formatInstant(instant).replace("Z", `${sign}${two(hours)}${separator}${two(minutes)}`);
				const offsetMs = (hours * 60 + minutes) * 60_000;
				expect(parseInstant(text)).toBe(sign === "+" ? instant - offsetMs : instant + offsetMs);
			}),
		);
	});

	test("cuts parts of a millisecond off, and never rounds up", () => {
		fc.assert(
			fc.property(instants, fc.stringMatching(/^\d{0,9}$/), fc.constantFrom(".", ","), (instant, digits, point) => {
				const text = formatInstant(instant).replace("Z", `${digits}Z`).replace(".", point);
				expect(parseInstant(text)).toBe(instant);
			}),
		);
	});

	test("knows which days are in the calendar", () => {
		const day = fc.tuple(
			fc.integer({ min: 0, max: 9999 }),
			fc.integer({ min: 0, max: 13 }),
			fc.integer({ min: 0, max: 32 }),
		);
		fc.assert(
			fc.property(day, ([year, month, date]) => {
				const text = [`${year}`.padStart(4, "0"), `${month}`.padStart(2, "0"), `${date}`.padStart(2, "0")].join("-");
				const isLeap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
				const days = [0, 31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month] ?? 0;
				expect(parseInstant(text) !== undefined).toBe(date >= 1 && date <= days);
			}),
		);
	});

	test("gives an instant of the calendar or nothing, whatever it is given", () => {
		fc.assert(
			fc.property(fc.oneof(fc.string({ unit: "binary" }), fc.double()), (value) => {
				const instant = parseInstant(value);
				if (instant === undefined) return;
				expect(Number.isInteger(instant)).toBe(true);
				expect(instant >= FIRST && instant <= LAST).toBe(true);
			}),
		);
	});
});

describe("parseDatePrefix", () => {
	test.each([
		["2017", "2017-01-01T00:00Z", "2018-01-01T00:00Z"],
		["2017-08", "2017-08-01T00:00Z", "2017-09-01T00:00Z"],
		["2017-12", "2017-12-01T00:00Z", "2018-01-01T00:00Z"],
		["2016-02-29", "2016-02-29T00:00Z", "2016-03-01T00:00Z"],
		["2017-12-31", "2017-12-31T00:00Z", "2018-01-01T00:00Z"],
		["2017-08-25T17", "2017-08-25T17:00Z", "2017-08-25T18:00Z"],
		["2017-08-25T23:59", "2017-08-25T23:59Z", "2017-08-26T00:00Z"],
		["0000", "0000-01-01T00:00Z", "0001-01-01T00:00Z"],
		["9999", "9999-01-01T00:00Z", "+010000-01-01T00:00:00.000Z"],
	])("%s runs from %s to before %s", (prefix, from, to) => {
		expect(parseDatePrefix(prefix)).toEqual({ from: Date.parse(from), to: Date.parse(to) });
	});

	test.each([
		..."| |17|201|20170|2017-|2017-8|2017-13|2017-00|2017-02-29|2017-02-31|2017-08-2|2017-08-25T|2017-08-25T25".split(
			"|",
		),
		..."2017-08-25T17:60|2017-08-25T17:09:19|2017-08-25 17|2017/08|2017%|٢٠١٧|-2017".split("|"),
	])("refuses %j", (prefix) => {
		expect(parseDatePrefix(prefix)).toBeUndefined();
	});

	test("holds an instant exactly where the instant's text begins so", () => {
		const lengths = fc.constantFrom(4, 7, 10, 13, 16);
		const near = fc.integer({ min: Date.UTC(1999, 11, 30), max: Date.UTC(2001, 1, 3) });
		fc.assert(
			fc.property(near, near, lengths, (one, other, length) => {
				const prefix = formatInstant(one).slice(0, length);
				const span = parseDatePrefix(prefix);
				if (span === undefined) throw new Error(`${prefix} is refused`);
				expect(other >= span.from && other < span.to).toBe(formatInstant(other).startsWith(prefix));
				expect(one >= span.from && one < span.to).toBe(true);
			}),
		);
	});
});
