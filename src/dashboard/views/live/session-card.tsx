import { endingName } from "../../../figures/tables/dwell-table.ts";
import { follow } from "../../address.ts";
import { formatNumber, formatSeconds, texts } from "../../language.ts";
import { nameOfKiosk } from "../../selection.ts";
import type { LiveCard } from "./live-state.ts";

/** A session that goes on: where, for how long, and what was touched last. */
export function SessionCard({ card, now }: { readonly card: LiveCard; readonly now: number }) {
	const { id, consumer_id: consumer, started_at: startedAt, language, test, events, targets, touch, over } = card;
	const seconds = Math.max(0, Math.round(((over?.at ?? now) - Date.parse(startedAt)) / 1000));
	return (
		<li class={over === undefined ? "card" : "card over"}>
			<header>
				<span class="dot" aria-hidden="true">
					{touch !== undefined && <span key={touch.id} class={touch.miss ? "beat miss" : "beat"} />}
				</span>
				<a class="name" {...follow({ view: "sessions", session: `${id}` })}>
					{nameOfKiosk(consumer)}
				</a>
				{test && <span class="badge">{texts.trial}</span>}
				{language !== null && <span class="badge">{language}</span>}
			</header>
			<p class="numbers">
				<strong>{formatSeconds(seconds)}</strong>
				<span class="hint name">
					{over === undefined
						? `${texts.events}: ${formatNumber(events)}`
						: `${texts.ending}: ${endingName(over.reason ?? "stopped", texts)}`}
				</span>
			</p>
			{/* The last one first: of the others, those are seen that there is place for. */}
			<ol class="trail" aria-label={texts.target} reversed>
				{targets.toReversed().map((target, index) => (
					<li key={index === 0 ? `${touch?.id} ${target}` : index}>{target}</li>
				))}
			</ol>
		</li>
	);
}
