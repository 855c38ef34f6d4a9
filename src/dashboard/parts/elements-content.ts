import { barsHeight, barsOption } from "../../figures/charts/bars.ts";
import { elementBars, type Measure, measureName } from "../../figures/elements.ts";
import { elementsTable } from "../../figures/tables/elements-table.ts";
import type { Elements } from "../../model/reports/answers.ts";
import type { ElementKind } from "../../model/reports/query.ts";
import { texts } from "../language.ts";
import { look } from "../look.ts";
import type { PanelContent } from "./panel.tsx";

/** So many are drawn; the table has the rest. */
const DRAWN = 10;

/** What a panel shows of actions, targets, screens or media. */
export function elementsContent(report: Elements, measure: Measure = "events"): PanelContent | undefined {
	if (report.elements.length === 0) return undefined;
	const name = measureName(report.kind as ElementKind, measure, texts);
	const bars = elementBars(report, measure, DRAWN, look);
	return {
		chart: { option: () => barsOption(name, bars, look), height: barsHeight(bars.length) },
		table: elementsTable(report, look, measure),
	};
}
