import { fill } from "../../../figures/texts/texts.ts";
import { follow, go } from "../../address.ts";
import { texts } from "../../language.ts";
import { chosenIncluding, LEFT_OUT } from "../../selection.ts";
import { Menu } from "../menu.tsx";

const NAMES = { test: texts.includeTests, faulty: texts.includeFaulty, excluded: texts.includeExcluded } as const;
const ALONE = { test: texts.countedTest, faulty: texts.countedFaulty, excluded: texts.countedExcluded } as const;

/** Counts what is left out otherwise. What counts alone is told beside it, and taken away there. */
export function IncludeMenu() {
	const included = LEFT_OUT.filter((name) => chosenIncluding(name) === "include");
	const alone = LEFT_OUT.filter((name) => chosenIncluding(name) === "only");
	return (
		<>
			<Menu
				label={included.length === 0 ? texts.include : `${texts.include} (${included.length})`}
				active={included.length > 0}
			>
				<fieldset class="choices">
					<legend>{texts.includeHint}</legend>
					{LEFT_OUT.map((name) => (
						<label class="check" key={name}>
							<input
								type="checkbox"
								checked={chosenIncluding(name) === "include"}
								onChange={({ currentTarget: { checked } }) => go({ [name]: checked ? "include" : "" })}
							/>
							{NAMES[name]}
						</label>
					))}
				</fieldset>
			</Menu>
			{alone.map((name) => (
				<a key={name} class="button chosen" {...follow({ [name]: "" })} title={texts.remove}>
					{fill(texts.countedAlone, ALONE[name])} <span aria-hidden="true">×</span>
					<span class="hidden">{texts.remove}</span>
				</a>
			))}
		</>
	);
}
