import { expect, test } from "bun:test";
import fc from "fast-check";
import { clientClock, clockCorrection, correctTime } from "../../src/model/clock.ts";
import { formatInstant } from "../../src/model/time.ts";

const NOW = Date.UTC(2026, 0, 31, 12);
const MINUTE_MS = 60_000;

test.each([
	[undefined, 0],
	[NOW, 0],
	[NOW - MINUTE_MS, 0],
	[NOW + MINUTE_MS, 0],
	[NOW - MINUTE_MS - 1, MINUTE_MS + 1],
	[NOW + MINUTE_MS + 1, -MINUTE_MS - 1],
	[Date.UTC(2001, 0, 1), NOW - Date.UTC(2001, 0, 1)],
])("a clock that says %p is corrected by %p ms", (sentAt, expected) => {
	expect(clockCorrection(sentAt, NOW)).toBe(expected);
});

test("a time without a correction is kept as it is, and nothing beside it", () => {
	expect(correctTime(NOW, 0)).toEqual({ at: NOW, sentAs: null });
});

test("a corrected time keeps what was sent beside it", () => {
	expect(correctTime(NOW, -5 * MINUTE_MS)).toEqual({ at: NOW - 5 * MINUTE_MS, sentAs: NOW });
});

test("what was sent just now is corrected to now, and the client's clock stays readable", () => {
	const instants = fc.integer({ min: 0, max: Date.UTC(2200, 0, 1) });
	fc.assert(
		fc.property(instants, (sentAt) => {
			const time = correctTime(sentAt, clockCorrection(sentAt, NOW));
			expect(Math.abs(time.at - NOW)).toBeLessThanOrEqual(MINUTE_MS);
			expect(clientClock(time)).toBe(sentAt);
		}),
	);
});

test.each([
	["a time far ahead by a clock far behind", Date.UTC(9999, 11, 31), Date.parse("0000-01-01T00:00:00Z")],
	["a time far back by a clock far ahead", Date.parse("0000-01-02T00:00:00Z"), Date.UTC(9999, 11, 31)],
])("no correction leads out of the calendar: %s", (_, ts, sentAt) => {
	const time = correctTime(ts, clockCorrection(sentAt, NOW));
	expect(time).toEqual({ at: ts, sentAs: null });
	expect(formatInstant(time.at)).toHaveLength(24);
});
