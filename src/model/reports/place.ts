import { type Static, Type } from "@sinclair/typebox";
import { OPEN } from "../open-object.ts";
import { STORABLE_TEXT } from "../text.ts";
import { termText } from "./pack-update.ts";

/** A screen in a viewport: what a touch map is of. */
export const Place = Type.Object(
	{
		screen: Type.String({
			description: "The screen's name, else the page's address, as `GET /reports/touches` gives it.",
			format: STORABLE_TEXT,
			maxLength: 2000,
		}),
		width: Type.Integer({ description: "Of the viewport, in CSS pixels.", minimum: 1, maximum: 100_000 }),
		height: Type.Integer({ description: "Of the viewport, in CSS pixels.", minimum: 1, maximum: 100_000 }),
	},
	OPEN,
);
export type Place = Static<typeof Place>;

/** By how much the shapes of two viewports may differ for a picture of one to lie under a map of the other. */
const SHAPE_TOLERANCE = 0.01;

/** What a place is called where it is stored: `1920x1080 home`. */
export function placeText({ screen, width, height }: Place): string {
	return termText(`${width}x${height} ${screen}`);
}

/** Takes apart what {@link placeText} made. */
export function readPlace(text: string): Place {
	const [, width = "1", height = "1", screen = ""] = /^(\d+)x(\d+) (.*)$/s.exec(text) ?? [];
	return { screen, width: Number(width), height: Number(height) };
}

/**
 * Which picture lies under the map of a place: its own, else that of the same screen in another viewport of the same
 * shape, the nearest in size.
 * @param pictured the places that there are pictures of, by {@link placeText}
 */
export function findPictured(pictured: readonly string[], wanted: Place): string | undefined {
	const text = placeText(wanted);
	if (pictured.includes(text)) return text;
	const sizeRatio = ({ width }: Place) => Math.abs(Math.log(width / wanted.width));
	const [nearest] = pictured
		.map((other) => ({ text: other, place: readPlace(other) }))
		.filter(({ place }) => place.screen === wanted.screen && haveOneShape(place, wanted))
		.sort((one, other) => sizeRatio(one.place) - sizeRatio(other.place) || (one.text < other.text ? -1 : 1));
	return nearest?.text;
}

function haveOneShape(one: Place, other: Place): boolean {
	return Math.abs((one.width * other.height) / (one.height * other.width) - 1) <= SHAPE_TOLERANCE;
}
