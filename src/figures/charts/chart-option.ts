import type { BarSeriesOption, LineSeriesOption, SankeySeriesOption, ScatterSeriesOption } from "echarts/charts";
import type {
	GridComponentOption,
	MarkAreaComponentOption,
	MarkLineComponentOption,
	TooltipComponentOption,
} from "echarts/components";
import type { ComposeOption } from "echarts/core";
import type { Look } from "../look.ts";

/** What the charts may have in them: {@link file://./parts.ts} brings these parts along. */
export type ChartOption = ComposeOption<
	| BarSeriesOption
	| LineSeriesOption
	| SankeySeriesOption
	| ScatterSeriesOption
	| GridComponentOption
	| MarkAreaComponentOption
	| MarkLineComponentOption
	| TooltipComponentOption
>;

/** In single quotes: ECharts writes them into an attribute of an SVG as they are. */
const FONTS = "Inter, 'Segoe UI Variable', 'Segoe UI', system-ui, sans-serif";

/** Pixels of a chart's texts. */
export function textSize({ scale }: Look): number {
	return Math.round(12.5 * scale());
}

/** What all charts have in common. */
export function chartBase(look: Look) {
	const { colour } = look;
	return {
		animation: false,
		textStyle: { fontFamily: FONTS, fontSize: textSize(look), color: colour("ink") },
		// Each chart makes its words itself, and whoever shows them shows them as a text, whatever a name says.
		tooltip: {
			trigger: "axis" as const,
			renderMode: "richText" as const,
			confine: true,
			backgroundColor: colour("paper"),
			borderColor: colour("line"),
			padding: [8, 12],
			textStyle: { color: colour("ink"), fontSize: textSize(look) },
			axisPointer: { type: "line" as const, lineStyle: { color: colour("faint"), width: 1 } },
		},
	};
}

/** Of a grid: what is left of its place beside the labels of its axes is for the drawing. */
export const LABELS_INSIDE = { outerBoundsMode: "same", outerBoundsContain: "axisLabel" } as const;

/** An axis of names or times. */
export function categoryAxis(look: Look, names: readonly string[]) {
	const { colour } = look;
	return {
		type: "category" as const,
		data: [...names],
		axisLabel: { color: colour("faint"), hideOverlap: true, fontSize: textSize(look) },
		axisLine: { lineStyle: { color: colour("line") } },
		axisTick: { show: false },
	};
}

/** An axis of figures. */
export function valueAxis(look: Look, formatter: (value: number) => string) {
	const { colour } = look;
	return {
		type: "value" as const,
		axisLabel: { color: colour("faint"), formatter, fontSize: textSize(look) },
		splitLine: { lineStyle: { color: colour("line") } },
	};
}

/** A name as long as a chart has place for. */
export function shorten(name: string, characters = 28): string {
	return name.length > characters ? `${name.slice(0, characters - 1).toWellFormed()}…` : name;
}
