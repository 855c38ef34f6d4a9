import { useState } from "preact/hooks";
import { texts } from "../../language.ts";
import { kiosks } from "../../selection.ts";

/** A link as it is to be made. */
export interface NewLink {
	readonly name: string;
	/** Ids; `null` is all, also those that are made later. */
	readonly consumers: readonly number[] | null;
}

/** Says who a link is for, and which kiosks it shows. */
export function LinkForm({ onMake }: { readonly onMake: (link: NewLink) => Promise<boolean> }) {
	const [name, setName] = useState("");
	const [all, setAll] = useState(true);
	const [chosen, setChosen] = useState<ReadonlySet<number>>(new Set());
	const choose = (id: number, checked: boolean) => {
		const others = [...chosen].filter((other) => other !== id);
		setChosen(new Set(checked ? [...others, id] : others));
	};
	const make = async () => {
		if (!(await onMake({ name, consumers: all ? null : [...chosen] }))) return;
		setName("");
		setAll(true);
		setChosen(new Set());
	};
	return (
		<form
			class="link"
			onSubmit={(event) => {
				event.preventDefault();
				void make();
			}}
		>
			<label>
				{texts.linkFor}
				<input value={name} maxLength={200} required onInput={({ currentTarget: { value } }) => setName(value)} />
			</label>
			<fieldset>
				<legend>{texts.kiosks}</legend>
				<label class="check">
					<input type="checkbox" checked={all} onChange={({ currentTarget: { checked } }) => setAll(checked)} />
					{texts.allKiosksLater}
				</label>
				{!all &&
					kiosks.value.map(({ id, name: kiosk }) => (
						<label class="check" key={id}>
							<input
								type="checkbox"
								checked={chosen.has(id)}
								onChange={({ currentTarget: { checked } }) => choose(id, checked)}
							/>
							{kiosk}
						</label>
					))}
			</fieldset>
			<button type="submit" disabled={!all && chosen.size === 0}>
				{texts.makeLink}
			</button>
		</form>
	);
}
