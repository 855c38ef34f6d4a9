import type { Languages } from "../../model/reports/answers.ts";
import type { Look } from "../look.ts";
import { cell, type TableData } from "./table-data.ts";

/** Sessions by language. */
export function languagesTable({ languages }: Languages, { texts, formats }: Look): TableData {
	const all = languages.reduce((sum, { sessions }) => sum + sessions, 0);
	return {
		columns: [texts.languages, texts.sessions, texts.share],
		rows: languages.map(({ language, sessions }) => [
			{
				text: language === null ? texts.unknown : formats.formatLanguage(language),
				value: language,
				bar: sessions / all,
			},
			cell(sessions, formats.formatNumber),
			cell(sessions / all, formats.formatShare),
		]),
	};
}
