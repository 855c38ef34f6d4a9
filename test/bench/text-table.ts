/** A table for a terminal. Columns of figures are flush right. */
export function table(heads: readonly string[], rows: readonly (readonly string[])[]): string {
	const all = [heads, ...rows];
	const columns = heads.map((_, column) => ({
		width: Math.max(...all.map((row) => row[column]?.length ?? 0)),
		isNumeric: rows.every((row) => /^[\d.,]*( ?[x%])?$/.test(row[column] ?? "")),
	}));
	const line = (row: readonly string[]) =>
		columns
			.map(({ width, isNumeric }, column) =>
				isNumeric ? (row[column] ?? "").padStart(width) : (row[column] ?? "").padEnd(width),
			)
			.join("  ")
			.trimEnd();
	return [line(heads), columns.map(({ width }) => "-".repeat(width)).join("  "), ...rows.map(line)].join("\n");
}
