import { createFormats } from "../figures/formats.ts";
import type { ColourName, Look } from "../figures/look.ts";
import { inLanguage, textsOf } from "../figures/texts/texts.ts";
import { ENGLISH_WORDS } from "./texts/english.ts";
import { GERMAN_WORDS } from "./texts/german.ts";
import { NORWEGIAN_WORDS } from "./texts/norwegian.ts";
import type { Words } from "./texts/words.ts";

/** How figures look and speak on paper. */
export interface PaperLook extends Look {
	/** What paper alone says. */
	readonly words: Words;
}

/** Dark enough to be told apart where the printer has no colours. */
const COLOURS: Readonly<Record<ColourName, string>> = {
	paper: "#ffffff",
	ink: "#16191d",
	faint: "#545c65",
	line: "#d9dde1",
	accent: "#1f4fa3",
	second: "#a84b06",
	shade: "rgb(110 120 130 / 20%)",
};

/** @param language a BCP 47 tag */
export function createPaperLook(language: string): PaperLook {
	return {
		texts: textsOf(language),
		words: inLanguage(language, { english: ENGLISH_WORDS, german: GERMAN_WORDS, norwegian: NORWEGIAN_WORDS }),
		formats: createFormats(language),
		colour: (name) => COLOURS[name],
		scale: () => 1,
	};
}
