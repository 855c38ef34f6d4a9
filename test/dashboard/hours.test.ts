import { expect, test } from "bun:test";
import fc from "fast-check";
import { readDay, writeDay } from "../../src/dashboard/views/settings/hours.ts";

test.each([
	["10:00-17:00", "10:00-17:00"],
	["9-17", "09:00-17:00"],
	[" 9:30 – 12 ,13-24 ", "09:30-12:00, 13:00-24:00"],
	["", ""],
	["  ", ""],
])("%j is read as %j", (text, hours) => {
	const day = readDay(text);
	expect(day === undefined ? undefined : writeDay(day)).toBe(hours);
});

test.each([
	...[
		"10-25",
		"10:00",
		"10:60-11:00",
		"17:00-10:00",
		"10:00-10:00",
		"24:00-24:01",
		"-",
		"10:00-17:00;",
		"10:00-17:00,",
	],
	...["10:00-17:00 and later", "١٠:٠٠-١٧:٠٠", Array.from({ length: 9 }, (_, hour) => `${hour}-${hour + 1}`).join(",")],
])("%j is not read, rather than guessed", (text) => {
	expect(readDay(text)).toBeUndefined();
});

test("what is written is read as it was", () => {
	const clock = fc.integer({ min: 0, max: 1439 }).map((minute) => {
		return `${String(Math.floor(minute / 60)).padStart(2, "0")}:${String(minute % 60).padStart(2, "0")}`;
	});
	const span = fc
		.tuple(clock, clock)
		.filter(([from, to]) => from < to)
		.map(([from, to]) => ({ from, to }));
	fc.assert(
		fc.property(fc.array(span, { maxLength: 8 }), (day) => {
			expect(readDay(writeDay(day))).toEqual(day);
		}),
	);
});
