import type { Element, Elements } from "../model/reports/answers.ts";
import type { ElementKind } from "../model/reports/query.ts";
import type { Bar } from "./charts/bars.ts";
import type { Look } from "./look.ts";

/** By what actions, targets, screens and media can be ordered and drawn. */
export const MEASURES = ["events", "attracting", "holding", "first", "last", "misses", "bursts"] as const;
export type Measure = (typeof MEASURES)[number];

/** The measures that a kind has. */
export function measuresOf(kind: ElementKind): readonly Measure[] {
	if (kind === "media") return ["events", "attracting"];
	return kind === "action" ? MEASURES.slice(0, 5) : MEASURES;
}

/** What a measure of a kind is called. */
export function measureName(kind: ElementKind, measure: Measure, texts: Look["texts"]): string {
	switch (measure) {
		case "events":
			return kind === "screen" ? texts.visits : kind === "media" ? texts.plays : texts.events;
		case "attracting":
			return texts.reach;
		case "holding":
			return texts.holding;
		case "first":
			return texts.firstShare;
		case "last":
			return texts.lastShare;
		default:
			return texts[measure];
	}
}

/** Elements with the largest first. */
export function orderBy(elements: readonly Element[], measure: Measure): Element[] {
	return elements.toSorted(
		(one, other) => measureOf(other, measure) - measureOf(one, measure) || other.events - one.events,
	);
}

/** The largest of them as bars. */
export function elementBars({ elements }: Elements, measure: Measure, most: number, look: Look): Bar[] {
	const { formatNumber, formatSeconds, formatShare } = look.formats;
	const format =
		measure === "holding"
			? formatSeconds
			: ["attracting", "first", "last"].includes(measure)
				? formatShare
				: formatNumber;
	return orderBy(elements, measure)
		.slice(0, most)
		.map((element) => {
			const value = measureOf(element, measure);
			return { name: element.name, value, text: format(value) };
		});
}

function measureOf(element: Element, measure: Measure): number {
	switch (measure) {
		case "events":
			return element.events;
		case "attracting":
			return element.attracting_power ?? 0;
		case "holding":
			return element.holding_seconds ?? 0;
		case "first":
			return element.first_share ?? 0;
		case "last":
			return element.last_share ?? 0;
		case "misses":
			return element.misses;
		case "bursts":
			return element.bursts;
	}
}
