import { go, part } from "../../address.ts";
import { texts } from "../../language.ts";
import { Menu } from "../menu.tsx";

/** What is left out unless it is asked for. */
const LEFT_OUT = [
	{ name: "test", text: texts.includeTests },
	{ name: "faulty", text: texts.includeFaulty },
	{ name: "excluded", text: texts.includeExcluded },
] as const;

/** Counts what is left out otherwise. */
export function IncludeMenu() {
	const included = LEFT_OUT.filter(({ name }) => part(name) === "include");
	return (
		<Menu
			label={included.length === 0 ? texts.include : `${texts.include} (${included.length})`}
			active={included.length > 0}
		>
			<fieldset class="choices">
				<legend>{texts.includeHint}</legend>
				{LEFT_OUT.map(({ name, text }) => (
					<label class="check" key={name}>
						<input
							type="checkbox"
							checked={part(name) === "include"}
							onChange={({ currentTarget: { checked } }) => go({ [name]: checked ? "include" : "" })}
						/>
						{text}
					</label>
				))}
			</fieldset>
		</Menu>
	);
}
