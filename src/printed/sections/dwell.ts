import { lengthsOption, survivalOption } from "../../figures/charts/dwell.ts";
import { dwellTable, endingsTable } from "../../figures/tables/dwell-table.ts";
import { fill } from "../../figures/texts/texts.ts";
import { html } from "../html.ts";
import type { PageAnswers } from "../page-answers.ts";
import type { PaperLook } from "../paper-look.ts";
import { printDrawing } from "../parts/drawing.ts";
import { printSection } from "../parts/section.ts";
import { printTable } from "../parts/table.ts";

/** Endings that are listed: a page may give any reason. */
const ENDINGS = 10;

/** A mean so many times as long as the median misleads. */
const MISLEADING = 1.2;

/** How long sessions are, what share still goes on, and how they end. */
export function printDwell({ dwell, totals }: PageAnswers, look: PaperLook) {
	const { texts, words, formats } = look;
	const { median, mean, p90 } = totals.dwell_seconds;
	const { formatSeconds } = formats;
	const isPulled = mean !== null && median !== null && mean > MISLEADING * median;
	const summary = [
		fill(words.dwellSummary, formatSeconds(median), formatSeconds(p90)),
		...(isPulled ? [fill(words.meanSummary, formatSeconds(mean))] : []),
	];
	const table = dwellTable(dwell, look);
	const size = "half" as const;
	const drawings = [
		{ title: texts.duration, hint: texts.sessions, option: () => lengthsOption(dwell, look) },
		{ title: texts.survival, hint: texts.survivalHint, option: () => survivalOption(dwell, look) },
	];
	return printSection(
		{
			title: texts.dwell,
			together: true,
			hint: summary.join(" "),
		},
		html`<div class="pair">
${drawings.map(
	({ title, hint, option }) => html`<div class="together">
<h3>${title}</h3>
<p class="hint">${hint}</p>
${printDrawing({ title, option, height: 190, size, table }, look)}
</div>
`,
)}
</div>
${printTable({ title: texts.endings, table: endingsTable(dwell, look), rows: ENDINGS }, look)}`,
	);
}
