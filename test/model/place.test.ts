import { expect, test } from "bun:test";
import fc from "fast-check";
import { findPictured, placeText, readPlace } from "../../src/model/reports/place.ts";

test.each([
	["its own", 1366, 768, "map", "1366x768 map"],
	["its own before another", 1920, 1080, "map", "1920x1080 map"],
	["the nearest in size, upwards", 3000, 1688, "map", "3840x2160 map"],
	["the nearest in size, downwards", 1280, 720, "map", "1366x768 map"],
	["one that is off by some pixels", 1360, 768, "map", "1366x768 map"],
	["none of another shape", 1920, 1200, "map", undefined],
	["none of it turned", 1080, 1920, "map", undefined],
	["none of another screen", 1920, 1080, "quiz", undefined],
	["none of a screen whose name begins alike", 1920, 1080, "ma", undefined],
	["that of no screen", 1920, 1080, "", "1280x720 "],
])("under the map of a place lies %s", (_name, width, height, screen, expected) => {
	const pictured = ["1280x720 ", "1366x768 map", "1920x1080 map", "3840x2160 map", "1920x1080 map of the house"];
	expect(findPictured(pictured, { screen, width, height })).toBe(expected);
	expect(findPictured([], { screen, width, height })).toBeUndefined();
});

test("what is written is read again", () => {
	const length = fc.integer({ min: 1, max: 100_000 });
	fc.assert(
		fc.property(fc.string({ unit: "binary", maxLength: 200 }), length, length, (screen, width, height) => {
			expect(readPlace(placeText({ screen, width, height }))).toEqual({ screen, width, height });
		}),
	);
});
