import { expect, test } from "bun:test";
import { createFormats } from "../../src/figures/formats.ts";
import { chooseLanguage, inLanguage } from "../../src/figures/texts/texts.ts";

/** Blanks and dashes as they are typed: the tables of languages use several. */
const plain = (text: string) => text.replaceAll(/\p{Zs}/gu, " ").replaceAll("–", "-");

test.each([
	["en-GB", "2026-09-30T22:00:00Z", "2026-10-31T23:00:00Z", "1 - 31 October 2026"],
	["en-US", "2026-09-30T22:00:00Z", "2026-10-31T23:00:00Z", "October 1 - 31, 2026"],
	["de", "2026-09-30T22:00:00Z", "2026-10-31T23:00:00Z", "1.-31. Oktober 2026"],
	["nb", "2026-10-14T22:00:00Z", "2026-10-15T22:00:00Z", "15. oktober 2026"],
	["en-GB", "2026-10-14T22:00:00Z", "2026-10-15T10:30:00Z", "15 October 2026, 00:00-12:30"],
])("in %s, from %s to %s in Oslo is %s", (language, from, to, words) => {
	expect(plain(createFormats(language).formatRange(from, to, "Europe/Oslo")).replace(" at ", ", ")).toBe(words);
});

test.each([
	["de", "nb", "Norwegisch (Bokmål)"],
	["en", "de-AT", "Austrian German"],
	["en", "xx", "xx"],
	["en", "<b>", "<b>"],
	["en", "", ""],
])("in %s, the language %p is %s", (language, tag, name) => {
	expect(createFormats(language).formatLanguage(tag)).toBe(name);
});

test.each([
	[["fr", "de-AT", "en"], "de-AT", "german"],
	[["nn-NO"], "nn-NO", "norwegian"],
	[["constructor"], "en", "english"],
	[[], "en", "english"],
])("of %j it is %s", (tags, chosen, name) => {
	expect(chooseLanguage(tags)).toBe(chosen);
	const each = { english: "english", german: "german", norwegian: "norwegian" };
	expect(inLanguage(chosen, each)).toBe(name);
});
