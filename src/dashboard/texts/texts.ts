import { inLanguage } from "../../figures/texts/texts.ts";
import { ENGLISH } from "./english.ts";
import { GERMAN } from "./german.ts";
import { NORWEGIAN } from "./norwegian.ts";

/** What the dashboard alone says: a language that lacks a text does not compile. */
export type DashboardTexts = Readonly<Record<keyof typeof ENGLISH, string>>;

/** The dashboard's texts of a language that `chooseLanguage` gave. */
export function dashboardTextsOf(language: string): DashboardTexts {
	return inLanguage(language, { english: ENGLISH, german: GERMAN, norwegian: NORWEGIAN });
}
