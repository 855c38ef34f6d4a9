import type { ColourName, Look } from "../figures/look.ts";
import { formats, texts } from "./language.ts";

/** Pixels of the page's text on a screen at arm's length. */
const BODY_PX = 15;

/** Figures in the colours of the page, as they are now. */
export const look: Look = {
	texts,
	formats,
	colour: (name: ColourName) => getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim(),
	scale: () => Number.parseFloat(getComputedStyle(document.documentElement).fontSize) / BODY_PX,
};
