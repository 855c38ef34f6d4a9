import type { Goals } from "../../model/reports/answers.ts";
import type { Look } from "../look.ts";
import { cell, type TableData } from "./table-data.ts";

/** How many sessions come to what the owner named, and how soon. */
export function goalsTable({ goals }: Goals, { texts, formats }: Look): TableData {
	return {
		columns: [texts.name, texts.rate, texts.sessions, texts.timeTo],
		rows: goals.map(({ name, rate, sessions, mean_seconds: seconds }) => [
			{ text: name, value: name, bar: rate ?? 0 },
			cell(rate, formats.formatShare),
			cell(sessions, formats.formatNumber),
			cell(seconds, formats.formatSeconds),
		]),
	};
}
