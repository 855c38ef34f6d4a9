import type { SelectionAnswer, Series, Trust } from "../../model/reports/answers.ts";
import type { OwnerSettings } from "../../model/reports/settings.ts";
import type { Look } from "../look.ts";
import { type ChartOption, categoryAxis, chartBase, LABELS_INSIDE, textSize, valueAxis } from "./chart-option.ts";
import { curveLabels } from "./curve-labels.ts";
import { excludedSteps, partlySilentSteps, type StepRun, silentSteps, stepUnderWay } from "./curve-marks.ts";
import { noteLines } from "./curve-notes.ts";
import { curveTooltip } from "./curve-tooltip.ts";

/** What a curve is drawn from. */
export interface CurveData {
	readonly report: Series;
	readonly selection: SelectionAnswer;
	/** The range that it is compared with, step by step. */
	readonly compared: { readonly report: Series; readonly selection: SelectionAnswer } | undefined;
	readonly measure: "sessions" | "events";
	readonly notes: OwnerSettings["notes"];
	/** When each kiosk alone was silent, as far as that is known. */
	readonly silences: Trust["silences"];
	readonly nameOfKiosk: (id: number) => string;
	/** When the figures were asked for: what comes then is yet to come. */
	readonly now: string;
}

/** Pixels that a label below the curve takes, with what is left free beside it. */
const LABEL_WIDTH = 92;

/** Pixels of the figures beside the curve, about. */
const FIGURES_WIDTH = 48;

/** Sessions or events over time, with the owner's notes, and shaded where nothing was heard or counted. */
export function curveOption(data: CurveData, look: Look, width: number): ChartOption {
	const { report, selection, compared, measure } = data;
	const { texts, formats, colour } = look;
	const { starts } = report;
	const scale = look.scale();
	const plotWidth = width - FIGURES_WIDTH * scale;
	const labels = curveLabels(report, selection.zone, formats, plotWidth / (LABEL_WIDTH * scale));
	const last = starts.length - 1;
	/** A label in the middle of it would run out of the chart. */
	const isCut = (step: number) => last > 0 && (1 - step / last) * plotWidth < (LABEL_WIDTH * scale) / 2 - 12;
	const notes = noteLines(data, look, plotWidth);
	const underWay = stepUnderWay(starts, selection, data.now);
	const figures = report[measure];
	const isOver = (step: number) => underWay === undefined || step < underWay;
	/** A step reaches to the next one; the last, which has none, is shaded from the one before it. */
	const shade = (name: string, steps: readonly StepRun[]) =>
		steps.map(({ first, end }, index): [object, object] => [
			{ xAxis: Math.max(0, Math.min(first, last - 1)), ...(index === 0 ? { name } : {}) },
			{ xAxis: Math.min(end, last) },
		]);
	const line = (name: string, values: readonly (number | null)[]) => ({
		type: "line" as const,
		name,
		data: [...values],
		showSymbol: values.filter((value) => value !== null).length < 2,
		symbolSize: 7,
	});
	const base = chartBase(look);
	const axis = categoryAxis(
		look,
		starts.map((start) => formats.formatStep(start, selection.zone, report.grain)),
	);
	return {
		...base,
		tooltip: { ...base.tooltip, formatter: curveTooltip(data, look) },
		grid: { left: 8, right: 12, top: 14 + notes.height, bottom: 4, ...LABELS_INSIDE },
		xAxis: {
			...axis,
			boundaryGap: starts.length < 2,
			axisLabel: {
				...axis.axisLabel,
				interval: (step: number) => labels.has(step) && !isCut(step),
				formatter: (_: string, step: number) => labels.get(step) ?? "",
			},
		},
		yAxis: { ...valueAxis(look, formats.formatNumber), minInterval: 1 },
		series: [
			{
				...line(
					texts[measure],
					figures.map((value, step) => (isOver(step) ? value : null)),
				),
				lineStyle: { color: colour("accent"), width: 2 },
				itemStyle: { color: colour("accent") },
				areaStyle: { color: colour("accent"), opacity: 0.1 },
				z: 3,
				markLine: notes.markLine,
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
			...(underWay === undefined
				? []
				: [
						{
							...line(
								texts.underWay,
								figures.map((value, step) => (step === underWay || step === underWay - 1 ? value : null)),
							),
							showSymbol: true,
							// Open, for it is not over; nothing where the line comes from.
							symbol: "emptyCircle",
							symbolSize: (_: unknown, { dataIndex }: { dataIndex: number }) => (dataIndex === underWay ? 6 : 0),
							lineStyle: { color: colour("accent"), width: 2, type: [2, 4] },
							itemStyle: { color: colour("accent") },
							z: 3,
						},
					]),
			...(compared === undefined
				? []
				: [
						{
							...line(texts.before, compared.report[measure].slice(0, starts.length)),
							lineStyle: { color: colour("faint"), width: 1.5, type: "dashed" as const },
							itemStyle: { color: colour("faint") },
							z: 2,
						},
					]),
			...partlySilent(data, look),
		],
	};
}

/** Marks on the axis where some of the kiosks were silent: what is drawn above them lacks these. */
function partlySilent({ report, silences }: CurveData, { texts, colour }: Look) {
	const steps = new Set(partlySilentSteps(report, silences).map(({ step }) => step));
	if (steps.size === 0) return [];
	const colours = { color: colour("second") };
	return [
		{
			type: "line" as const,
			name: texts.partlySilent,
			data: report.starts.map((_, step) => (steps.has(step) ? 0 : null)),
			symbol: "rect",
			symbolSize: 4,
			lineStyle: { ...colours, width: 4 },
			itemStyle: colours,
			silent: true,
			z: 4,
		},
	];
}
