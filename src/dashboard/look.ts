import type { ColourName, Look } from "../figures/look.ts";
import { formats, texts } from "./language.ts";

/** Figures in the colours of the page, as they are now. */
export const look: Look = {
	texts,
	formats,
	colour: (name: ColourName) => getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim(),
};
