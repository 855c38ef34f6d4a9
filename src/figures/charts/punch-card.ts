import type { Week } from "../../model/reports/answers.ts";
import type { Look } from "../look.ts";
import { type ChartOption, categoryAxis, chartBase } from "./chart-option.ts";

const HOURS = Array.from({ length: 24 }, (_, hour) => hour);

/** Widest dot, as a share of what an hour has place for. */
const DOT = 0.92;

/** Sessions by day of the week and hour: the area of a dot is their number. */
export function punchCardOption({ sessions }: Week, look: Look, width: number): ChartOption {
	const { texts, formats, colour } = look;
	const most = Math.max(1, ...sessions.flat());
	const widest = Math.max(6, Math.min(30, ((width - 60) / HOURS.length) * DOT));
	const points = formats.weekdays.flatMap((_, day) =>
		HOURS.map((hour) => [hour, day, sessions[day]?.[hour] ?? 0] as [number, number, number]),
	);
	const base = chartBase(look);
	return {
		...base,
		tooltip: {
			...base.tooltip,
			trigger: "item",
			formatter(hovered: unknown) {
				const [hour = 0, day = 0, count = 0] = (hovered as { value: [number, number, number] }).value;
				return `${formats.weekdays[day]} ${hour}:00 – ${hour + 1}:00\n${texts.sessions}: ${formats.formatNumber(count)}`;
			},
		},
		grid: { left: 4, right: 14, top: 8, bottom: 4, containLabel: true },
		xAxis: {
			...categoryAxis(look, HOURS.map(String)),
			axisLine: { show: false },
			axisLabel: { color: colour("faint"), interval: 2 },
		},
		yAxis: { ...categoryAxis(look, formats.weekdays), inverse: true, axisLine: { show: false } },
		series: [
			{
				type: "scatter",
				data: points.filter(([, , count]) => count > 0),
				symbolSize: (value: unknown) => {
					const [, , count = 0] = value as [number, number, number];
					return Math.max(3, widest * Math.sqrt(count / most));
				},
				itemStyle: { color: colour("accent"), opacity: 0.85 },
			},
		],
	};
}
