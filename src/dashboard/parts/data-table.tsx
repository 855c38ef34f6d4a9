import { saveText } from "../save.ts";
import { texts } from "../texts/texts.ts";

/** A cell: what it says, and the figure behind it for a file. */
export interface Cell {
	readonly text: string;
	readonly value: string | number | null;
	/** From 0 to 1, drawn as a bar behind it. */
	readonly bar?: number;
}

/** A table; the first column names the row. */
export interface TableData {
	readonly columns: readonly string[];
	readonly rows: readonly (readonly Cell[])[];
}

/** Rows that are shown before the rest is asked for. */
const FIRST_ROWS = 200;

/** A table that can be read, and saved as CSV. */
export function DataTable({ title, columns, rows }: TableData & { readonly title: string }) {
	return (
		<div class="table">
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
						{rows.slice(0, FIRST_ROWS).map((cells, row) => (
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
			<button type="button" class="save" onClick={() => saveText(`${title}.csv`, toCsv(columns, rows), "text/csv")}>
				{texts.save} CSV
			</button>
		</div>
	);
}

/** CSV by RFC 4180. What a spreadsheet would take for a formula gets an apostrophe in front (OWASP, "CSV Injection"). */
function toCsv(columns: readonly string[], rows: TableData["rows"]): string {
	const field = (value: string | number | null) => {
		const text = typeof value === "string" && /^[=+\-@\t\r]/.test(value) ? `'${value}` : `${value ?? ""}`;
		return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
	};
	const lines = [columns.map(field), ...rows.map((cells) => cells.map(({ value }) => field(value)))];
	// The mark tells Excel that it is UTF-8.
	return `\ufeff${lines.map((fields) => fields.join(",")).join("\r\n")}\r\n`;
}
