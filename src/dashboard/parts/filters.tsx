import { follow, go } from "../address.ts";
import { texts } from "../language.ts";
import { chosenPreset, chosenRange, PRESETS, type Preset } from "../range.ts";
import { chosenZone } from "../selection.ts";
import { DateField } from "./date-field.tsx";
import { CompareMenu } from "./filters/compare-menu.tsx";
import { IncludeMenu } from "./filters/include-menu.tsx";
import { KioskMenu } from "./filters/kiosk-menu.tsx";
import { PrintHeading } from "./print-heading.tsx";
import { ReportButton } from "./report-button.tsx";

const PRESET_TEXTS: Readonly<Record<Preset, string>> = {
	today: texts.today,
	yesterday: texts.yesterday,
	"7d": texts.days7,
	"30d": texts.days30,
	"90d": texts.days90,
	month: texts.thisMonth,
	"last-month": texts.lastMonth,
	year: texts.year,
};

/** Which sessions all panels of a view are about. */
export function Filters({ comparing }: { readonly comparing: boolean }) {
	const zone = chosenZone();
	return (
		<>
			<div class="filters">
				<Presets />
				<Dates zone={zone} />
				<KioskMenu />
				{comparing && <CompareMenu zone={zone} />}
				<IncludeMenu />
				<div class="end">
					<span class="zone">{zone}</span>
					<ReportButton />
				</div>
			</div>
			<PrintHeading />
		</>
	);
}

function Presets() {
	const chosen = chosenPreset();
	const choose = (name: string) => ({ range: name === "30d" ? "" : name, from: "", to: "" });
	return (
		<>
			<div class="presets" role="group" aria-label={texts.range}>
				{PRESETS.map((name) => (
					<a key={name} {...follow(choose(name))} aria-current={name === chosen ? "true" : undefined}>
						{PRESET_TEXTS[name]}
					</a>
				))}
			</div>
			{/* The same, where there is no place for all of them. */}
			<select
				class="narrow"
				aria-label={texts.range}
				value={chosen ?? ""}
				onChange={({ currentTarget: { value } }) => go(choose(value))}
			>
				{chosen === undefined && <option value="">{texts.range}</option>}
				{PRESETS.map((name) => (
					<option key={name} value={name}>
						{PRESET_TEXTS[name]}
					</option>
				))}
			</select>
		</>
	);
}

function Dates({ zone }: { readonly zone: string }) {
	const { from, to } = chosenRange(zone);
	const set = (range: { from: string; to: string }) => go({ range: "", ...range });
	return (
		<div class="dates">
			<DateField label={texts.from} value={from} onChoose={(date) => set({ from: date, to })} />
			<span aria-hidden="true">–</span>
			<DateField label={texts.to} value={to} onChoose={(date) => set({ from, to: date })} />
		</div>
	);
}
