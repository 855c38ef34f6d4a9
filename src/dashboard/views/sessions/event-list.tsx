import { useEffect, useRef } from "preact/hooks";
import { fill } from "../../../figures/texts/texts.ts";
import { formatClock, formatSeconds, texts } from "../../language.ts";
import { playedText, restOf } from "./describe-event.ts";
import type { PlacedEvent, Section } from "./sections.ts";
import type { Replay } from "./use-replay.ts";

/** Milliseconds without an event from which on they are a gap: the visitor looked, read, or was away. */
const GAP_MS = 10_000;

/** A session event by event, a section for each screen. */
export function EventList(props: {
	readonly sections: readonly Section[];
	readonly replay: Replay;
	readonly zone: string;
}) {
	const { sections, replay, zone } = props;
	const frame = useRef<HTMLDivElement>(null);
	// The list goes along with the replay, and the page stays where it is.
	useEffect(() => {
		const list = frame.current;
		const now = list?.querySelector<HTMLElement>("[aria-current]");
		if (list === null || now === null || now === undefined) return;
		const [top, bottom] = [now.offsetTop, now.offsetTop + now.offsetHeight];
		if (top < list.scrollTop + SIGHT || bottom > list.scrollTop + list.clientHeight - SIGHT) {
			list.scrollTop = top - list.clientHeight / 2;
		}
	}, [replay.at]);
	return (
		// biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard.
		<div class="event-list" ref={frame} tabIndex={0} role="region" aria-label={texts.events}>
			{sections.map(({ screen, shownBy, startedAt, endedAt, events }, index) => (
				<section key={index}>
					{screen !== null && (
						<h3 aria-current={shownBy === replay.at ? "step" : undefined}>
							<Moment
								time={startedAt}
								zone={zone}
								seek={shownBy === undefined ? undefined : () => replay.seek(shownBy)}
							/>
							<span class="name">{screen}</span>
							<span class="hint">{formatSeconds((Date.parse(endedAt) - Date.parse(startedAt)) / 1000)}</span>
						</h3>
					)}
					<ol>
						{events.map((placed) => (
							<EventItem
								key={placed.event.id}
								placed={placed}
								zone={zone}
								isNow={placed.index === replay.at}
								seek={() => replay.seek(placed.index)}
							/>
						))}
					</ol>
				</section>
			))}
		</div>
	);
}

/** Pixels at the edges of the list in which an event is as good as hidden. */
const SIGHT = 40;

function EventItem(props: {
	readonly placed: PlacedEvent;
	readonly zone: string;
	readonly isNow: boolean;
	readonly seek: () => void;
}) {
	const { zone, isNow, seek } = props;
	const { event, sinceMs } = props.placed;
	const { time, action, target, miss, burst, played, data } = event;
	const rest = restOf(data);
	const isGap = sinceMs !== undefined && sinceMs >= GAP_MS;
	return (
		<>
			{isGap && <li class="gap">{fill(texts.gap, formatSeconds(sinceMs / 1000))}</li>}
			<li class={miss ? "event miss" : burst ? "event burst" : "event"} aria-current={isNow ? "step" : undefined}>
				<Moment time={time} zone={zone} seek={seek} />
				<span class="since">{sinceMs === undefined || isGap ? "" : `+${formatSeconds(sinceMs / 1000)}`}</span>
				<span class="what">
					{target !== null && <strong class="name">{target}</strong>}
					{(action !== "click" || target === null) && <span class="action">{action}</span>}
					{played !== null && <Played percent={played} />}
					{miss && <span class="badge bad">{texts.miss}</span>}
					{burst && <span class="badge bad">{texts.burst}</span>}
					{rest !== "" && <span class="rest">{rest}</span>}
				</span>
			</li>
		</>
	);
}

/** When it was; a click leads the replay there. By the keyboard, the slider does. */
function Moment(props: { readonly time: string; readonly zone: string; readonly seek: (() => void) | undefined }) {
	const { time, zone, seek } = props;
	const text = <time dateTime={time}>{formatClock(time, zone)}</time>;
	if (seek === undefined) return text;
	return (
		<button type="button" class="plain moment" tabIndex={-1} onClick={seek}>
			{text}
		</button>
	);
}

function Played({ percent }: { readonly percent: number }) {
	return (
		<span class="played">
			<span class="track" aria-hidden="true">
				<span style={{ width: `${percent}%` }} />
			</span>
			{playedText(percent)}
		</span>
	);
}
