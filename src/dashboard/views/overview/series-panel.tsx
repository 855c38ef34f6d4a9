import { useCallback } from "preact/hooks";
import { curveOption } from "../../../figures/charts/curve.ts";
import { seriesTable } from "../../../figures/tables/series-table.ts";
import type { Series } from "../../../model/reports/answers.ts";
import { follow, part } from "../../address.ts";
import { texts } from "../../language.ts";
import { look } from "../../look.ts";
import { Chart } from "../../parts/chart.tsx";
import { Panel } from "../../parts/panel.tsx";
import { type ReportAnswer, settings, useReport } from "../../selection.ts";

const MEASURES = ["sessions", "events"] as const;
type Measure = (typeof MEASURES)[number];

/** Sessions or events over time. */
export function SeriesPanel() {
	const measure = MEASURES.find((name) => name === part("measure")) ?? "sessions";
	return (
		<Panel
			title={texts.overTime}
			request={useReport<Series>("series", { compare: true })}
			wide
			tools={
				<div class="tabs" role="group" aria-label={texts.measure}>
					{MEASURES.map((name) => (
						<a
							key={name}
							{...follow({ measure: name === "sessions" ? "" : name })}
							aria-current={name === measure ? "true" : undefined}
						>
							{texts[name]}
						</a>
					))}
				</div>
			}
		>
			{(answer) => ({
				picture: <Curve answer={answer} measure={measure} />,
				table: seriesTable(answer.report, answer.selection, look),
			})}
		</Panel>
	);
}

function Curve({ answer, measure }: { readonly answer: ReportAnswer<Series>; readonly measure: Measure }) {
	const { report, selection, compared } = answer;
	const notes = settings.value?.notes ?? [];
	const option = useCallback(
		() => curveOption({ report, selection, compared: compared?.report, measure, notes }, look),
		[answer, measure, notes],
	);
	return (
		<>
			<p class="legend">
				<span class="key accent">{texts[measure]}</span>
				{compared !== null && <span class="key before">{texts.before}</span>}
				{report.silences.length > 0 && <span class="key shade">{texts.noSignal}</span>}
			</p>
			<Chart title={texts.overTime} option={option} height={280} />
		</>
	);
}
