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

/** A cell that says its figure as a format has it. */
export function cell<T extends number | string | null>(value: T, format: (value: T) => string): Cell {
	return { text: format(value), value };
}
