import type { CurveData } from "../charts/curve.ts";
import { stepUnderWay } from "../charts/curve-marks.ts";
import { createLocalClock } from "../local-time.ts";
import type { Look } from "../look.ts";
import { cell, type TableData } from "./table-data.ts";

/** Grains whose steps are told by their date alone. */
const WHOLE_DAYS: readonly string[] = ["day", "week", "month"];

/** Sessions and events over time, beside those that they are compared with: what the curve shows. */
export function seriesTable(
	{ report, selection, compared, now }: Pick<CurveData, "report" | "selection" | "compared" | "now">,
	{ texts, formats }: Look,
): TableData {
	const { starts, grain } = report;
	const { zone } = selection;
	const clock = createLocalClock(zone);
	const underWay = stepUnderWay(starts, selection, now);
	const time = (start: string | undefined) => {
		if (start === undefined) return { text: "", value: null };
		const local = clock(start);
		return {
			text: formats.formatStep(start, zone, grain),
			value: WHOLE_DAYS.includes(grain) ? local.slice(0, 10) : local,
		};
	};
	const count = (figures: readonly number[] | undefined, step: number) =>
		cell(figures?.[step] ?? null, formats.formatNumber);
	return {
		columns: [
			...[texts.time, texts.sessions, texts.events],
			...(compared === undefined
				? []
				: [texts.before, `${texts.before}: ${texts.sessions}`, `${texts.before}: ${texts.events}`]),
		],
		rows: starts.map((start, step) => {
			const isComing = underWay !== undefined && step > underWay;
			const { text, value } = time(start);
			return [
				{ text: step === underWay ? `${text} · ${texts.underWay}` : text, value },
				count(isComing ? undefined : report.sessions, step),
				count(isComing ? undefined : report.events, step),
				...(compared === undefined
					? []
					: [
							time(compared.report.starts[step]),
							count(compared.report.sessions, step),
							count(compared.report.events, step),
						]),
			];
		}),
	};
}
