import { describeCounting } from "../../figures/counting.ts";
import { formats, texts } from "../language.ts";
import { look } from "../look.ts";
import { chosenRange } from "../range.ts";
import { shownView } from "../rights.ts";
import { chosenCounting, chosenKiosks, chosenZone, nameOfKiosk } from "../selection.ts";

/** What a view that is printed is about: on the screen, the filters say it. */
export function PrintHeading() {
	const zone = chosenZone();
	const { from, to } = chosenRange(zone);
	const chosen = chosenKiosks();
	const kiosks = chosen.length === 0 ? texts.allKiosks : chosen.map(nameOfKiosk).join(", ");
	return (
		<header class="print-heading">
			<h1>
				{texts[shownView.value]}, {formats.formatDates(from, to)}
			</h1>
			<p>{[kiosks, zone, ...describeCounting(chosenCounting(), look)].join(" · ")}</p>
		</header>
	);
}
