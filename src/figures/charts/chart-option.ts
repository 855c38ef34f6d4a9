import type { BarSeriesOption, LineSeriesOption, SankeySeriesOption, ScatterSeriesOption } from "echarts/charts";
import type {
	GridComponentOption,
	MarkAreaComponentOption,
	MarkLineComponentOption,
	TooltipComponentOption,
} from "echarts/components";
import type { ComposeOption } from "echarts/core";
import type { Look } from "../look.ts";

/** What the charts may have in them: {@link file://../../dashboard/parts/echarts.ts} brings these parts along. */
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

/** What all charts have in common. */
export function chartBase({ colour }: Look) {
	return {
		animation: false,
		textStyle: { fontFamily: "system-ui, sans-serif", color: colour("ink") },
		// Drawn rather than made of HTML: whatever a name says, it stays a text.
		tooltip: {
			trigger: "axis" as const,
			renderMode: "richText" as const,
			confine: true,
			backgroundColor: colour("paper"),
			borderColor: colour("line"),
			padding: [8, 12],
			textStyle: { color: colour("ink"), fontSize: 13 },
			axisPointer: { type: "line" as const, lineStyle: { color: colour("faint"), width: 1 } },
		},
	};
}

/** An axis of names or times. */
export function categoryAxis({ colour }: Look, names: readonly string[]) {
	return {
		type: "category" as const,
		data: [...names],
		axisLabel: { color: colour("faint"), hideOverlap: true },
		axisLine: { lineStyle: { color: colour("line") } },
		axisTick: { show: false },
	};
}

/** An axis of figures. */
export function valueAxis({ colour }: Look, formatter: (value: number) => string) {
	return {
		type: "value" as const,
		axisLabel: { color: colour("faint"), formatter },
		splitLine: { lineStyle: { color: colour("line") } },
	};
}

/** A name as long as a chart has place for. */
export function shorten(name: string, characters = 28): string {
	return name.length > characters ? `${name.slice(0, characters - 1).toWellFormed()}…` : name;
}
