import type { LiveTouch } from "../../../model/reports/live.ts";
import { formatClock, texts } from "../../language.ts";
import { nameOfKiosk } from "../../selection.ts";

/** Touches that are shown. */
const SHOWN_TOUCHES = 30;

/** The last touches at any kiosk, the newest on top. */
export function LastTouches({ touches, zone }: { readonly touches: readonly LiveTouch[]; readonly zone: string }) {
	if (touches.length === 0) return <p class="nothing">{texts.waitingForTouch}</p>;
	return (
		<ol class="last-touches">
			{touches.slice(0, SHOWN_TOUCHES).map(({ id, time, action, target, screen, consumer_id: consumer, miss }) => (
				<li key={id}>
					<time dateTime={time}>{formatClock(time, zone)}</time>
					<span class="what">
						{target !== null && <strong class="name">{target}</strong>}
						{(action !== "click" || target === null) && <span class="action">{action}</span>}
						{miss && <span class="badge bad">{texts.miss}</span>}
					</span>
					<span class="hint name">{[screen, nameOfKiosk(consumer)].filter((part) => part !== null).join(" · ")}</span>
				</li>
			))}
		</ol>
	);
}
