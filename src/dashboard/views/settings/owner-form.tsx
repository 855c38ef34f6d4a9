import { useState } from "preact/hooks";
import { post } from "../../api.ts";
import { texts } from "../../language.ts";
import { DEFAULT_SETTINGS, type OwnerSettings } from "../../owner.ts";
import { settings } from "../../selection.ts";
import { OpeningHours } from "./opening-hours.tsx";
import { Rows } from "./rows.tsx";

/** What the owner tells the reports: a panel for each matter, saved together. */
export function OwnerForm() {
	const [draft, setDraft] = useState<OwnerSettings>(settings.value ?? DEFAULT_SETTINGS);
	const [told, setTold] = useState("");
	const saved = settings.value ?? DEFAULT_SETTINGS;
	const isChanged = JSON.stringify(draft) !== JSON.stringify(saved);
	const change = (part: Partial<OwnerSettings>) => {
		setDraft({ ...draft, ...part });
		setTold("");
	};
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
			class="panels settings"
			onSubmit={(event) => {
				event.preventDefault();
				void save();
			}}
		>
			<section class="panel">
				<header>
					<h2>{texts.timeAndHours}</h2>
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
				<OpeningHours week={draft.opening_hours} onChange={(week) => change({ opening_hours: week })} />
			</section>
			<section class="panel">
				<header>
					<h2>{texts.goals}</h2>
					<p class="hint">{texts.goalsHint}</p>
				</header>
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
			</section>
			<section class="panel">
				<header>
					<h2>{texts.notes}</h2>
					<p class="hint">{texts.notesHint}</p>
				</header>
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
			</section>
			<section class="panel">
				<header>
					<h2>{texts.leftOutRanges}</h2>
					<p class="hint">{texts.leftOutHint}</p>
				</header>
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
			</section>
			<div class={isChanged || told !== "" ? "unsaved" : "hidden"}>
				<span role="status">{told === "" ? texts.unsaved : told}</span>
				<div class="tools">
					<button type="button" disabled={!isChanged} onClick={() => setDraft(saved)}>
						{texts.discard}
					</button>
					<button type="submit" disabled={!isChanged}>
						{texts.saveSettings}
					</button>
				</div>
			</div>
		</form>
	);
}
