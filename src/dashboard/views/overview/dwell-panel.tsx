import { lengthsOption, survivalOption } from "../../../figures/charts/dwell.ts";
import { dwellTable, endingsTable } from "../../../figures/tables/dwell-table.ts";
import type { Dwell } from "../../../model/reports/answers.ts";
import { texts } from "../../language.ts";
import { look } from "../../look.ts";
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
					: { chart: { option: () => lengthsOption(report, look), height: 280 }, table: dwellTable(report, look) }
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
					: { chart: { option: () => survivalOption(report, look), height: 280 }, table: dwellTable(report, look) }
			}
		</Panel>
	);
}
