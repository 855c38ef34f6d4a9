import { texts } from "../../language.ts";
import type { Draft } from "../../owner.ts";
import { CheckedInput } from "./checked-input.tsx";
import { KnownNames, knownNamesId } from "./known-names.tsx";
import { OpeningHours } from "./opening-hours.tsx";
import { Rows } from "./rows.tsx";

/** What a panel of the settings shows and changes a part of. */
interface Matter {
	readonly written: Draft;
	readonly problems: ReadonlyMap<string, string>;
	/** Whether what is wrong is told while one writes. */
	readonly eager: boolean;
	readonly change: (part: Partial<Draft>) => void;
}

/** Whose days and hours count, and which of them it is open. */
export function TimePanel({ written, problems, eager, change }: Matter) {
	return (
		<section class="panel">
			<header>
				<h2>{texts.timeAndHours}</h2>
			</header>
			<CheckedInput
				label={texts.zone}
				value={written.zone}
				list="zones"
				problem={problems.get("zone")}
				eager={eager}
				onWrite={(zone) => change({ zone })}
			/>
			<datalist id="zones">
				{Intl.supportedValuesOf("timeZone").map((zone) => (
					<option key={zone} value={zone} />
				))}
			</datalist>
			<OpeningHours
				hours={written.hours}
				problems={problems}
				eager={eager}
				onChange={(hours) => change({ hours: [...hours] })}
			/>
		</section>
	);
}

export function GoalsPanel({ written: { goals }, change, ...checks }: Matter) {
	const kinds = [...new Set(goals.map(({ kind }) => kind))];
	return (
		<section class="panel">
			<header>
				<h2>{texts.goals}</h2>
				<p class="hint">{texts.goalsHint}</p>
			</header>
			<Rows
				title={texts.goals}
				list="goals"
				rows={goals}
				columns={[
					{ name: "name", text: texts.name },
					{
						name: "kind",
						text: texts.kind,
						choices: { target: texts.target, screen: texts.screen, action: texts.action },
					},
					{ name: "element", text: texts.element, known: ({ kind }) => knownNamesId(kind) },
				]}
				empty={{ name: "", kind: "target", element: "" }}
				onChange={(changed) => change({ goals: changed })}
				{...checks}
			/>
			{kinds.map((kind) => (
				<KnownNames key={kind} kind={kind} />
			))}
		</section>
	);
}

export function NotesPanel({ written: { notes }, change, ...checks }: Matter) {
	return (
		<section class="panel">
			<header>
				<h2>{texts.notes}</h2>
				<p class="hint">{texts.notesHint}</p>
			</header>
			<Rows
				title={texts.notes}
				list="notes"
				rows={notes}
				columns={[
					{ name: "date", text: texts.date, type: "date" },
					{ name: "text", text: texts.text },
				]}
				empty={{ date: "", text: "" }}
				onChange={(changed) => change({ notes: changed })}
				{...checks}
			/>
		</section>
	);
}

export function LeftOutPanel({ written: { excluded, count_faulty: countFaulty }, change, ...checks }: Matter) {
	return (
		<section class="panel">
			<header>
				<h2>{texts.leftOutRanges}</h2>
				<p class="hint">{texts.leftOutHint}</p>
			</header>
			<Rows
				title={texts.excludedRanges}
				list="excluded"
				rows={excluded}
				columns={[
					{ name: "from", text: texts.from, type: "date" },
					{ name: "to", text: texts.to, type: "date" },
					{ name: "reason", text: texts.reason },
				]}
				empty={{ from: "", to: "", reason: "" }}
				onChange={(changed) => change({ excluded: changed })}
				{...checks}
			/>
			<label class="check">
				<input
					type="checkbox"
					checked={countFaulty}
					onChange={({ currentTarget: { checked } }) => change({ count_faulty: checked })}
				/>
				{texts.countFaulty}
			</label>
		</section>
	);
}
