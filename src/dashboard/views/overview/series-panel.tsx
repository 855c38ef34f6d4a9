import { curveOption } from "../../../figures/charts/curve.ts";
import { silentSteps } from "../../../figures/charts/curve-marks.ts";
import { seriesTable } from "../../../figures/tables/series-table.ts";
import type { Series } from "../../../model/reports/answers.ts";
import { part } from "../../address.ts";
import { texts } from "../../language.ts";
import { look } from "../../look.ts";
import { Panel } from "../../parts/panel.tsx";
import { Tabs } from "../../parts/tabs.tsx";
import { settings, useReport } from "../../selection.ts";

const MEASURES = ["sessions", "events"] as const;

/** Sessions or events over time. */
export function SeriesPanel() {
	const measure = MEASURES.find((name) => name === part("measure")) ?? "sessions";
	const notes = settings.value?.notes ?? [];
	return (
		<Panel
			title={texts.overTime}
			request={useReport<Series>("series", { compare: true })}
			wide
			variant={`${measure} ${JSON.stringify(notes)}`}
			tools={<Tabs label={texts.measure} part="measure" texts={texts} names={MEASURES} chosen={measure} />}
		>
			{({ report, selection, compared }) => ({
				legend: (
					<p class="legend">
						<span class="key accent">{texts[measure]}</span>
						{compared !== null && <span class="key before">{texts.before}</span>}
						{silentSteps(report).length > 0 && <span class="key shade">{texts.noSignal}</span>}
					</p>
				),
				chart: {
					option: (width) =>
						curveOption({ report, selection, compared: compared?.report, measure, notes }, look, width),
					height: 280,
				},
				table: seriesTable(report, selection, look),
			})}
		</Panel>
	);
}
