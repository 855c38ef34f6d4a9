import { describeCompared } from "../../figures/comparison.ts";
import { describeCounting } from "../../figures/counting.ts";
import { leftOut } from "../../figures/key-figures.ts";
import { fill } from "../../figures/texts/texts.ts";
import type { SelectionAnswer } from "../../model/reports/answers.ts";
import { type Html, html } from "../html.ts";
import type { PageAnswers } from "../page-answers.ts";
import type { PaperLook } from "../paper-look.ts";

/** Kiosks that are named; of more, the rest is counted. */
const NAMED_KIOSKS = 12;

/** What the page is about: which range of which kiosks, and when it was made. */
export function printHeading(answers: PageAnswers, look: PaperLook): Html {
	const { texts, words, formats } = look;
	const { selection, compared, notCompared, totals, madeAt } = answers;
	const inWords = ({ from, to }: SelectionAnswer) => formats.formatRange(from, to, selection.zone);
	const against =
		notCompared === undefined
			? compared && describeCompared(compared.selection, look)
			: fill(texts.notCompared, describeCompared(notCompared, look));
	const counting = describeCounting(answers.counting, look);
	const facts: [string, string | undefined][] = [
		[texts.kiosks, kioskNames(answers, look)],
		[words.counting, counting.length === 0 ? undefined : counting.join(". ")],
		[words.against, against],
		[texts.zone, selection.zone],
		[texts.made, formats.formatTime(madeAt, selection.zone)],
	];
	const shown = facts.filter(([, text]) => text !== undefined);
	const out = leftOut(totals, look);
	return html`<header>
<p class="brand">Microticks</p>
<h1>${words.title}</h1>
<p class="range">${inWords(selection)}</p>
<dl class="facts">
${shown.map(([name, text]) => html`<div><dt>${name}</dt><dd>${text}</dd></div>\n`)}
</dl>
${out === undefined ? undefined : html`<p class="hint">${out}</p>`}
</header>
`;
}

function kioskNames({ kiosks }: PageAnswers, { words, formats }: PaperLook): string {
	if (kiosks.length === 0) return words.noKiosk;
	const names = kiosks.slice(0, NAMED_KIOSKS).map(({ name }) => name);
	const more = kiosks.length - names.length;
	return [...names, ...(more === 0 ? [] : [fill(words.moreRows, formats.formatNumber(more))])].join(", ");
}
