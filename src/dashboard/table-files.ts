import type { TableData } from "../figures/tables/table-data.ts";

/** CSV by RFC 4180. What a spreadsheet would take for a formula gets an apostrophe in front (OWASP, "CSV Injection"). */
export function toCsv({ columns, rows }: TableData): string {
	const field = (value: string | number | null) => {
		const text = typeof value === "string" && /^[=+\-@\t\r]/.test(value) ? `'${value}` : `${value ?? ""}`;
		return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
	};
	const lines = [columns.map(field), ...rows.map((cells) => cells.map(({ value }) => field(value)))];
	// The mark tells Excel that it is UTF-8.
	return `\ufeff${lines.map((fields) => fields.join(",")).join("\r\n")}\r\n`;
}

/** A JSON object a line, its members named as the columns are. */
export function toNdjson({ columns, rows }: TableData): string {
	return rows
		.map((cells) => `${JSON.stringify(Object.fromEntries(cells.map(({ value }, index) => [columns[index], value])))}\n`)
		.join("");
}
