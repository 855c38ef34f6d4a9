import { curveOption } from "../../../figures/charts/curve.ts";
import { partlySilentSteps, silentSteps, stepUnderWay } from "../../../figures/charts/curve-marks.ts";
import { stepByStep } from "../../../figures/comparison.ts";
import { seriesTable } from "../../../figures/tables/series-table.ts";
import type { Series, Trust } from "../../../model/reports/answers.ts";
import { part } from "../../address.ts";
import { texts } from "../../language.ts";
import { look } from "../../look.ts";
import { Panel } from "../../parts/panel.tsx";
import { Tabs } from "../../parts/tabs.tsx";
import { nameOfKiosk, settings, useReport } from "../../selection.ts";

const MEASURES = ["sessions", "events"] as const;

/** Sessions or events over time. */
export function SeriesPanel() {
	const measure = MEASURES.find((name) => name === part("measure")) ?? "sessions";
	const silences = useReport<Trust>("trust").answer?.report.silences ?? [];
	const notes = settings.value?.notes ?? [];
	return (
		<Panel
			title={texts.overTime}
			request={useReport<Series>("series", { compare: true })}
			wide
			variant={JSON.stringify([measure, notes, silences])}
			tools={<Tabs label={texts.measure} part="measure" texts={texts} names={MEASURES} chosen={measure} />}
		>
			{({ report, selection, compared }) => {
				const now = new Date().toISOString();
				const data = {
					report,
					selection,
					compared: stepByStep(report, compared),
					measure,
					notes,
					silences,
					nameOfKiosk,
					now,
				};
				return {
					legend: (
						<p class="legend">
							<span class="key accent">{texts[measure]}</span>
							{data.compared !== undefined && <span class="key before">{texts.before}</span>}
							{stepUnderWay(report.starts, selection, now) !== undefined && (
								<span class="key under-way">{texts.underWay}</span>
							)}
							{partlySilentSteps(report, silences).length > 0 && <span class="key partly">{texts.partlySilent}</span>}
							{silentSteps(report).length > 0 && <span class="key shade">{texts.noSignal}</span>}
						</p>
					),
					chart: {
						option: (width) => curveOption(data, look, width),
						height: 280,
					},
					table: seriesTable(data, look),
				};
			}}
		</Panel>
	);
}
