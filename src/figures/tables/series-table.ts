import type { SelectionAnswer, Series } from "../../model/reports/answers.ts";
import type { Look } from "../look.ts";
import { cell, type TableData } from "./table-data.ts";

/** Sessions and events over time. */
export function seriesTable(
	{ starts, grain, sessions, events }: Series,
	{ zone }: SelectionAnswer,
	{ texts, formats }: Look,
): TableData {
	return {
		columns: [texts.time, texts.sessions, texts.events],
		rows: starts.map((start, index) => [
			{ text: formats.formatStep(start, zone, grain), value: start },
			cell(sessions[index] ?? 0, formats.formatNumber),
			cell(events[index] ?? 0, formats.formatNumber),
		]),
	};
}
