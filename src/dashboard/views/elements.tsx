import { elementsTable } from "../../figures/tables/elements-table.ts";
import type { Elements, Trust } from "../../model/reports/answers.ts";
import { follow, part } from "../address.ts";
import { formatNumber, formatTime, texts } from "../language.ts";
import { look } from "../look.ts";
import { Panel } from "../parts/panel.tsx";
import { chosenZone, kiosks, useReport } from "../selection.ts";

const KINDS = ["target", "screen", "action", "media"] as const;

/** Everything that visitors came to, and how good the figures are. */
export default function ElementsView() {
	const kind = KINDS.find((name) => name === part("kind")) ?? "target";
	return (
		<div class="panels">
			<Panel
				title={texts[kind]}
				request={useReport<Elements>("elements", { query: { kind } })}
				wide
				tools={
					<div class="tabs" role="group" aria-label={texts.kind}>
						{KINDS.map((name) => (
							<a
								key={name}
								{...follow({ kind: name === "target" ? "" : name })}
								aria-current={name === kind ? "true" : undefined}
							>
								{texts[name]}
							</a>
						))}
					</div>
				}
			>
				{({ report }) => (report.elements.length === 0 ? undefined : { table: elementsTable(report, look) })}
			</Panel>
			<TrustPanel />
		</div>
	);
}

function TrustPanel() {
	const zone = chosenZone();
	const nameOf = (id: number) => kiosks.value.find((kiosk) => kiosk.id === id)?.name ?? `${id}`;
	return (
		<Panel title={texts.trust} request={useReport<Trust>("trust")} wide>
			{({ report }) => ({
				note: (
					<dl class="figures">
						<div>
							<dt>{texts.faulty}</dt>
							<dd>
								<span class="figure">{formatNumber(report.faulty)}</span>
							</dd>
						</div>
						<div>
							<dt>{texts.corrected}</dt>
							<dd>
								<span class="figure">{formatNumber(report.corrected_sessions)}</span>
							</dd>
						</div>
						<div>
							<dt>{texts.noSignal}</dt>
							<dd>
								<span class="figure">{formatNumber(report.silences.length)}</span>
							</dd>
						</div>
					</dl>
				),
				...(report.silences.length === 0
					? {}
					: {
							table: {
								columns: [texts.noSignal, texts.from, texts.to],
								rows: report.silences.map(({ consumer, from, to }) => [
									{ text: nameOf(consumer), value: nameOf(consumer) },
									{ text: formatTime(from, zone), value: from },
									{ text: formatTime(to, zone), value: to },
								]),
							},
						}),
			})}
		</Panel>
	);
}
