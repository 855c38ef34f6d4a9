import type { Dwell } from "../../model/reports/answers.ts";
import type { Look } from "../look.ts";
import { cell, type TableData } from "./table-data.ts";

/** How many sessions there are of each length, and what share is longer. */
export function dwellTable({ bins }: Dwell, { texts, formats }: Look): TableData {
	const all = bins.reduce((sum, { sessions }) => sum + sessions, 0);
	let longer = all;
	return {
		columns: [texts.duration, texts.sessions, texts.share, texts.stillGoing],
		rows: bins.map(({ from_seconds: from, to_seconds: to, sessions }) => {
			longer -= sessions;
			const name =
				to === null
					? `≥ ${formats.formatSeconds(from)}`
					: `${formats.formatSeconds(from)} – ${formats.formatSeconds(to)}`;
			return [
				{ text: name, value: from },
				cell(sessions, formats.formatNumber),
				cell(all === 0 ? null : sessions / all, formats.formatShare),
				cell(all === 0 ? null : longer / all, formats.formatShare),
			];
		}),
	};
}

/** How sessions end. */
export function endingsTable({ endings }: Dwell, { texts, formats }: Look): TableData {
	const all = endings.reduce((sum, { sessions }) => sum + sessions, 0);
	return {
		columns: [texts.endings, texts.sessions, texts.share],
		rows: endings.map(({ reason, sessions }) => [
			{ text: endingName(reason, texts), value: reason, bar: sessions / all },
			cell(sessions, formats.formatNumber),
			cell(sessions / all, formats.formatShare),
		]),
	};
}

/** What Microticks itself calls an ending, in words; what a page gave as its reason stays as it is. */
export function endingName(reason: string, texts: Look["texts"]): string {
	switch (reason) {
		case "open":
			return texts.endingOpen;
		case "timeout":
			return texts.endingTimeout;
		case "stopped":
			return texts.endingStopped;
		case "idle":
			return texts.endingIdle;
		default:
			return reason;
	}
}
