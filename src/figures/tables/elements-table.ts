import type { Elements } from "../../model/reports/answers.ts";
import type { ElementKind } from "../../model/reports/query.ts";
import { type Measure, measureName, orderBy } from "../elements.ts";
import type { Look } from "../look.ts";
import { cell, type TableData } from "./table-data.ts";

/** Actions, targets, screens or media as a table, the largest first; the bar behind a name is its share of the largest. */
export function elementsTable(report: Elements, { texts, formats }: Look, measure: Measure = "events"): TableData {
	const { formatNumber, formatSeconds, formatShare } = formats;
	const kind = report.kind as ElementKind;
	const elements = orderBy(report.elements, measure);
	const most = Math.max(1, ...elements.map(({ events }) => events));
	const isMedia = kind === "media";
	const isTouched = kind === "target" || kind === "screen";
	const name = (of: Measure) => measureName(kind, of, texts);
	return {
		columns: [
			texts.name,
			name("events"),
			texts.sessions,
			name("attracting"),
			...(isMedia ? [texts.reached] : [name("holding"), name("first"), name("last")]),
			...(isTouched ? [name("misses"), name("bursts")] : []),
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
