import { type Html, html } from "../html.ts";

/** A part of the page under a heading of its own. */
export interface PrintedSection {
	readonly title: string;
	readonly hint?: string | undefined;
	/** Whether it stays on one page. */
	readonly together?: boolean;
}

/** A section; `undefined` where there is nothing in it. */
export function printSection(
	{ title, hint, together = false }: PrintedSection,
	...content: readonly (Html | undefined)[]
) {
	const shown = content.filter((part) => part !== undefined);
	if (shown.length === 0) return undefined;
	return html`<section class="${together ? "together" : "flowing"}">
<h2>${title}</h2>
${hint === undefined ? undefined : html`<p class="hint">${hint}</p>`}
${shown}
</section>
`;
}
