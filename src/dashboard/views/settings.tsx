import { OwnerForm } from "./settings/owner-form.tsx";
import { SharedLinks } from "./settings/shared-links.tsx";

/** What the owner sets, and whom the dashboard is shown to. */
export default function SettingsView() {
	return (
		<>
			<OwnerForm />
			<div class="panels below">
				<SharedLinks />
			</div>
		</>
	);
}
