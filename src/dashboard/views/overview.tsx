import { useEffect } from "preact/hooks";
import type { Elements, Goals, Languages } from "../../model/reports/answers.ts";
import { follow } from "../address.ts";
import { formatNumber, formatSeconds, formatShare, texts } from "../language.ts";
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
					: {
							table: {
								columns: [texts.name, texts.rate, texts.sessions, texts.timeTo],
								rows: goals.map(({ name, rate, sessions, mean_seconds: seconds }) => [
									{ text: name, value: name, bar: rate ?? 0 },
									{ text: formatShare(rate), value: rate },
									{ text: formatNumber(sessions), value: sessions },
									{ text: formatSeconds(seconds), value: seconds },
								]),
							},
						}
			}
		</Panel>
	);
}

function LanguagesPanel() {
	return (
		<Panel title={texts.languages} request={useReport<Languages>("languages")}>
			{({ report: { languages } }) => {
				const all = languages.reduce((sum, { sessions }) => sum + sessions, 0);
				if (all === 0) return undefined;
				return {
					table: {
						columns: [texts.languages, texts.sessions, texts.rate],
						rows: languages.map(({ language, sessions }) => [
							{ text: language ?? texts.unknown, value: language, bar: sessions / all },
							{ text: formatNumber(sessions), value: sessions },
							{ text: formatShare(sessions / all), value: sessions / all },
						]),
					},
				};
			}}
		</Panel>
	);
}
