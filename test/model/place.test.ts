import { expect, test } from "bun:test";
import fc from "fast-check";
import { findPictured, pictureOf, placeText, readPlace } from "../../src/model/reports/place.ts";

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
	const all = pictured.map((place) => ({ place, consumer: 0 }));
	expect(findPictured(all, { screen, width, height })?.place).toBe(expected as string);
	expect(findPictured([], { screen, width, height })).toBeUndefined();
});

test("a kiosk's own picture lies under its map before every one's, also one of the same shape", () => {
	const pictured = [
		{ place: "1920x1080 map", consumer: 0 },
		{ place: "1366x768 map", consumer: 2 },
		{ place: "1366x768 quiz", consumer: 2 },
	];
	const place = { screen: "map", width: 1920, height: 1080 };
	expect(findPictured(pictured, place)).toEqual({ place: "1920x1080 map", consumer: 0 });
	expect(findPictured(pictured, { ...place, consumer: 1 })).toEqual({ place: "1920x1080 map", consumer: 0 });
	expect(findPictured(pictured, { ...place, consumer: 2 })).toEqual({ place: "1366x768 map", consumer: 2 });
	expect(findPictured(pictured, { ...place, screen: "quiz" })).toBeUndefined();
});

test.each([
	["all", undefined, undefined],
	["several", [1, 2], undefined],
	["one", [2], 2],
	["those of 2017 that no consumer is known of", [0], undefined],
	["none", [], undefined],
])("a map of %s asks for the picture of %p: %p", (_name, consumers, expected) => {
	expect(pictureOf({ screen: "map", width: 1, height: 1 }, consumers).consumer).toBe(expected as number);
});

test("what is written is read again", () => {
	const length = fc.integer({ min: 1, max: 100_000 });
	fc.assert(
		fc.property(fc.string({ unit: "binary", maxLength: 200 }), length, length, (screen, width, height) => {
			expect(readPlace(placeText({ screen, width, height }))).toEqual({ screen, width, height });
		}),
	);
});
