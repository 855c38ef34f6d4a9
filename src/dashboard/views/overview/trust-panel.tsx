import type { Trust } from "../../../model/reports/answers.ts";
import { follow } from "../../address.ts";
import { formatNumber, formatTime, texts } from "../../language.ts";
import { Panel } from "../../parts/panel.tsx";
import { chosenZone, nameOfKiosk, useReport } from "../../selection.ts";

/** How good the figures are: what may be missing, what was left out, what was corrected. */
export function TrustPanel() {
	const zone = chosenZone();
	return (
		<Panel title={texts.trust} request={useReport<Trust>("trust")}>
			{({ report }) => ({
				picture: <Facts report={report} />,
				...(report.silences.length === 0
					? {}
					: {
							table: {
								columns: [texts.noSignal, texts.from, texts.to],
								rows: report.silences.map(({ consumer, from, to }) => [
									{ text: nameOfKiosk(consumer), value: nameOfKiosk(consumer) },
									{ text: formatTime(from, zone), value: from },
									{ text: formatTime(to, zone), value: to },
								]),
							},
						}),
			})}
		</Panel>
	);
}

function Facts({ report }: { readonly report: Trust }) {
	const [faulty] = report.faulty_sessions;
	return (
		<dl class="facts">
			<div>
				<dt>{texts.silences}</dt>
				<dd>{formatNumber(report.silence_count)}</dd>
				<dd class="hint">{texts.silencesHint}</dd>
			</div>
			<div>
				<dt>{texts.faulty}</dt>
				<dd>{formatNumber(report.faulty)}</dd>
				<dd class="hint">
					{texts.faultyHint}{" "}
					{faulty !== undefined && <a {...follow({ view: "sessions", faulty: "only", session: "" })}>{texts.look}</a>}
				</dd>
			</div>
			<div>
				<dt>{texts.corrected}</dt>
				<dd>{formatNumber(report.corrected_sessions)}</dd>
				<dd class="hint">{texts.correctedHint}</dd>
			</div>
		</dl>
	);
}
