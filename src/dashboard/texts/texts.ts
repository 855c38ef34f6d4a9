import { ENGLISH } from "./english.ts";
import { GERMAN } from "./german.ts";
import { NORWEGIAN } from "./norwegian.ts";

/** Every text of the page: a language that lacks one does not compile. */
export type Texts = Readonly<Record<keyof typeof ENGLISH, string>>;

const LANGUAGES: Readonly<Record<string, Texts>> = {
	en: ENGLISH,
	de: GERMAN,
	nb: NORWEGIAN,
	no: NORWEGIAN,
	nn: NORWEGIAN,
};

/** The first of the browser's languages that there are texts for; with its region, for numbers and dates. */
export const language = navigator.languages.find((tag) => tag.slice(0, 2).toLowerCase() in LANGUAGES) ?? "en";

export const texts: Texts = LANGUAGES[language.slice(0, 2).toLowerCase()] ?? ENGLISH;

/** A text with something put into it, where it says `{}`. */
export function fill(text: string, ...values: readonly (string | number)[]): string {
	let next = 0;
	return text.replaceAll("{}", () => `${values[next++] ?? ""}`);
}
