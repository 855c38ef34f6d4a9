import { settings } from "../selection.ts";
import { OwnerForm } from "./settings/owner-form.tsx";
import { SharedLinks } from "./settings/shared-links.tsx";

/** What the owner sets, and whom the dashboard is shown to. */
export default function SettingsView() {
	// Without what is set there is nothing to change: it would be lost.
	if (settings.value === undefined) return null;
	return (
		<>
			<OwnerForm saved={settings.value} />
			<div class="panels below">
				<SharedLinks />
			</div>
		</>
	);
}
