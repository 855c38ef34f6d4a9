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

/** A screen in a viewport, of one kiosk or of any: what a picture is of. */
export const PicturedPlace = Type.Object(
	{
		...Place.properties,
		consumer: Type.Optional(
			Type.Integer({
				description:
					"Id of the consumer whose screen it is; every one's that has no picture of its own, where it is left out.",
				minimum: 1,
			}),
		),
	},
	OPEN,
);
export type PicturedPlace = Static<typeof PicturedPlace>;

/** Stands for the consumer where a picture is of every one's screen. */
export const EVERY_CONSUMER = 0;

/**
 * What to look for a picture of, where a map is of some consumers: of one alone, its own.
 * @param consumers ids; `undefined` where it is of all
 */
export function pictureOf({ screen, width, height }: Place, consumers: readonly number[] | undefined): PicturedPlace {
	const [consumer = EVERY_CONSUMER, another] = consumers ?? [];
	const isOne = consumer !== EVERY_CONSUMER && another === undefined;
	return { screen, width, height, ...(isOne ? { consumer } : {}) };
}

/** What there is a picture of. */
export interface Pictured {
	/** By {@link placeText}. */
	readonly place: string;
	/** An id, or {@link EVERY_CONSUMER}. */
	readonly consumer: number;
}

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
 * Which picture lies under the map of a place: the consumer's own before every one's; and of these its own, else that of the
 * same screen in another viewport of the same shape, the nearest in size.
 * @param pictured all that there are pictures of
 */
export function findPictured(pictured: readonly Pictured[], wanted: PicturedPlace): Pictured | undefined {
	const { consumer = EVERY_CONSUMER } = wanted;
	const find = (id: number) =>
		findNearest(
			pictured.filter((each) => each.consumer === id),
			wanted,
		);
	return find(consumer) ?? (consumer === EVERY_CONSUMER ? undefined : find(EVERY_CONSUMER));
}

function findNearest(pictured: readonly Pictured[], wanted: Place): Pictured | undefined {
	const text = placeText(wanted);
	const own = pictured.find(({ place }) => place === text);
	if (own !== undefined) return own;
	const sizeRatio = ({ width }: Place) => Math.abs(Math.log(width / wanted.width));
	const [nearest] = pictured
		.map((each) => ({ pictured: each, place: readPlace(each.place) }))
		.filter(({ place }) => place.screen === wanted.screen && haveOneShape(place, wanted))
		.sort(
			(one, other) =>
				sizeRatio(one.place) - sizeRatio(other.place) || (one.pictured.place < other.pictured.place ? -1 : 1),
		);
	return nearest?.pictured;
}

function haveOneShape(one: Place, other: Place): boolean {
	return Math.abs((one.width * other.height) / (one.height * other.width) - 1) <= SHAPE_TOLERANCE;
}
