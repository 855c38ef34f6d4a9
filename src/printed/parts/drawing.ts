import { use } from "echarts/core";
import { type ChartOption, chartBase } from "../../figures/charts/chart-option.ts";
import { CHART_PARTS } from "../../figures/charts/parts.ts";
import { chartSvg } from "../../figures/charts/svg.ts";
import type { TableData } from "../../figures/tables/table-data.ts";
import { Html, html } from "../html.ts";
import type { PaperLook } from "../paper-look.ts";
import { printTable } from "./table.ts";

use(CHART_PARTS);

/** Pixels for the width of the paper, for half of it, and for a phone: a little more than there are, so that labels are small. */
const WIDTHS = { wide: 720, half: 348, narrow: 348 } as const;

/** As the page's styles have it. */
const FONTS = "system-ui, sans-serif";

/** What is drawn. */
export interface Drawing {
	readonly title: string;
	/** Makes the chart, for a width in pixels. */
	readonly option: (width: number) => ChartOption;
	/** In pixels. */
	readonly height: number;
	readonly size: "wide" | "half";
	/** The same in figures, for who cannot see it. */
	readonly table: TableData;
}

/** A chart, drawn once more for a phone where it would be too small there. Its table is folded, and not on paper. */
export function printDrawing({ title, option, height, size, table }: Drawing, look: PaperLook): Html {
	const sizes = size === "wide" ? (["wide", "narrow"] as const) : (["half"] as const);
	const charts = sizes.map((each) => {
		const svg = chartSvg(onPaper(option(WIDTHS[each]), look), WIDTHS[each], height);
		return html`<div class="chart ${each}" role="img" aria-label="${title}">${new Html(svg)}</div>`;
	});
	return html`${charts}
<details><summary>${look.texts.table}</summary>${printTable({ title, table }, look)}</details>`;
}

/** In the page's font, and nothing of it answers to a pointer. */
function onPaper(option: ChartOption, look: PaperLook): ChartOption {
	const series = [option.series ?? []].flat();
	return {
		...option,
		textStyle: { ...chartBase(look).textStyle, fontFamily: FONTS },
		series: series.map((each) => ({ ...each, silent: true, emphasis: { disabled: true } })),
	};
}
