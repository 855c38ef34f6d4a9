import type { Elements } from "../../model/reports/answers.ts";
import { formatNumber, formatSeconds, formatShare } from "../format.ts";
import { texts } from "../texts/texts.ts";
import type { Cell, TableData } from "./data-table.tsx";

/** Actions, targets, screens or media as a table; the bar behind a name is its share of the largest. */
export function elementsTable({ kind, elements }: Elements): TableData {
	const most = Math.max(1, ...elements.map(({ events }) => events));
	const counted = kind === "screen" ? texts.visits : kind === "media" ? texts.plays : texts.events;
	const isMedia = kind === "media";
	return {
		columns: [
			texts.name,
			counted,
			texts.sessions,
			texts.reach,
			...(isMedia ? [texts.reached] : [texts.holding, texts.firstShare, texts.lastShare]),
			...(kind === "target" || kind === "screen" ? [texts.misses, texts.bursts] : []),
		],
		rows: elements.map((element) => {
			const number = (value: number): Cell => ({ text: formatNumber(value), value });
			const share = (value: number | null): Cell => ({ text: formatShare(value), value });
			const { reached } = element;
			const shares = reached?.map((sessions) =>
				formatShare(element.sessions === 0 ? null : sessions / element.sessions),
			);
			return [
				{ text: element.name, value: element.name, bar: element.events / most },
				number(element.events),
				number(element.sessions),
				share(element.attracting_power),
				...(isMedia
					? [{ text: shares?.join(" · ") ?? "", value: reached?.join(" ") ?? "" }]
					: [
							{ text: formatSeconds(element.holding_seconds), value: element.holding_seconds },
							share(element.first_share),
							share(element.last_share),
						]),
				...(kind === "target" || kind === "screen" ? [number(element.misses), number(element.bursts)] : []),
			];
		}),
	};
}
