import { curveOption } from "../../figures/charts/curve.ts";
import { partlySilentSteps, silentSteps, stepUnderWay } from "../../figures/charts/curve-marks.ts";
import { stepByStep } from "../../figures/comparison.ts";
import { seriesTable } from "../../figures/tables/series-table.ts";
import { fill } from "../../figures/texts/texts.ts";
import { type Html, html } from "../html.ts";
import type { PageAnswers } from "../page-answers.ts";
import type { PaperLook } from "../paper-look.ts";
import { printDrawing } from "../parts/drawing.ts";
import { printSection } from "../parts/section.ts";

/** Notes that are listed. */
const LISTED_NOTES = 25;

/** Sessions over time, with the owner's notes. */
export function printCourse(answers: PageAnswers, look: PaperLook) {
	const { series, selection, compared, notes, trust, kiosks, madeAt } = answers;
	const { texts, words, formats } = look;
	const most = Math.max(...series.sessions);
	const start = series.starts[series.sessions.indexOf(most)] ?? selection.from;
	const data = {
		report: series,
		selection,
		compared: stepByStep(series, compared && { report: compared.series, selection: compared.selection }),
		measure: "sessions" as const,
		notes,
		silences: trust.silences,
		nameOfKiosk: (id: number) => kiosks.find((kiosk) => kiosk.id === id)?.name ?? `${id}`,
		now: madeAt,
	};
	const keys = [
		html`<span class="key accent">${texts.sessions}</span>`,
		data.compared === undefined ? undefined : html`<span class="key before">${texts.before}</span>`,
		stepUnderWay(series.starts, selection, madeAt) === undefined
			? undefined
			: html`<span class="key under-way">${texts.underWay}</span>`,
		partlySilentSteps(series, trust.silences).length === 0
			? undefined
			: html`<span class="key partly">${texts.partlySilent}</span>`,
		silentSteps(series).length === 0 ? undefined : html`<span class="key shade">${texts.noSignal}</span>`,
	].filter((key) => key !== undefined);
	const drawing = printDrawing(
		{
			title: texts.overTime,
			option: (width) => curveOption(data, look, width),
			height: 200,
			size: "wide",
			table: seriesTable(data, look),
		},
		look,
	);
	const summary = fill(
		series.grain === "week" ? words.mostInWeek : words.most,
		formats.formatStep(start, selection.zone, series.grain),
		formats.formatNumber(most),
	);
	return printSection(
		{ title: texts.overTime, together: true, hint: summary },
		html`<p class="legend">${keys}</p>`,
		drawing,
		notes.length === 0 ? undefined : printNotes(notes, look),
	);
}

function printNotes(notes: PageAnswers["notes"], { words, formats }: PaperLook): Html {
	const more = notes.length - LISTED_NOTES;
	return html`<ul class="notes">
${notes.slice(0, LISTED_NOTES).map(
	({ date, text }) => html`<li><strong>${formats.formatDate(`${date}T12:00:00Z`, "UTC")}</strong> ${text}</li>
`,
)}${more > 0 ? html`<li>${fill(words.moreRows, formats.formatNumber(more))}</li>` : undefined}
</ul>`;
}
