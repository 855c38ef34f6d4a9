import type { MarkLineComponentOption } from "echarts/components";
import type { Look } from "../look.ts";
import { shorten, textSize } from "./chart-option.ts";
import type { CurveData } from "./curve.ts";
import { noteMarks } from "./curve-marks.ts";

/** On a narrower chart, notes are cut short, in pixels: they would lie over each other. */
const NARROW = 550;

/** Pixels that a row of notes takes. */
const ROW_HEIGHT = 16;

/** Half of a letter's width, by its height, about. */
const HALF_LETTER = 0.29;

/**
 * The owner's notes, upright on the curve, their words above it: at its ends they stand inwards.
 * @param width of the curve, in pixels
 */
export function noteLines(
	{ report: { starts }, selection, notes }: CurveData,
	look: Look,
	width: number,
): { readonly height: number; readonly markLine: MarkLineComponentOption } {
	const marks = noteMarks(notes, selection, starts);
	const rowHeight = ROW_HEIGHT * look.scale();
	const last = Math.max(1, starts.length - 1);
	const alignOf = (step: number, text: string) => {
		const half = text.length * HALF_LETTER * textSize(look);
		const at = (step / last) * width;
		return at < half ? "left" : width - at < half ? "right" : "center";
	};
	return {
		height: rowHeight * marks.reduce((most, { row }) => Math.max(most, row + 1), 0),
		markLine: {
			symbol: "none",
			silent: true,
			lineStyle: { color: look.colour("second"), type: "dashed", width: 1 },
			label: { color: look.colour("second"), position: "end", fontSize: textSize(look) },
			data: marks.map(({ step, text, row }) => {
				const shown = shorten(text, width < NARROW ? 9 : 28);
				return {
					xAxis: step,
					label: { formatter: shown, align: alignOf(step, shown), distance: 4 + rowHeight * row },
				};
			}),
		},
	};
}
