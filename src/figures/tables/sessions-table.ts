import type { SessionFigures } from "../../model/reports/session-answers.ts";
import type { Look } from "../look.ts";
import { endingName } from "./dwell-table.ts";
import { cell, type TableData } from "./table-data.ts";

/** Sessions, one a row. */
export function sessionsTable(
	sessions: readonly SessionFigures[],
	nameOfKiosk: (id: number | null) => string,
	zone: string,
	{ texts, formats }: Look,
): TableData {
	const { formatNumber, formatSeconds, formatTime } = formats;
	return {
		columns: [
			...[texts.started, "id", texts.kiosk, texts.duration, texts.events, texts.target, texts.misses, texts.bursts],
			...[texts.language, texts.ending, texts.trial, texts.faultyScreen, texts.clockCorrected],
		],
		rows: sessions.map((session) => {
			const kiosk = nameOfKiosk(session.consumer);
			const ending = session.ending ?? "open";
			return [
				{ text: formatTime(session.started_at, zone), value: session.started_at },
				cell(session.id, String),
				{ text: kiosk, value: kiosk },
				cell(session.dwell_seconds, formatSeconds),
				cell(session.events, formatNumber),
				cell(session.targets, formatNumber),
				cell(session.misses, formatNumber),
				cell(session.bursts, formatNumber),
				{
					text: session.language === null ? texts.unknown : formats.formatLanguage(session.language),
					value: session.language,
				},
				{ text: endingName(ending, texts), value: ending },
				...[session.test, session.faulty, session.corrected].map((is) => ({ text: is ? "×" : "", value: is ? 1 : 0 })),
			];
		}),
	};
}
