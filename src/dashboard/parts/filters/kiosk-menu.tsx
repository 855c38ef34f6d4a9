import { fill } from "../../../figures/texts/texts.ts";
import { go, part } from "../../address.ts";
import { texts } from "../../language.ts";
import { kiosks } from "../../selection.ts";
import { Menu } from "../menu.tsx";

/** One, several or all kiosks. */
export function KioskMenu() {
	const all = kiosks.value;
	if (all.length < 2) return null;
	const chosen = new Set(part("kiosks").split(",").filter(Boolean).map(Number));
	const names = all.filter(({ id }) => chosen.has(id)).map(({ name }) => name);
	const choose = (id: number, isChosen: boolean) => {
		const next = new Set(chosen);
		if (isChosen) next.add(id);
		else next.delete(id);
		go({ kiosks: next.size === all.length ? "" : [...next].sort((one, other) => one - other).join(",") });
	};
	const [first = texts.allKiosks, ...others] = names;
	return (
		<Menu label={others.length > 0 ? fill(texts.severalKiosks, names.length) : first} active={names.length > 0}>
			<fieldset class="choices">
				<legend>{texts.kiosks}</legend>
				<label class="check">
					<input type="checkbox" checked={chosen.size === 0} onChange={() => go({ kiosks: "" })} />
					{texts.allKiosks}
				</label>
				{all.map(({ id, name }) => (
					<label class="check" key={id}>
						<input
							type="checkbox"
							checked={chosen.has(id)}
							onChange={({ currentTarget: { checked } }) => choose(id, checked)}
						/>
						{name}
					</label>
				))}
			</fieldset>
		</Menu>
	);
}
