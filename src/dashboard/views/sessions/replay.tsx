import { fill } from "../../../figures/texts/texts.ts";
import type { Session } from "../../../model/reports/session-answers.ts";
import { formatClock, formatNumber, formatSeconds, texts } from "../../language.ts";
import { describeEvent } from "./describe-event.ts";
import { Screen } from "./screen.tsx";
import type { Section } from "./sections.ts";
import { LONGEST_WAIT_MS, type Replay, SPEEDS } from "./use-replay.ts";

/** A session's touches on the outline of the screen, as they came, and what starts, stops and moves them. */
export function ReplayPanel(props: {
	readonly session: Session;
	readonly sections: readonly Section[];
	readonly replay: Replay;
	readonly zone: string;
}) {
	const { session, sections, replay, zone } = props;
	const { recorded: events, pictures } = session;
	const { at, isPlaying, speed } = replay;
	const event = events[at];
	if (event === undefined) return null;
	const last = events.length - 1;
	return (
		<div class="replay" role="group" aria-label={texts.replay}>
			<Screen events={events} sections={sections} pictures={pictures} consumer={session.consumer} at={at} />
			<input
				type="range"
				min={0}
				max={last}
				value={at}
				aria-label={texts.event}
				aria-valuetext={`${fill(texts.eventOf, formatNumber(at + 1), formatNumber(events.length))}: ${formatClock(event.time, zone)} ${describeEvent(event)}`}
				onInput={({ currentTarget }) => replay.seek(Number(currentTarget.value))}
			/>
			<div class="controls">
				<button type="button" class="play" onClick={isPlaying ? replay.pause : replay.play} disabled={last === 0}>
					<span aria-hidden="true">{isPlaying ? "❚❚" : "▶"}</span> {isPlaying ? texts.pause : texts.play}
				</button>
				<div class="tabs" role="group" aria-label={texts.speed}>
					{SPEEDS.map((each) => (
						<button
							type="button"
							class="plain"
							key={each}
							aria-pressed={each === speed}
							onClick={() => replay.setSpeed(each)}
						>
							{each}×
						</button>
					))}
					<button type="button" class="plain" onClick={() => replay.seek(last)}>
						{texts.atOnce}
					</button>
				</div>
				<span class="hint">{fill(texts.eventOf, formatNumber(at + 1), formatNumber(events.length))}</span>
			</div>
			{replay.isShortened && <p class="hint">{fill(texts.shortened, formatSeconds(LONGEST_WAIT_MS / 1000))}</p>}
		</div>
	);
}
