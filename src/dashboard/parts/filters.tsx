import { follow, go, part } from "../address.ts";
import { texts } from "../language.ts";
import { chosenPreset, chosenRange, PRESETS, type Preset } from "../range.ts";
import { chosenZone, kiosks } from "../selection.ts";

const PRESET_TEXTS: Readonly<Record<Preset, string>> = {
	today: texts.today,
	yesterday: texts.yesterday,
	"7d": texts.days7,
	"30d": texts.days30,
	month: texts.thisMonth,
	"last-month": texts.lastMonth,
	year: texts.year,
};

/** Which sessions all panels of a view are about. */
export function Filters() {
	const zone = chosenZone();
	const range = chosenRange(zone);
	const preset = chosenPreset();
	const chosen = part("kiosks");
	return (
		<div class="filters">
			<div class="presets" role="group" aria-label={texts.range}>
				{PRESETS.map((name) => (
					<a
						key={name}
						{...follow({ range: name === "30d" ? "" : name, from: "", to: "" })}
						aria-current={name === preset ? "true" : undefined}
					>
						{PRESET_TEXTS[name]}
					</a>
				))}
			</div>
			<label>
				<span class="hidden">{texts.from}</span>
				<input
					type="date"
					value={range.from}
					max={range.to}
					onChange={({ currentTarget: { value } }) => value !== "" && go({ range: "", from: value, to: range.to })}
				/>
			</label>
			<span aria-hidden="true">–</span>
			<label>
				<span class="hidden">{texts.to}</span>
				<input
					type="date"
					value={range.to}
					min={range.from}
					onChange={({ currentTarget: { value } }) => value !== "" && go({ range: "", from: range.from, to: value })}
				/>
			</label>
			{kiosks.value.length > 1 && (
				<label>
					<span class="hidden">{texts.kiosk}</span>
					<select value={chosen} onChange={({ currentTarget: { value } }) => go({ kiosks: value })}>
						<option value="">{texts.allKiosks}</option>
						{kiosks.value.map(({ id, name }) => (
							<option key={id} value={`${id}`}>
								{name}
							</option>
						))}
					</select>
				</label>
			)}
			<label class="check">
				<input
					type="checkbox"
					checked={part("test") === "include"}
					onChange={({ currentTarget: { checked } }) => go({ test: checked ? "include" : "" })}
				/>
				{texts.includeTests}
			</label>
			<span class="zone">{zone}</span>
		</div>
	);
}
