import type { Week } from "../../model/reports/answers.ts";
import type { Look } from "../look.ts";
import { cell, type TableData } from "./table-data.ts";

/** Sessions by hour, a column for each day of the week. */
export function weekTable({ sessions }: Week, { texts, formats }: Look): TableData {
	return {
		columns: [texts.hour, ...formats.weekdays],
		rows: Array.from({ length: 24 }, (_, hour) => [
			{ text: `${hour}:00`, value: hour },
			...sessions.map((day) => cell(day[hour] ?? 0, formats.formatNumber)),
		]),
	};
}
