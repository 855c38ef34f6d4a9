import type { TableData } from "../../figures/tables/table-data.ts";
import { fill } from "../../figures/texts/texts.ts";
import { formatNumber, texts } from "../language.ts";

/** Rows that are shown: more are in the file. */
const SHOWN_ROWS = 200;

/** A table that can be read. */
export function DataTable({ title, table }: { readonly title: string; readonly table: TableData }) {
	const { columns, rows } = table;
	return (
		<>
			{/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard. */}
			<div class="scroll" tabIndex={0} role="region" aria-label={title}>
				<table>
					<caption class="hidden">{title}</caption>
					<thead>
						<tr>
							{columns.map((column) => (
								<th key={column} scope="col">
									{column}
								</th>
							))}
						</tr>
					</thead>
					<tbody>
						{rows.slice(0, SHOWN_ROWS).map((cells, row) => (
							<tr key={row}>
								{cells.map((cell, index) =>
									index === 0 ? (
										<th key={columns[index]} scope="row" title={cell.text}>
											{cell.bar !== undefined && <span class="bar" style={{ width: `${cell.bar * 100}%` }} />}
											<span class="name">{cell.text}</span>
										</th>
									) : (
										<td key={columns[index]}>{cell.text}</td>
									),
								)}
							</tr>
						))}
					</tbody>
				</table>
			</div>
			{rows.length > SHOWN_ROWS && (
				<p class="hint">{fill(texts.shownRows, formatNumber(SHOWN_ROWS), formatNumber(rows.length))}</p>
			)}
		</>
	);
}
