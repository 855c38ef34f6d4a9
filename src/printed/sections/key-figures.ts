import { rangeFigures } from "../../figures/key-figures.ts";
import { html } from "../html.ts";
import type { PageAnswers } from "../page-answers.ts";
import type { PaperLook } from "../paper-look.ts";
import { printSection } from "../parts/section.ts";

/** The key figures with their change. */
export function printKeyFigures({ totals, compared }: PageAnswers, look: PaperLook) {
	const figures = rangeFigures(totals, compared?.totals, look).map(
		({ name, text, hint, change, tone }) => html`<div>
<dt>${name}</dt>
<dd><span class="figure">${text}</span>${
			change === undefined ? undefined : html` <span class="change ${tone ?? "even"}">${change}</span>`
		}${hint === undefined ? undefined : html`<span class="hint">${hint}</span>`}</dd>
</div>
`,
	);
	return printSection({ title: look.words.keyFigures }, html`<dl class="figures">${figures}</dl>`);
}
