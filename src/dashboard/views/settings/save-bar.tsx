import { texts } from "../../language.ts";

/** What saves the settings; it is there while there is something to save, or to tell of it. */
export function SaveBar(props: { readonly told: string; readonly canSave: boolean; readonly onDiscard: () => void }) {
	const { told, canSave, onDiscard } = props;
	return (
		<div class={canSave || told !== "" ? "unsaved" : "hidden"}>
			<span role="status">{told !== "" ? told : canSave ? texts.unsaved : ""}</span>
			<div class="tools">
				<button type="button" disabled={!canSave} onClick={onDiscard}>
					{texts.discard}
				</button>
				<button type="submit" disabled={!canSave}>
					{texts.saveSettings}
				</button>
			</div>
		</div>
	);
}
