import type { SelectionAnswer, Series } from "../../model/reports/answers.ts";
import type { OwnerSettings } from "../../model/reports/settings.ts";
import type { Look } from "../look.ts";
import { type ChartOption, categoryAxis, chartBase, shorten, textSize, valueAxis } from "./chart-option.ts";

/** What a curve is drawn from. */
export interface CurveData {
	readonly report: Series;
	readonly selection: SelectionAnswer;
	/** The range that it is compared with, step by step. */
	readonly compared: Series | undefined;
	readonly measure: "sessions" | "events";
	readonly notes: OwnerSettings["notes"];
}

/** On a narrower chart, notes are cut short, in pixels: they would lie over each other. */
const NARROW = 600;

/** Sessions or events over time, with the owner's notes, and shaded where nothing was heard or counted. */
export function curveOption(
	{ report, selection, compared, measure, notes }: CurveData,
	look: Look,
	width: number,
): ChartOption {
	const { texts, formats, colour } = look;
	const { starts, grain } = report;
	const { zone } = selection;
	const names = starts.map((start) => formats.formatStep(start, zone, grain));
	const stepOf = (instant: string) =>
		Math.max(
			0,
			starts.findLastIndex((start) => start <= instant),
		);
	// By the middle of the day, so that no zone moves it to another.
	const marks = notes
		.map(({ date, text }) => ({ at: `${date}T12:00:00.000Z`, text }))
		.filter(({ at }) => at >= selection.from && at < selection.to)
		.map(({ at, text }) => ({ xAxis: stepOf(at), label: { formatter: shorten(text, width < NARROW ? 9 : 28) } }));
	const shade = (name: string, spans: readonly { from: string; to: string }[]) =>
		spans.map(({ from, to }, index): [object, object] => [
			{ xAxis: stepOf(from), ...(index === 0 ? { name } : {}) },
			{ xAxis: stepOf(to) },
		]);
	const line = (name: string, data: readonly number[]) => ({
		type: "line" as const,
		name,
		data: [...data],
		showSymbol: data.length < 2,
		symbolSize: 7,
		tooltip: { valueFormatter: (value: unknown) => formats.formatNumber(Number(value)) },
	});
	return {
		...chartBase(look),
		grid: { left: 8, right: 12, top: marks.length > 0 ? 30 * look.scale() : 14, bottom: 4, containLabel: true },
		xAxis: { ...categoryAxis(look, names), boundaryGap: names.length < 2 },
		yAxis: { ...valueAxis(look, formats.formatNumber), minInterval: 1 },
		series: [
			{
				...line(texts[measure], report[measure]),
				lineStyle: { color: colour("accent"), width: 2 },
				itemStyle: { color: colour("accent") },
				areaStyle: { color: colour("accent"), opacity: 0.1 },
				z: 3,
				markLine: {
					symbol: "none",
					silent: true,
					lineStyle: { color: colour("second"), type: "dashed", width: 1 },
					label: { color: colour("second"), position: "end", distance: 4, fontSize: textSize(look) },
					data: marks,
				},
				markArea: {
					silent: true,
					itemStyle: { color: colour("shade") },
					label: { color: colour("faint"), position: "insideBottom", fontSize: textSize(look) },
					data: [...shade(texts.noSignal, report.silences), ...shade(texts.excluded, selection.excluded)],
				},
			},
			...(compared === undefined
				? []
				: [
						{
							...line(texts.before, compared[measure].slice(0, starts.length)),
							lineStyle: { color: colour("faint"), width: 1.5, type: "dashed" as const },
							itemStyle: { color: colour("faint") },
							z: 2,
						},
					]),
		],
	};
}
