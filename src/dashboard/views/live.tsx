import { formatClock, texts } from "../language.ts";
import { chosenZone, kiosks } from "../selection.ts";
import { type Touch, useLive } from "./live/use-live.ts";

/** What happens now. */
export default function LiveView() {
	const { touches, connected } = useLive();
	const zone = chosenZone();
	const open = kiosks.value.reduce((sum, kiosk) => sum + kiosk.open_sessions, 0);
	const last = new Map<number | null, Touch>();
	for (const touch of touches.toReversed()) last.set(touch.consumer_id, touch);
	return (
		<div class="panels">
			<section class="panel wide">
				<header>
					<h2>{texts.live}</h2>
					<p class="hint" role="status">
						{connected ? `${texts.openNow}: ${open}` : texts.unreachable}
					</p>
				</header>
				<ul class="pulses">
					{kiosks.value.map(({ id, name, open_sessions: sessions, sessions_today: today }) => {
						const touch = last.get(id);
						return (
							<li key={id}>
								<span key={touch?.id} class={touch === undefined ? "dot" : "dot beat"} />
								<strong>{name}</strong>
								<span class="hint">
									{texts.openNow}: {sessions} · {texts.sessionsToday}: {today}
								</span>
							</li>
						);
					})}
				</ul>
			</section>
			<section class="panel wide">
				<header>
					<h2>{texts.lastTouches}</h2>
				</header>
				{touches.length === 0 && <p class="nothing">{texts.waiting}</p>}
				<ol class="timeline">
					{touches.map(({ id, time, action, target, consumer_id }) => (
						<li key={id}>
							<time dateTime={time}>{formatClock(time, zone)}</time>
							<strong>{action}</strong>
							<span>{target ?? ""}</span>
							<span class="hint">{kiosks.value.find((kiosk) => kiosk.id === consumer_id)?.name}</span>
						</li>
					))}
				</ol>
			</section>
		</div>
	);
}
