import type { LiveTouch } from "../../../model/reports/live.ts";
import { formatClock, formatTime, texts } from "../../language.ts";
import { nameOfKiosk } from "../../selection.ts";

/** Touches that are shown. */
const SHOWN_TOUCHES = 30;

/** Milliseconds after which a time of the day alone says too little. */
const LONG_AGO_MS = 12 * 3_600_000;

/** The last touches at any kiosk, the newest on top; also those from before the page was opened. */
export function LastTouches(props: {
	readonly touches: readonly LiveTouch[];
	readonly zone: string;
	readonly now: number;
}) {
	const { touches, zone, now } = props;
	const format = (time: string) => (now - Date.parse(time) > LONG_AGO_MS ? formatTime : formatClock)(time, zone);
	if (touches.length === 0) return <p class="nothing">{texts.waitingForTouch}</p>;
	return (
		<ol class="last-touches">
			{touches.slice(0, SHOWN_TOUCHES).map(({ id, time, action, target, screen, consumer_id: consumer, miss }) => (
				<li key={id}>
					<time dateTime={time}>{format(time)}</time>
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
