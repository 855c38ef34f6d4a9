import { html } from "../html.ts";
import type { PageAnswers } from "../page-answers.ts";
import type { PaperLook } from "../paper-look.ts";
import { printSection } from "../parts/section.ts";
import { printTouchMap } from "../parts/touch-map.ts";

/** Where the most touched screens are touched. */
export function printPlaces({ touchMaps }: PageAnswers, look: PaperLook) {
	const maps = touchMaps.map((map) => printTouchMap(map, { layer: "all" }, look)).filter((map) => map !== undefined);
	if (maps.length === 0) return undefined;
	const { places, placesHint } = look.words;
	return printSection({ title: places, hint: placesHint }, html`<div class="maps">${maps}</div>`);
}
