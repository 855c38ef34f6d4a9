import { useCallback } from "preact/hooks";
import { lengthsOption, survivalOption } from "../../../figures/charts/dwell.ts";
import { dwellTable, endingsTable } from "../../../figures/tables/dwell-table.ts";
import type { Dwell } from "../../../model/reports/answers.ts";
import { texts } from "../../language.ts";
import { look } from "../../look.ts";
import { Chart } from "../../parts/chart.tsx";
import { Panel } from "../../parts/panel.tsx";
import { type ReportAnswer, useReport } from "../../selection.ts";
import type { RequestState } from "../../use-request.ts";

/** How long sessions are, what share still goes on, and how they end: one report, three panels. */
export function DwellPanels() {
	const request = useReport<Dwell>("dwell");
	return (
		<>
			<LengthsPanel request={request} />
			<SurvivalPanel request={request} />
			<Panel title={texts.endings} request={request}>
				{({ report }) => (report.endings.length === 0 ? undefined : { table: endingsTable(report, look) })}
			</Panel>
		</>
	);
}

interface Props {
	readonly request: RequestState<ReportAnswer<Dwell>>;
}

function LengthsPanel({ request }: Props) {
	return (
		<Panel title={texts.dwell} request={request}>
			{({ report }) =>
				report.endings.length === 0
					? undefined
					: { picture: <Lengths report={report} />, table: dwellTable(report, look) }
			}
		</Panel>
	);
}

function SurvivalPanel({ request }: Props) {
	return (
		<Panel title={texts.survival} hint={texts.survivalHint} request={request}>
			{({ report }) =>
				report.endings.length === 0
					? undefined
					: { picture: <Survival report={report} />, table: dwellTable(report, look) }
			}
		</Panel>
	);
}

function Lengths({ report }: { readonly report: Dwell }) {
	const option = useCallback(() => lengthsOption(report, look), [report]);
	return <Chart title={texts.dwell} option={option} />;
}

function Survival({ report }: { readonly report: Dwell }) {
	const option = useCallback(() => survivalOption(report, look), [report]);
	return <Chart title={texts.survival} option={option} />;
}
