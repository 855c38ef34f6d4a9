import { formatNumber, formats, texts } from "../language.ts";
import { chosenZone, nameOfKiosk } from "../selection.ts";
import { KioskRow } from "./live/kiosk-row.tsx";
import { LastTouches } from "./live/last-touches.tsx";
import type { LiveCard } from "./live/live-state.ts";
import { SessionCard } from "./live/session-card.tsx";
import { useLive } from "./live/use-live.ts";

/** Sessions that are shown. */
const SHOWN_SESSIONS = 48;

/** What happens now. */
export default function LiveView() {
	const live = useLive();
	const { cards, touches, connected, now } = live;
	const shown = inPlace([...cards.values()]);
	const open = shown.filter(({ over }) => over === undefined).length;
	return (
		<div class="live">
			<section class="panel wide">
				<header>
					<h2>{texts.kiosks}</h2>
					<p class={connected === false ? "hint lost" : "hint"} role="status">
						{connected === false ? texts.connectionLost : connected === undefined ? `${texts.loading} …` : ""}
					</p>
				</header>
				<KioskRow {...live} />
			</section>
			<section class="panel wide" aria-busy={connected === undefined}>
				<header>
					<h2>{texts.openSessions}</h2>
					<p class="hint">{connected !== undefined && formatNumber(open)}</p>
				</header>
				{connected === undefined && <p class="skeleton">{texts.loading}</p>}
				{connected !== undefined && shown.length === 0 && <p class="nothing">{texts.nobodyNow}</p>}
				<ul class={connected === false ? "cards stale" : "cards"}>
					{shown.slice(0, SHOWN_SESSIONS).map((card) => (
						<SessionCard key={card.id} card={card} now={now} />
					))}
				</ul>
				{shown.length > SHOWN_SESSIONS && (
					<p class="hint">{formats.formatCount(texts.moreOpen, shown.length - SHOWN_SESSIONS)}</p>
				)}
			</section>
			<section class="panel wide">
				<header>
					<h2>{texts.lastTouches}</h2>
				</header>
				<LastTouches touches={touches} zone={chosenZone()} now={now} />
			</section>
		</div>
	);
}

/** By kiosk, so that a card stays where it is while others come and go. */
function inPlace(cards: readonly LiveCard[]): LiveCard[] {
	return cards.toSorted(
		(one, other) =>
			nameOfKiosk(one.consumer_id).localeCompare(nameOfKiosk(other.consumer_id)) ||
			(one.started_at < other.started_at ? -1 : 1) ||
			one.id - other.id,
	);
}
