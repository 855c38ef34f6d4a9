import type { Look } from "../look.ts";
import type { CurveData } from "./curve.ts";
import { partlySilentSteps, stepUnderWay } from "./curve-marks.ts";

/** What is told of a step of a curve: its figure, that of the step it is compared with, and which kiosks were silent. */
export function curveTooltip(data: CurveData, { texts, formats }: Look): (hovered: unknown) => string {
	const { report, selection, compared, measure } = data;
	const underWay = stepUnderWay(report.starts, selection, data.now);
	const silent = new Map(
		partlySilentSteps(report, data.silences).map(({ step, consumers }) => [step, consumers.map(data.nameOfKiosk)]),
	);
	const nameOf = (start: string) => formats.formatStep(start, selection.zone, report.grain);
	return (hovered) => {
		const [first] = hovered as readonly { readonly dataIndex: number }[];
		const step = first?.dataIndex ?? 0;
		const start = report.starts[step] ?? "";
		const other = compared?.report.starts[step];
		const isComing = underWay !== undefined && step > underWay;
		return [
			step === underWay ? `${nameOf(start)} · ${texts.underWay}` : nameOf(start),
			...(isComing ? [] : [`${texts[measure]}: ${formats.formatNumber(report[measure][step] ?? 0)}`]),
			...(other === undefined
				? []
				: [`${texts.before}, ${nameOf(other)}: ${formats.formatNumber(compared?.report[measure][step] ?? 0)}`]),
			...(silent.has(step) ? [`${texts.noSignal}: ${silent.get(step)?.join(", ")}`] : []),
		].join("\n");
	};
}
