import { texts } from "../../language.ts";

interface Column<Row> {
	readonly name: keyof Row & string;
	readonly text: string;
	readonly type?: "date";
	readonly choices?: Readonly<Record<string, string>>;
}

/** A list that the owner adds to, changes and takes from. */
export function Rows<Row extends Record<string, string>>(props: {
	readonly title: string;
	readonly rows: Row[];
	readonly columns: readonly Column<Row>[];
	readonly empty: Row;
	readonly onChange: (rows: Row[]) => void;
}) {
	const { title, rows, columns, empty, onChange } = props;
	const set = (index: number, name: string, value: string) =>
		onChange(rows.map((row, at) => (at === index ? { ...row, [name]: value } : row)));
	return (
		<fieldset>
			<legend class="hidden">{title}</legend>
			{rows.map((row, index) => (
				// A row has no name of its own while it is written.
				<div class="row" key={index}>
					{columns.map(({ name, text, type, choices }) =>
						choices === undefined ? (
							<input
								key={name}
								{...(type === undefined ? {} : { type })}
								aria-label={`${title} ${index + 1}: ${text}`}
								placeholder={text}
								value={row[name]}
								maxLength={200}
								required
								onChange={({ currentTarget: { value } }) => set(index, name, value)}
							/>
						) : (
							<select
								key={name}
								aria-label={`${title} ${index + 1}: ${text}`}
								value={row[name]}
								onChange={({ currentTarget: { value } }) => set(index, name, value)}
							>
								{Object.entries(choices).map(([value, choice]) => (
									<option key={value} value={value}>
										{choice}
									</option>
								))}
							</select>
						),
					)}
					<button
						type="button"
						onClick={() => onChange(rows.filter((_, at) => at !== index))}
						aria-label={`${texts.remove}: ${title} ${index + 1}`}
					>
						×
					</button>
				</div>
			))}
			<button type="button" onClick={() => onChange([...rows, empty])}>
				{texts.add}
			</button>
		</fieldset>
	);
}
