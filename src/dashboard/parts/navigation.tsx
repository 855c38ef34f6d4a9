import { follow } from "../address.ts";
import { isShared } from "../api.ts";
import { texts } from "../language.ts";
import { openViews, shownView } from "../rights.ts";

/** The views, and where one is. */
export function Navigation() {
	return (
		<nav aria-label={texts.views}>
			<span class="brand">Microticks</span>
			{isShared && <span class="badge">{texts.sharedView}</span>}
			{openViews.value.map((name) => (
				<a
					key={name}
					{...follow({ view: name === "overview" ? "" : name, session: "" })}
					aria-current={shownView.value === name ? "page" : undefined}
				>
					{texts[name]}
				</a>
			))}
		</nav>
	);
}
