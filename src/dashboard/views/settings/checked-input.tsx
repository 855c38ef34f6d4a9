import { useId, useState } from "preact/hooks";

/** A field that says what is wrong with what it holds: once it is left, for until then it may be on its way. */
export function CheckedInput(props: {
	readonly label: string;
	/** Whether the label is heard only, and seen in the field while that is empty. */
	readonly quiet?: boolean;
	readonly value: string;
	readonly type?: "date";
	/** The id of a list of what may be meant. */
	readonly list?: string;
	readonly placeholder?: string;
	readonly problem: string | undefined;
	/** Whether it says so while one writes, too: where it was refused already. */
	readonly eager: boolean;
	readonly onWrite: (value: string) => void;
}) {
	const { label, quiet = false, value, type, list, placeholder, problem, eager, onWrite } = props;
	const [writing, setWriting] = useState(false);
	const id = useId();
	const told = writing && !eager ? undefined : problem;
	return (
		<div class={type === "date" ? "field date" : "field"}>
			<label for={id} class={quiet ? "hidden" : undefined}>
				{label}
			</label>
			<input
				id={id}
				type={type ?? "text"}
				maxLength={200}
				max={type === "date" ? "9999-12-31" : undefined}
				list={list}
				placeholder={placeholder}
				value={value}
				aria-invalid={told !== undefined}
				aria-describedby={told === undefined ? undefined : `${id}-problem`}
				onInput={({ currentTarget }) => {
					setWriting(true);
					onWrite(currentTarget.value);
				}}
				onBlur={() => setWriting(false)}
			/>
			{told !== undefined && (
				<span class="wrong" id={`${id}-problem`}>
					{told}
				</span>
			)}
		</div>
	);
}
