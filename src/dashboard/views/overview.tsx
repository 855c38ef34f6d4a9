import { useEffect } from "preact/hooks";
import { goalsTable } from "../../figures/tables/goals-table.ts";
import { languagesTable } from "../../figures/tables/languages-table.ts";
import type { Elements, Goals, Languages } from "../../model/reports/answers.ts";
import { follow } from "../address.ts";
import { texts } from "../language.ts";
import { look } from "../look.ts";
import { elementsContent } from "../parts/elements-content.ts";
import { Panel } from "../parts/panel.tsx";
import { mayChange } from "../rights.ts";
import { useReport } from "../selection.ts";
import { DwellPanels } from "./overview/dwell-panel.tsx";
import { KeyFigures } from "./overview/key-figures.tsx";
import { SeriesPanel } from "./overview/series-panel.tsx";
import { TrustPanel } from "./overview/trust-panel.tsx";
import { WeekPanel } from "./overview/week-panel.tsx";

/** Whether people use it, when, for how long, and what they touch. */
export function Overview() {
	useEffect(() => {
		// Fetched while the server thinks.
		void import("../parts/echarts.ts");
	}, []);
	return (
		<div class="panels">
			<KeyFigures />
			<SeriesPanel />
			<WeekPanel />
			<TargetsPanel />
			<DwellPanels />
			<GoalsPanel />
			<LanguagesPanel />
			<TrustPanel />
		</div>
	);
}

/** The ten largest; all of them are on a view of their own. */
const TOP = 10;

function TargetsPanel() {
	return (
		<Panel
			title={texts.topTargets}
			request={useReport<Elements>("elements", { query: { kind: "target", limit: `${TOP}` } })}
			tools={
				<a class="button" {...follow({ view: "elements" })}>
					{texts.all}
				</a>
			}
		>
			{({ report }) => elementsContent(report)}
		</Panel>
	);
}

function GoalsPanel() {
	return (
		<Panel title={texts.goals} request={useReport<Goals>("goals")}>
			{({ report: { goals } }) =>
				goals.length === 0
					? { note: <p class="nothing">{mayChange.value ? texts.noGoals : texts.empty}</p> }
					: { table: goalsTable({ goals }, look) }
			}
		</Panel>
	);
}

function LanguagesPanel() {
	return (
		<Panel title={texts.languages} request={useReport<Languages>("languages")}>
			{({ report }) => (report.languages.length === 0 ? undefined : { table: languagesTable(report, look) })}
		</Panel>
	);
}
