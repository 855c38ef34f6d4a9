import type { Formats } from "./formats.ts";
import type { Texts } from "./texts/texts.ts";

/** Colours by what they are for. */
export type ColourName = "paper" | "ink" | "faint" | "line" | "accent" | "second" | "shade";

/** How figures look and speak: in a page that is light or dark, or on paper. */
export interface Look {
	readonly texts: Texts;
	readonly formats: Formats;
	readonly colour: (name: ColourName) => string;
	/** How large texts are, beside those of a screen at arm's length: a wall is read from afar. */
	readonly scale: () => number;
}
