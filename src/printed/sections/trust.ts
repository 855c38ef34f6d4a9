import { leftOut } from "../../figures/key-figures.ts";
import { cell, type TableData } from "../../figures/tables/table-data.ts";
import { fill } from "../../figures/texts/texts.ts";
import { html } from "../html.ts";
import type { PageAnswers } from "../page-answers.ts";
import type { PaperLook } from "../paper-look.ts";
import { printSection } from "../parts/section.ts";
import { printTable } from "../parts/table.ts";

/** Silences that a report lists at most. */
const MOST_LISTED = 100;

/** How good the figures are: what is not in them, and why. */
export function printTrust(answers: PageAnswers, look: PaperLook) {
	const { texts, words, formats } = look;
	const { totals, trust, selection } = answers;
	const { formatNumber } = formats;
	const sentences = [
		leftOut(totals, look) ?? words.leftNothing,
		...selection.excluded.map(({ from, to, reason }) =>
			fill(words.excludedRange, formats.formatRange(from, to, selection.zone), reason),
		),
		// Where they are left out, that is told already.
		...(trust.faulty === 0 || totals.left_out.faulty > 0
			? []
			: [fill(words.faultySummary, formatNumber(trust.faulty))]),
		...(trust.corrected_sessions === 0
			? []
			: [fill(words.correctedSummary, formatNumber(trust.corrected_sessions), formatNumber(trust.sessions))]),
		...(trust.silences.length === 0 ? [words.noSilences] : []),
	];
	return printSection(
		{ title: texts.trust, together: true },
		html`<ul>${sentences.map((sentence) => html`<li>${sentence}</li>\n`)}</ul>`,
		trust.silences.length === 0
			? undefined
			: printTable({ title: texts.silences, table: silencesTable(answers, look), titled: true }, look),
		trust.silences.length < MOST_LISTED ? undefined : html`<p class="hint">${words.lastHundred}</p>`,
	);
}

/** How often and how long each kiosk was silent. */
function silencesTable({ trust, kiosks, selection }: PageAnswers, { texts, words, formats }: PaperLook): TableData {
	const nameOf = (id: number) => kiosks.find((kiosk) => kiosk.id === id)?.name ?? `${id}`;
	const own = [...Map.groupBy(trust.silences, ({ consumer }) => consumer)].map(([consumer, spans]) => ({
		name: nameOf(consumer),
		spans: spans.length,
		seconds: spans.reduce((sum, { from, to }) => sum + (Date.parse(to) - Date.parse(from)) / 1000, 0),
		first: spans.map(({ from }) => from).toSorted()[0] ?? "",
		last:
			spans
				.map(({ to }) => to)
				.toSorted()
				.at(-1) ?? "",
	}));
	return {
		columns: [texts.kiosk, words.silentSpans, words.silentTime, words.first, words.last],
		rows: own
			.toSorted((one, other) => other.seconds - one.seconds)
			.map(({ name, spans, seconds, first, last }) => [
				{ text: name, value: name },
				cell(spans, formats.formatNumber),
				cell(seconds, formats.formatSeconds),
				{ text: formats.formatTime(first, selection.zone), value: first },
				{ text: formats.formatTime(last, selection.zone), value: last },
			]),
	};
}
