import type { Dwell } from "../../model/reports/answers.ts";
import type { Look } from "../look.ts";
import { type ChartOption, categoryAxis, chartBase, LABELS_INSIDE, valueAxis } from "./chart-option.ts";

/** How many sessions there are of each length. */
export function lengthsOption({ bins }: Dwell, look: Look): ChartOption {
	const { texts, formats, colour } = look;
	const base = chartBase(look);
	const names = bins.map(
		({ from_seconds: from, to_seconds: to }) => (to === null ? "≥ " : "") + formats.formatSeconds(from),
	);
	return {
		...base,
		tooltip: {
			...base.tooltip,
			formatter: (hovered: unknown) => {
				const bin = bins[placeOf(hovered)];
				return `${names[placeOf(hovered)]}\n${texts.sessions}: ${formats.formatNumber(bin?.sessions ?? 0)}`;
			},
		},
		grid: { left: 4, right: 8, top: 14, bottom: 4, ...LABELS_INSIDE },
		xAxis: categoryAxis(look, names),
		yAxis: { ...valueAxis(look, formats.formatNumber), minInterval: 1 },
		series: [
			{
				type: "bar",
				name: texts.sessions,
				data: bins.map(({ sessions }) => sessions),
				barCategoryGap: "18%",
				itemStyle: { color: colour("accent"), borderRadius: [3, 3, 0, 0] },
			},
		],
	};
}

/** What share of the sessions still goes on after a time. */
export function survivalOption({ survival }: Dwell, look: Look): ChartOption {
	const { texts, formats, colour } = look;
	const base = chartBase(look);
	return {
		...base,
		tooltip: {
			...base.tooltip,
			formatter: (hovered: unknown) => {
				const { seconds, share } = survival[placeOf(hovered)] ?? { seconds: 0, share: null };
				return `${formats.formatSeconds(seconds)}\n${texts.survival}: ${formats.formatShare(share)}`;
			},
		},
		grid: { left: 4, right: 16, top: 14, bottom: 4, ...LABELS_INSIDE },
		xAxis: {
			...categoryAxis(
				look,
				survival.map(({ seconds }) => formats.formatSeconds(seconds)),
			),
			boundaryGap: false,
		},
		yAxis: { ...valueAxis(look, formats.formatShare), min: 0, max: 1 },
		series: [
			{
				type: "line",
				name: texts.survival,
				data: survival.map(({ share }) => share),
				showSymbol: survival.length < 2,
				smooth: 0.2,
				lineStyle: { color: colour("second"), width: 2 },
				itemStyle: { color: colour("second") },
				areaStyle: { color: colour("second"), opacity: 0.1 },
			},
		],
	};
}

/** Which of an axis' places the pointer is at. */
function placeOf(hovered: unknown): number {
	const [first] = hovered as readonly { readonly dataIndex: number }[];
	return first?.dataIndex ?? 0;
}
