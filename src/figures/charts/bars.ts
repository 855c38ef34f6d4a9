import type { Look } from "../look.ts";
import {
	type ChartOption,
	categoryAxis,
	chartBase,
	LABELS_INSIDE,
	shorten,
	textSize,
	valueAxis,
} from "./chart-option.ts";

/** A bar: its name, its length, and what stands at its end. */
export interface Bar {
	readonly name: string;
	readonly value: number;
	readonly text: string;
}

/** Pixels that a bar takes. */
const BAR_HEIGHT = 27;

/** How high a chart of some bars is, in pixels. */
export function barsHeight(bars: number): number {
	return 12 + BAR_HEIGHT * Math.max(1, bars);
}

/** The largest of something, from top to bottom. */
export function barsOption(measure: string, bars: readonly Bar[], look: Look): ChartOption {
	const { formats, colour } = look;
	const base = chartBase(look);
	return {
		...base,
		tooltip: {
			...base.tooltip,
			trigger: "item",
			formatter(hovered: unknown) {
				const bar = bars[(hovered as { dataIndex: number }).dataIndex];
				return bar === undefined ? "" : `${bar.name}\n${measure}: ${bar.text}`;
			},
		},
		grid: { left: 4, right: 64 * look.scale(), top: 4, bottom: 4, ...LABELS_INSIDE },
		xAxis: { ...valueAxis(look, formats.formatNumber), show: false },
		yAxis: {
			...categoryAxis(
				look,
				bars.map(({ name }) => shorten(name)),
			),
			inverse: true,
			axisLine: { show: false },
			axisLabel: { color: colour("ink"), fontSize: textSize(look), margin: 12 },
		},
		series: [
			{
				type: "bar",
				name: measure,
				data: bars.map(({ value }) => value),
				barWidth: "56%",
				itemStyle: { color: colour("accent"), borderRadius: 3 },
				label: {
					show: true,
					position: "right",
					color: colour("faint"),
					fontSize: textSize(look),
					formatter: ({ dataIndex }) => bars[dataIndex]?.text ?? "",
				},
			},
		],
	};
}
