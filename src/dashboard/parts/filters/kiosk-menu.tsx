import { fill } from "../../../figures/texts/texts.ts";
import { go } from "../../address.ts";
import { texts } from "../../language.ts";
import { chosenKiosks, kiosks, nameOfKiosk } from "../../selection.ts";
import { Menu } from "../menu.tsx";

/** One, several or all kiosks. */
export function KioskMenu() {
	const all = kiosks.value;
	const chosen = new Set(chosenKiosks());
	if (all.length < 2 && chosen.size === 0) return null;
	const names = [...chosen].map(nameOfKiosk);
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
