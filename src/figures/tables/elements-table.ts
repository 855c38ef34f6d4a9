import type { Elements } from "../../model/reports/answers.ts";
import type { Look } from "../look.ts";
import { cell, type TableData } from "./table-data.ts";

/** Actions, targets, screens or media as a table; the bar behind a name is its share of the largest. */
export function elementsTable({ kind, elements }: Elements, { texts, formats }: Look): TableData {
	const { formatNumber, formatSeconds, formatShare } = formats;
	const most = Math.max(1, ...elements.map(({ events }) => events));
	const isMedia = kind === "media";
	const isTouched = kind === "target" || kind === "screen";
	return {
		columns: [
			texts.name,
			countedOf(kind, texts),
			texts.sessions,
			texts.reach,
			...(isMedia ? [texts.reached] : [texts.holding, texts.firstShare, texts.lastShare]),
			...(isTouched ? [texts.misses, texts.bursts] : []),
		],
		rows: elements.map((element) => {
			const { reached, sessions } = element;
			const shares = reached?.map((part) => formatShare(sessions === 0 ? null : part / sessions));
			return [
				{ text: element.name, value: element.name, bar: element.events / most },
				cell(element.events, formatNumber),
				cell(sessions, formatNumber),
				cell(element.attracting_power, formatShare),
				...(isMedia
					? [{ text: shares?.join(" · ") ?? "", value: reached?.join(" ") ?? "" }]
					: [
							cell(element.holding_seconds, formatSeconds),
							cell(element.first_share, formatShare),
							cell(element.last_share, formatShare),
						]),
				...(isTouched ? [cell(element.misses, formatNumber), cell(element.bursts, formatNumber)] : []),
			];
		}),
	};
}

/** What is counted of a kind. */
export function countedOf(kind: string, texts: Look["texts"]): string {
	if (kind === "screen") return texts.visits;
	return kind === "media" ? texts.plays : texts.events;
}
