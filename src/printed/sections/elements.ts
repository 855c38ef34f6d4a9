import { barsHeight, barsOption } from "../../figures/charts/bars.ts";
import type { ChartOption } from "../../figures/charts/chart-option.ts";
import { elementBars, measureName } from "../../figures/elements.ts";
import { elementsTable } from "../../figures/tables/elements-table.ts";
import type { Elements } from "../../model/reports/answers.ts";
import type { PaperLook } from "../paper-look.ts";
import { printDrawing } from "../parts/drawing.ts";
import { printSection } from "../parts/section.ts";
import { printTable } from "../parts/table.ts";

/** Targets that are drawn. */
const DRAWN = 10;

/** Elements that are listed. */
const LISTED = 50;

/** What visitors touched: the largest drawn, more of them in a table. */
export function printTargets(targets: Elements, look: PaperLook) {
	if (targets.elements.length === 0) return undefined;
	const { texts } = look;
	const measure = measureName("target", "events", texts);
	const bars = elementBars(targets, "events", DRAWN, look);
	const title = `${texts.topTargets}: ${measure}`;
	const table = elementsTable(targets, look);
	return printSection(
		{ title: texts.topTargets },
		printDrawing(
			{
				title,
				option: () => withPlaceForNames(barsOption(measure, bars, look)),
				height: barsHeight(bars.length),
				size: "wide",
				table: { ...table, rows: table.rows.slice(0, DRAWN) },
			},
			look,
		),
		printTable({ title: texts.topTargets, table, rows: LISTED }, look),
	);
}

/** How wide a name is depends on the reader's fonts, and paper ends where the chart does. */
function withPlaceForNames(option: ChartOption): ChartOption {
	return { ...option, grid: { ...option.grid, left: 24 } };
}

/** Screens or media. */
export function printElements(title: string, elements: Elements, look: PaperLook) {
	if (elements.elements.length === 0) return undefined;
	return printSection({ title }, printTable({ title, table: elementsTable(elements, look), rows: LISTED }, look));
}
