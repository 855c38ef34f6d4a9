import type { SelectionAnswer, Series } from "../../model/reports/answers.ts";
import type { OwnerSettings } from "../../model/reports/settings.ts";
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
import { excludedSteps, noteMarks, type StepRun, silentSteps } from "./curve-marks.ts";

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

/** Pixels that a row of notes takes. */
const LABEL_HEIGHT = 16;

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
	const marks = noteMarks(notes, selection, starts);
	const rows = marks.reduce((most, { row }) => Math.max(most, row + 1), 0);
	const rowHeight = LABEL_HEIGHT * look.scale();
	const last = starts.length - 1;
	/** A step reaches to the next one; the last, which has none, is shaded from the one before it. */
	const shade = (name: string, steps: readonly StepRun[]) =>
		steps.map(({ first, end }, index): [object, object] => [
			{ xAxis: Math.max(0, Math.min(first, last - 1)), ...(index === 0 ? { name } : {}) },
			{ xAxis: Math.min(end, last) },
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
		grid: { left: 8, right: 12, top: 14 + rowHeight * rows, bottom: 4, ...LABELS_INSIDE },
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
					label: { color: colour("second"), position: "end", fontSize: textSize(look) },
					data: marks.map(({ step, text, row }) => ({
						xAxis: step,
						label: { formatter: shorten(text, width < NARROW ? 9 : 28), distance: 4 + rowHeight * row },
					})),
				},
				markArea: {
					silent: true,
					itemStyle: { color: colour("shade") },
					// Upright: an area is mostly narrow, and nobody came in it.
					label: {
						color: colour("faint"),
						fontSize: textSize(look),
						position: "insideTop",
						rotate: 90,
						align: "right",
						verticalAlign: "middle",
					},
					data: [
						...shade(texts.noSignal, silentSteps(report)),
						...shade(texts.excluded, excludedSteps(report, selection)),
					],
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
