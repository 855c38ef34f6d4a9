import { expect, test } from "bun:test";
import { createFormats } from "../../src/figures/formats.ts";
import { chooseLanguage, inLanguage, textsOf } from "../../src/figures/texts/texts.ts";

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

test.each([
	["en", "0 bursts, 1 burst, 2 bursts, 1,000 bursts"],
	["nb", "0 hamringer, 1 hamring, 2 hamringer, 1 000 hamringer"],
	["de", "0 hektische, 1 hektische, 2 hektische, 1.000 hektische"],
])("in %s, one is one and several are several", (language, words) => {
	const { formatCount } = createFormats(language);
	const counts = [0, 1, 2, 1000].map((count) => formatCount(textsOf(language).burstsHint, count));
	expect(plain(counts.join(", "))).toBe(words);
});

test.each([
	["en", ["1m 17s", "700h", "1h 1m"]],
	["de", ["1 Min. 17 Sek.", "700 Std.", "1 Std. 1 Min."]],
	["nb", ["1m 17s", "700t", "1t 1m"]],
])("in %s, times are told in units of one kind", (language, words) => {
	const { formatSeconds } = createFormats(language);
	expect([77, 700 * 3600, 3660].map((seconds) => plain(formatSeconds(seconds)))).toEqual(words);
});

test.each(["en", "de", "nb"])("in %s, each thing has a name of its own", (language) => {
	const { goals, target, elements, screen, action, media, survival, duration, medianDwell } = textsOf(language);
	const names = [goals, target, elements, screen, action, media, survival, duration, medianDwell];
	expect(new Set(names).size).toBe(names.length);
	expect(medianDwell).toContain("edian");
});
