import { useEffect, useRef } from "preact/hooks";
import { follow } from "../address.ts";
import { isShared } from "../api.ts";
import { texts } from "../language.ts";
import { draft } from "../owner.ts";
import { openViews, shownView } from "../rights.ts";

/** The views, and where one is. */
export function Navigation() {
	const frame = useRef<HTMLElement>(null);
	const chosen = shownView.value;
	// Where not all have place, the one that is shown is in sight.
	useEffect(() => {
		frame.current?.querySelector("[aria-current]")?.scrollIntoView({ block: "nearest", inline: "center" });
	}, [chosen]);
	return (
		<nav ref={frame} aria-label={texts.views}>
			<span class="brand">Microticks</span>
			{isShared && <span class="badge">{texts.sharedView}</span>}
			{openViews.value.map((name) => (
				<a
					key={name}
					{...follow({ view: name === "overview" ? "" : name, session: "" })}
					aria-current={chosen === name ? "page" : undefined}
				>
					{texts[name]}
					{name === "settings" && draft.value !== undefined && (
						<span class="mark" title={texts.unsaved}>
							<span class="hidden">{` (${texts.unsaved})`}</span>
						</span>
					)}
				</a>
			))}
		</nav>
	);
}
