import { shorten } from "../../figures/charts/chart-option.ts";
import type { Cell, TableData } from "../../figures/tables/table-data.ts";
import { fill } from "../../figures/texts/texts.ts";
import { type Html, html } from "../html.ts";
import type { PaperLook } from "../paper-look.ts";

/** Characters of a name. */
const NAME_CHARACTERS = 90;

/** Rows that stay on one page. */
const SHORT_ROWS = 12;

/** A table as it is printed. */
export interface PrintedTable {
	readonly title: string;
	readonly table: TableData;
	/** How many at most; of more, the rest is counted. */
	readonly rows?: number;
	/** Whether its title is seen, or only heard. */
	readonly titled?: boolean;
}

/** On a phone it scrolls, and what scrolls must be reached by the keyboard. */
export function printTable(printed: PrintedTable, { words, formats }: PaperLook): Html {
	const { title, table, rows = Number.POSITIVE_INFINITY, titled = false } = printed;
	const shown = table.rows.slice(0, rows);
	const more = table.rows.length - shown.length;
	return html`<div class="scroll" tabindex="0" role="group" aria-label="${title}">
<table class="${shown.length > SHORT_ROWS ? "long" : "short"}">
<caption class="${titled ? "seen" : "heard"}">${title}</caption>
<thead><tr>${table.columns.map((column) => html`<th scope="col">${column}</th>`)}</tr></thead>
<tbody>
${shown.map(printRow)}
</tbody>
</table>
</div>
${more > 0 ? html`<p class="hint">${fill(words.moreRows, formats.formatNumber(more))}</p>` : undefined}`;
}

function printRow([name, ...cells]: readonly Cell[]): Html {
	return html`<tr>${name === undefined ? undefined : printName(name)}${cells.map(({ text }) => html`<td>${text}</td>`)}</tr>
`;
}

function printName({ text, bar }: Cell): Html {
	const drawn =
		bar === undefined ? undefined : html`<span class="bar" style="width: ${(bar * 100).toFixed(1)}%"></span>`;
	return html`<th scope="row">${drawn}<span class="name">${shorten(text, NAME_CHARACTERS)}</span></th>`;
}
