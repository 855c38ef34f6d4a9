import type { Week } from "../../model/reports/answers.ts";
import type { Look } from "../look.ts";
import { type ChartOption, categoryAxis, chartBase, LABELS_INSIDE, textSize } from "./chart-option.ts";

/** Hours that are shown at least, though nobody came in most of them. */
const LEAST_HOURS = 10;

/** Widest dot, as a share of what an hour has place for. */
const DOT = 0.9;

/** Pixels that the hours take below the dots, about. */
const HOURS_HEIGHT = 36;

/**
 * Sessions by day of the week and hour: the area of a dot is their number.
 * @param width in pixels
 * @param height in pixels, where the days have less place than the hours
 */
export function punchCardOption(
	{ sessions }: Week,
	look: Look,
	width: number,
	height = Number.POSITIVE_INFINITY,
): ChartOption {
	const { texts, formats, colour } = look;
	const hours = shownHours(sessions);
	const most = Math.max(1, ...sessions.flat());
	const scale = look.scale();
	const place = Math.min(
		(width - 60 * scale) / hours.length,
		(height - HOURS_HEIGHT * scale) / formats.weekdays.length,
	);
	const widest = Math.max(6, Math.min(34 * scale, place * DOT));
	const points = formats.weekdays.flatMap((_, day) =>
		hours.map((hour, place) => [place, day, sessions[day]?.[hour] ?? 0] as [number, number, number]),
	);
	const base = chartBase(look);
	return {
		...base,
		tooltip: {
			...base.tooltip,
			trigger: "item",
			formatter(hovered: unknown) {
				const [place, day, count] = (hovered as { value: [number, number, number] }).value;
				const hour = hours[place] ?? 0;
				return `${formats.weekdays[day]} ${hour}:00 – ${hour + 1}:00\n${texts.sessions}: ${formats.formatNumber(count)}`;
			},
		},
		grid: { left: 4, right: 14, top: 8, bottom: 4, ...LABELS_INSIDE },
		xAxis: {
			...categoryAxis(look, hours.map(String)),
			axisLine: { show: false },
			axisLabel: { color: colour("faint"), fontSize: textSize(look) },
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

/** The hours in which anybody came, and some around them. */
function shownHours(sessions: Week["sessions"]): number[] {
	const used = Array.from({ length: 24 }, (_, hour) => hour).filter((hour) =>
		sessions.some((day) => (day[hour] ?? 0) > 0),
	);
	let [first, last] = [used[0] ?? 0, used.at(-1) ?? 23];
	while (last - first + 1 < LEAST_HOURS) {
		if (first > 0) first--;
		if (last < 23) last++;
	}
	return Array.from({ length: last - first + 1 }, (_, index) => first + index);
}
