import { shorten } from "../../figures/charts/chart-option.ts";
import { HEAT_GROUND, HEAT_OPACITY, heatBands, heatColour } from "../../figures/charts/touch-map.ts";
import type { Picture } from "../../model/picture.ts";
import type { Touches } from "../../model/reports/answers.ts";
import { type Html, html } from "../html.ts";
import type { TouchMap } from "../page-answers.ts";
import type { PaperLook } from "../paper-look.ts";

/** Characters of a screen's name. */
const NAME_CHARACTERS = 60;

/** What is to be shown of a map. */
export interface PrintedMap {
	readonly layer: "all" | "misses";
	/** Places whose pictures stand on the page already: each is there once. */
	readonly shown?: readonly (number | null)[];
}

/** Where a screen was touched, over its picture where there is one; `undefined` where there is no screen. */
export function printTouchMap(map: TouchMap, { layer, shown = [] }: PrintedMap, look: PaperLook): Html | undefined {
	const { columns, rows, places, place: id } = map.touches;
	const place = places.find((each) => each.id === id);
	if (place === undefined) return undefined;
	const { texts, words, formats } = look;
	const [text, count] = layer === "all" ? [words.placeCaption, place.touches] : [texts.missesHint, place.misses];
	const caption = `${shorten(place.screen, NAME_CHARACTERS)}: ${formats.formatCount(text, count)}`;
	const bands = heatBands(map.touches).map(
		({ strength, path }) => html`<path d="${path}" fill="${heatColour(strength)}"/>`,
	);
	return html`<figure class="map ${place.width >= place.height ? "lying" : "upright"}">
<svg viewBox="0 0 ${columns} ${rows}" role="img" aria-label="${caption}">
<rect width="${columns}" height="${rows}" fill="${HEAT_GROUND}"/>
${map.picture === undefined ? undefined : printPicture(map.picture, map.touches, shown.includes(id))}
<g${map.picture === undefined ? undefined : html` fill-opacity="${HEAT_OPACITY}"`}>${bands}</g>
</svg>
<figcaption>${caption} <span class="hint">${place.width} × ${place.height} px</span></figcaption>
</figure>
`;
}

/** Paler than it is, so that the touches stand out. */
function printPicture({ type, bytes }: Picture, { columns, rows, place }: Touches, isShown: boolean): Html {
	const id = `picture-${place}`;
	if (isShown) return html`<use href="#${id}"/>`;
	const address = `data:${type};base64,${bytes.toBase64()}`;
	return html`<image id="${id}" href="${address}" width="${columns}" height="${rows}" preserveAspectRatio="none" opacity="0.6"/>`;
}
