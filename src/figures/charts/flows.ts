import type { Paths } from "../../model/reports/answers.ts";
import type { Look } from "../look.ts";
import { type ChartOption, chartBase, shorten, textSize } from "./chart-option.ts";

/** Transitions that are drawn; the table has the rest. */
const DRAWN = 25;

/**
 * From one to the next. A Sankey diagram has no circles: where one goes comes on the right, and from where it goes on, on
 * the left.
 */
export function flowsOption({ transitions }: Paths, look: Look): ChartOption {
	const { texts, formats, colour } = look;
	const drawn = transitions.slice(0, DRAWN);
	const left = new Set(drawn.map(({ from }) => from ?? texts.start));
	const right = new Set(drawn.map(({ to }) => to ?? texts.end));
	const node = (side: "l" | "r", name: string) => ({
		name: `${side} ${name}`,
		itemStyle: { color: colour(side === "l" ? "accent" : "second"), borderWidth: 0 },
		label: {
			position: side === "l" ? ("right" as const) : ("left" as const),
			formatter: shorten(name),
			color: colour("ink"),
			fontSize: textSize(look),
		},
	});
	const base = chartBase(look);
	return {
		...base,
		tooltip: {
			...base.tooltip,
			trigger: "item",
			formatter(hovered: unknown) {
				const { data, name, value } = hovered as {
					data: { source?: string; target?: string };
					name: string;
					value: number;
				};
				const what =
					data.source === undefined || data.target === undefined
						? name.slice(2)
						: `${data.source.slice(2)} → ${data.target.slice(2)}`;
				return `${what}\n${formats.formatNumber(value)}`;
			},
		},
		series: [
			{
				type: "sankey",
				left: 4,
				right: 4,
				top: 8,
				bottom: 8,
				nodeGap: 10,
				nodeWidth: 14,
				emphasis: { focus: "adjacency" },
				lineStyle: { color: colour("accent"), opacity: 0.18 },
				data: [...[...left].map((name) => node("l", name)), ...[...right].map((name) => node("r", name))],
				links: drawn.map(({ from, to, transitions: value }) => ({
					source: `l ${from ?? texts.start}`,
					target: `r ${to ?? texts.end}`,
					value,
				})),
			},
		],
	};
}
