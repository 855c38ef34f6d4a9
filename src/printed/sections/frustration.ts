import { cell, type TableData } from "../../figures/tables/table-data.ts";
import { fill } from "../../figures/texts/texts.ts";
import type { Element, Elements } from "../../model/reports/answers.ts";
import { html } from "../html.ts";
import type { PageAnswers } from "../page-answers.ts";
import type { PaperLook } from "../paper-look.ts";
import { printSection } from "../parts/section.ts";
import { printTable } from "../parts/table.ts";
import { printTouchMap } from "../parts/touch-map.ts";

/** Elements that are listed. */
const LISTED = 10;

/** Touches in vain and hectic ones: how many, on what, and where. */
export function printFrustration({ totals, screens, targets, touchMaps, missMap }: PageAnswers, look: PaperLook) {
	const { texts, words, formats } = look;
	const { sessions, misses, bursts } = totals;
	const inHundred = formats.formatDecimal((100 * misses) / Math.max(1, sessions));
	const tables = [
		{ title: texts.screen, table: worst(screens, ["misses", "bursts"], look) },
		{ title: texts.target, table: worst(targets, ["bursts"], look) },
	]
		.filter(({ table }) => table.rows.length > 0)
		.map((each) => html`<div>${printTable({ ...each, rows: LISTED, titled: true }, look)}</div>`);
	const map =
		missMap === undefined
			? undefined
			: printTouchMap(missMap, { layer: "misses", shown: touchMaps.map(({ touches }) => touches.place) }, look);
	// The tables beside the map, one below the other; or beside each other.
	const shown = map === undefined ? tables : [html`<div class="stack">${tables}</div>`, map];
	return printSection(
		{ title: words.frustration, together: true },
		html`<p>${fill(words.missSummary, formats.formatNumber(misses), inHundred)} ${fill(words.burstSummary, formats.formatNumber(bursts))}</p>`,
		shown.length === 0 ? undefined : html`<div class="pair">${shown}</div>`,
	);
}

/** The elements with most of something, the worst first. */
function worst(
	{ elements }: Elements,
	measures: readonly ("misses" | "bursts")[],
	{ texts, formats }: PaperLook,
): TableData {
	const sum = (element: Element) => measures.reduce((total, measure) => total + element[measure], 0);
	const most = Math.max(1, ...elements.map(sum));
	return {
		columns: [texts.name, ...measures.map((measure) => texts[measure])],
		rows: elements
			.filter((element) => sum(element) > 0)
			.toSorted((one, other) => sum(other) - sum(one))
			.map((element) => [
				{ text: element.name, value: element.name, bar: sum(element) / most },
				...measures.map((measure) => cell(element[measure], formats.formatNumber)),
			]),
	};
}
