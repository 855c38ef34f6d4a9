import type { ENGLISH_WORDS } from "./english.ts";

/** What paper alone says, beside the texts that the dashboard has too: a language that lacks one does not compile. */
export type Words = Readonly<Record<keyof typeof ENGLISH_WORDS, string>>;
