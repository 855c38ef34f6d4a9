import { useState } from "preact/hooks";
import { post } from "../api.ts";
import { formats, texts } from "../language.ts";
import { DEFAULT_SETTINGS, type OwnerSettings } from "../owner.ts";
import { settings } from "../selection.ts";
import { Rows } from "./settings/rows.tsx";
import { SharedLinks } from "./settings/shared-links.tsx";

/** What the owner sets, and whom the dashboard is shown to. */
export default function SettingsView() {
	return (
		<div class="panels">
			<OwnerForm />
			<SharedLinks />
		</div>
	);
}

/** What the owner tells the reports. */
function OwnerForm() {
	const [draft, setDraft] = useState<OwnerSettings>(settings.value ?? DEFAULT_SETTINGS);
	const [told, setTold] = useState("");
	const change = (part: Partial<OwnerSettings>) => setDraft({ ...draft, ...part });
	const save = async () => {
		try {
			await post("dashboard/settings", { settings: draft });
			settings.value = draft;
			setTold(texts.saved);
		} catch (error) {
			setTold(error instanceof Error ? error.message : texts.failed);
		}
	};
	return (
		<form
			class="panel wide settings"
			onSubmit={(event) => {
				event.preventDefault();
				void save();
			}}
		>
			<header>
				<h2>{texts.settings}</h2>
				<div class="tools">
					<span role="status">{told}</span>
					<button type="submit">{texts.saveSettings}</button>
				</div>
			</header>
			<label>
				{texts.zone}
				<input
					list="zones"
					value={draft.zone}
					onInput={({ currentTarget: { value } }) => change({ zone: value })}
					required
				/>
				<datalist id="zones">
					{Intl.supportedValuesOf("timeZone").map((zone) => (
						<option key={zone} value={zone} />
					))}
				</datalist>
			</label>
			<fieldset>
				<legend>{texts.openingHours}</legend>
				<p class="hint">{texts.openingHint}</p>
				<div class="hours">
					{formats.weekdays.map((day, index) => (
						<label key={day}>
							{day}
							<input
								value={hoursText(draft, index)}
								pattern="(\s*\d\d:\d\d\s*-\s*\d\d:\d\d\s*(,|$))*"
								placeholder="10:00-17:00"
								onChange={({ currentTarget: { value } }) => change({ opening_hours: withHours(draft, index, value) })}
							/>
						</label>
					))}
				</div>
			</fieldset>
			<Rows
				title={texts.goals}
				rows={draft.goals}
				columns={[
					{ name: "name", text: texts.name },
					{
						name: "kind",
						text: texts.kind,
						choices: { target: texts.target, screen: texts.screen, action: texts.action },
					},
					{ name: "element", text: texts.element },
				]}
				empty={{ name: "", kind: "target", element: "" }}
				onChange={(goals) => change({ goals })}
			/>
			<Rows
				title={texts.notes}
				rows={draft.notes}
				columns={[
					{ name: "date", text: texts.date, type: "date" },
					{ name: "text", text: texts.text },
				]}
				empty={{ date: "", text: "" }}
				onChange={(notes) => change({ notes })}
			/>
			<Rows
				title={texts.excludedRanges}
				rows={draft.excluded}
				columns={[
					{ name: "from", text: texts.from, type: "date" },
					{ name: "to", text: texts.to, type: "date" },
					{ name: "reason", text: texts.reason },
				]}
				empty={{ from: "", to: "", reason: "" }}
				onChange={(excluded) => change({ excluded })}
			/>
			<label class="check">
				<input
					type="checkbox"
					checked={draft.count_faulty}
					onChange={({ currentTarget: { checked } }) => change({ count_faulty: checked })}
				/>
				{texts.countFaulty}
			</label>
		</form>
	);
}

function hoursText({ opening_hours: week }: OwnerSettings, day: number): string {
	return (week[day] ?? []).map(({ from, to }) => `${from}-${to}`).join(", ");
}

/** The week with one day's hours as they were written; a week without any is none. */
function withHours({ opening_hours: week }: OwnerSettings, day: number, text: string): OwnerSettings["opening_hours"] {
	const hours = [...text.matchAll(/(\d\d:\d\d)\s*-\s*(\d\d:\d\d)/g)].map(([, from = "", to = ""]) => ({ from, to }));
	const changed = formats.weekdays.map((_, index) => (index === day ? hours : (week[index] ?? [])));
	return changed.every((each) => each.length === 0) ? [] : changed;
}
