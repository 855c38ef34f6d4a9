import { useCallback } from "preact/hooks";
import { barsHeight, barsOption } from "../../figures/charts/bars.ts";
import { countedOf, elementsTable } from "../../figures/tables/elements-table.ts";
import type { Elements } from "../../model/reports/answers.ts";
import { formatNumber, texts } from "../language.ts";
import { look } from "../look.ts";
import { Chart } from "./chart.tsx";
import type { PanelContent } from "./panel.tsx";

/** So many are drawn; the table has the rest. */
const DRAWN = 10;

/** What a panel shows of actions, targets, screens or media. */
export function elementsContent(report: Elements): PanelContent | undefined {
	if (report.elements.length === 0) return undefined;
	return { picture: <Bars report={report} />, table: elementsTable(report, look) };
}

function Bars({ report }: { readonly report: Elements }) {
	const { kind, elements } = report;
	const measure = countedOf(kind, texts);
	const drawn = elements.slice(0, DRAWN);
	const option = useCallback(() => {
		const bars = drawn.map(({ name, events }) => ({ name, value: events, text: formatNumber(events) }));
		return barsOption(measure, bars, look);
	}, [report]);
	return <Chart title={`${texts[kind as "target"]}: ${measure}`} option={option} height={barsHeight(drawn.length)} />;
}
