import { punchCardOption } from "../../../figures/charts/punch-card.ts";
import { weekTable } from "../../../figures/tables/week-table.ts";
import type { Week } from "../../../model/reports/answers.ts";
import { texts } from "../../language.ts";
import { look } from "../../look.ts";
import { Panel } from "../../parts/panel.tsx";
import { useReport } from "../../selection.ts";

/** Sessions by day of the week and hour. */
export function WeekPanel() {
	return (
		<Panel title={texts.week} hint={texts.weekHint} request={useReport<Week>("week")}>
			{({ report }) =>
				report.sessions.flat().every((count) => count === 0)
					? undefined
					: {
							chart: { option: (width) => punchCardOption(report, look, width), height: 280 },
							table: weekTable(report, look),
						}
			}
		</Panel>
	);
}
