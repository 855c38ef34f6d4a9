import { ENGLISH } from "./english.ts";
import { GERMAN } from "./german.ts";
import { NORWEGIAN } from "./norwegian.ts";

/** Every text: a language that lacks one does not compile. */
export type Texts = Readonly<Record<keyof typeof ENGLISH, string>>;

const LANGUAGES: Readonly<Record<string, Texts>> = {
	en: ENGLISH,
	de: GERMAN,
	nb: NORWEGIAN,
	no: NORWEGIAN,
	nn: NORWEGIAN,
};

/**
 * The first of some BCP 47 tags that there are texts for; with its region, for numbers and dates.
 * @returns `en` where there is none
 */
export function chooseLanguage(tags: readonly string[]): string {
	return tags.find((tag) => primaryOf(tag) in LANGUAGES) ?? "en";
}

/** The texts of a language that {@link chooseLanguage} gave. */
export function textsOf(language: string): Texts {
	return LANGUAGES[primaryOf(language)] ?? ENGLISH;
}

/** A text with something put into it, where it says `{}`. */
export function fill(text: string, ...values: readonly (string | number)[]): string {
	let next = 0;
	return text.replaceAll("{}", () => `${values[next++] ?? ""}`);
}

function primaryOf(tag: string): string {
	return tag.split("-", 1)[0]?.toLowerCase() ?? "";
}
