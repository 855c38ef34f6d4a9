import { flowsOption } from "../../figures/charts/flows.ts";
import type { Paths } from "../../model/reports/answers.ts";
import { part } from "../address.ts";
import { formatNumber, texts } from "../language.ts";
import { look } from "../look.ts";
import { Panel } from "../parts/panel.tsx";
import { Tabs } from "../parts/tabs.tsx";
import { useReport } from "../selection.ts";
import { FunnelBuilder } from "./journeys/funnel.tsx";

const KINDS = ["target", "screen"] as const;

/** How visitors go from one thing to the next. */
export default function JourneysView() {
	return (
		<div class="panels">
			<PathsPanel />
			<FunnelBuilder />
		</div>
	);
}

function PathsPanel() {
	const kind = KINDS.find((name) => name === part("kind")) ?? "target";
	return (
		<Panel
			title={texts.paths}
			hint={texts.pathsHint}
			request={useReport<Paths>("paths", { query: { kind } })}
			wide
			tools={<Tabs label={texts.kind} part="kind" texts={texts} names={KINDS} chosen={kind} />}
		>
			{({ report }) =>
				report.transitions.length === 0
					? undefined
					: {
							chart: { option: () => flowsOption(report, look), height: 520 },
							table: {
								columns: [texts.from, texts.to, texts.count],
								rows: report.transitions.map(({ from, to, transitions }) => [
									{ text: from ?? texts.start, value: from },
									{ text: to ?? texts.end, value: to },
									{ text: formatNumber(transitions), value: transitions },
								]),
							},
						}
			}
		</Panel>
	);
}
