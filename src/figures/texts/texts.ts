import { ENGLISH } from "./english.ts";
import { GERMAN } from "./german.ts";
import { NORWEGIAN } from "./norwegian.ts";

/** What dashboard and paper have in common: a language that lacks one does not compile. */
export type Texts = Readonly<Record<keyof typeof ENGLISH, string>>;

/** The languages, by how a tag begins. */
const LANGUAGES: Readonly<Record<string, "english" | "german" | "norwegian">> = {
	en: "english",
	de: "german",
	nb: "norwegian",
	no: "norwegian",
	nn: "norwegian",
};

/**
 * The first of some BCP 47 tags that there are texts for; with its region, for numbers and dates.
 * @returns `en` where there is none
 */
export function chooseLanguage(tags: readonly string[]): string {
	return tags.find((tag) => Object.hasOwn(LANGUAGES, primaryOf(tag))) ?? "en";
}

/** The texts of a language that {@link chooseLanguage} gave. */
export function textsOf(language: string): Texts {
	return inLanguage(language, { english: ENGLISH, german: GERMAN, norwegian: NORWEGIAN });
}

/** What there is in a language that {@link chooseLanguage} gave. */
export function inLanguage<T>(language: string, each: { english: T; german: T; norwegian: T }): T {
	return each[LANGUAGES[primaryOf(language)] ?? "english"];
}

/** A text with something put into it, where it says `{}`. */
export function fill(text: string, ...values: readonly (string | number)[]): string {
	let next = 0;
	return text.replaceAll("{}", () => `${values[next++] ?? ""}`);
}

function primaryOf(tag: string): string {
	return tag.split("-", 1)[0]?.toLowerCase() ?? "";
}
