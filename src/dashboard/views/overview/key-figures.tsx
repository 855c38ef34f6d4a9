import { describeCompared } from "../../../figures/comparison.ts";
import { describeCounting } from "../../../figures/counting.ts";
import { keyFigures, leftOut } from "../../../figures/key-figures.ts";
import { fill } from "../../../figures/texts/texts.ts";
import type { Totals } from "../../../model/reports/answers.ts";
import { texts } from "../../language.ts";
import { look } from "../../look.ts";
import { Panel } from "../../parts/panel.tsx";
import { chosenCounting, type ReportAnswer, useReport } from "../../selection.ts";

/** The key figures with their change. */
export function KeyFigures() {
	return (
		<Panel title={texts.overview} request={useReport<Totals>("totals", { compare: true })} wide>
			{(answer) => ({ picture: <Figures {...answer} />, note: <Notes {...answer} /> })}
		</Panel>
	);
}

function Figures({ report, compared }: ReportAnswer<Totals>) {
	return (
		<dl class="figures">
			{keyFigures(report, compared?.report, look).map(({ name, text, hint, change, tone }) => (
				<div key={name}>
					<dt>{name}</dt>
					<dd>
						<span class="figure">{text}</span>
						{change !== undefined && <span class={tone === undefined ? "change" : `change ${tone}`}>{change}</span>}
						{hint !== undefined && <span class="hint">{hint}</span>}
					</dd>
				</div>
			))}
		</dl>
	);
}

/** What is not in the figures, and what they are compared with. */
function Notes({ report, compared, notCompared }: ReportAnswer<Totals>) {
	const notes = [
		compared === null ? undefined : fill(texts.comparedWith, describeCompared(compared.selection, look)),
		notCompared === undefined ? undefined : fill(texts.notCompared, describeCompared(notCompared, look)),
		...describeCounting(chosenCounting(), look),
		leftOut(report, look),
	].filter((note) => note !== undefined);
	return <p class="hint">{notes.join(" · ")}</p>;
}
