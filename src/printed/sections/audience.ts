import { goalsTable } from "../../figures/tables/goals-table.ts";
import { languagesTable } from "../../figures/tables/languages-table.ts";
import type { Goals, Languages } from "../../model/reports/answers.ts";
import { html } from "../html.ts";
import type { PageAnswers } from "../page-answers.ts";
import type { PaperLook } from "../paper-look.ts";
import { printSection } from "../parts/section.ts";
import { printTable } from "../parts/table.ts";

/** Languages that are listed: a page may give any. */
const LANGUAGES = 12;

/** How many came to what the owner named, and in which languages. */
export function printAudience({ goals, languages }: PageAnswers, look: PaperLook) {
	const parts = [printGoals(goals, look), printLanguages(languages, look)].filter((part) => part !== undefined);
	return html`<div class="${parts.length > 1 ? "pair" : "whole"}">${parts}</div>`;
}

function printGoals(goals: Goals, look: PaperLook) {
	if (goals.goals.length === 0) return undefined;
	const title = look.texts.goals;
	return printSection({ title }, printTable({ title, table: goalsTable(goals, look) }, look));
}

function printLanguages(languages: Languages, look: PaperLook) {
	if (languages.languages.every(({ language }) => language === null)) return undefined;
	const title = look.texts.languages;
	const table = languagesTable(languages, look);
	return printSection({ title }, printTable({ title, table, rows: LANGUAGES }, look));
}
