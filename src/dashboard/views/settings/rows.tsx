import { texts } from "../../language.ts";
import { CheckedInput } from "./checked-input.tsx";

interface Column<Row> {
	readonly name: keyof Row & string;
	readonly text: string;
	readonly type?: "date";
	readonly choices?: Readonly<Record<string, string>>;
	/** The id of the list of what is known already, for a row. */
	readonly known?: (row: Row) => string;
}

/** A list that the owner adds to, changes and takes from. */
export function Rows<Row extends Record<string, string>>(props: {
	readonly title: string;
	/** What it is called among the problems. */
	readonly list: string;
	readonly rows: Row[];
	readonly columns: readonly Column<Row>[];
	readonly empty: Row;
	readonly problems: ReadonlyMap<string, string>;
	readonly eager: boolean;
	readonly onChange: (rows: Row[]) => void;
}) {
	const { title, list, rows, columns, empty, problems, eager, onChange } = props;
	const set = (index: number, name: string, value: string) =>
		onChange(rows.map((row, at) => (at === index ? { ...row, [name]: value } : row)));
	return (
		<fieldset>
			<legend class="hidden">{title}</legend>
			{rows.map((row, index) => (
				// A row has no name of its own while it is written.
				<div class="row" key={index}>
					<div class="fields">
						{columns.map(({ name, text, type, choices, known }) => {
							const label = `${title} ${index + 1}: ${text}`;
							return choices === undefined ? (
								<CheckedInput
									key={name}
									label={label}
									quiet
									value={row[name] ?? ""}
									{...(type === undefined ? {} : { type })}
									{...(known === undefined ? {} : { list: known(row) })}
									placeholder={text}
									problem={problems.get(`${list} ${index} ${name}`)}
									eager={eager}
									onWrite={(value) => set(index, name, value)}
								/>
							) : (
								<select
									key={name}
									aria-label={label}
									value={row[name]}
									onChange={({ currentTarget: { value } }) => set(index, name, value)}
								>
									{Object.entries(choices).map(([value, choice]) => (
										<option key={value} value={value}>
											{choice}
										</option>
									))}
								</select>
							);
						})}
					</div>
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
