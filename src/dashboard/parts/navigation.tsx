import { follow, VIEWS, view } from "../address.ts";
import { texts } from "../language.ts";

/** The views, and where one is. */
export function Navigation() {
	return (
		<nav aria-label={texts.views}>
			<span class="brand">Microticks</span>
			{VIEWS.map((name) => (
				<a
					key={name}
					{...follow({ view: name === "overview" ? "" : name, session: "" })}
					aria-current={view.value === name ? "page" : undefined}
				>
					{texts[name]}
				</a>
			))}
		</nav>
	);
}
