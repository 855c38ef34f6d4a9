import { useRef, useState } from "preact/hooks";
import { post } from "../../api.ts";
import { texts } from "../../language.ts";
import { type Draft, draft, type OwnerSettings } from "../../owner.ts";
import { settings } from "../../selection.ts";
import { draftOf, isChanged, problemsOf, settingsOf } from "./draft.ts";
import { GoalsPanel, LeftOutPanel, NotesPanel, TimePanel } from "./matters.tsx";
import { SaveBar } from "./save-bar.tsx";

/** What the owner tells the reports: a panel for each matter, saved together. */
export function OwnerForm({ saved }: { readonly saved: OwnerSettings }) {
	const form = useRef<HTMLFormElement>(null);
	const [told, setTold] = useState("");
	const [refused, setRefused] = useState(false);
	const written = draft.value ?? draftOf(saved);
	const change = (part: Partial<Draft>) => {
		const changed = { ...written, ...part };
		draft.value = isChanged(changed, saved) ? changed : undefined;
		setTold("");
	};
	const save = async () => {
		const wrong = problemsOf(written, true);
		setRefused(wrong.size > 0);
		if (wrong.size > 0) {
			setTold(texts.notSaved);
			// Marked with what is drawn next.
			requestAnimationFrame(() => form.current?.querySelector<HTMLElement>("[aria-invalid=true]")?.focus());
			return;
		}
		const next = settingsOf(written);
		try {
			await post("dashboard/settings", { settings: next });
			settings.value = next;
			// What was written meanwhile is not saved.
			const later = draft.value;
			draft.value = later === undefined || later === written || !isChanged(later, next) ? undefined : later;
			setTold(texts.saved);
		} catch (error) {
			setTold(error instanceof Error ? error.message : texts.failed);
		}
	};
	const discard = () => {
		draft.value = undefined;
		setTold("");
		setRefused(false);
	};
	const matter = { written, change, eager: refused, problems: problemsOf(written, refused) };
	return (
		<form
			ref={form}
			class="panels settings"
			noValidate
			onSubmit={(event) => {
				event.preventDefault();
				void save();
			}}
		>
			<TimePanel {...matter} />
			<GoalsPanel {...matter} />
			<NotesPanel {...matter} />
			<LeftOutPanel {...matter} />
			<SaveBar told={told} canSave={draft.value !== undefined} onDiscard={discard} />
		</form>
	);
}
