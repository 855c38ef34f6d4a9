import { useEffect, useState } from "preact/hooks";
import { follow } from "../../address.ts";
import { formatClock, formatSeconds, formatTime, texts } from "../../language.ts";
import { chosenZone, kiosks } from "../../selection.ts";
import { useRequest } from "../../use-request.ts";

/** A session as the list gives it. */
export interface SessionRow {
	readonly id: number;
	readonly consumer_id: number | null;
	readonly started_at: string;
	readonly stopped_at: string | null;
	readonly events: number;
	readonly duration_ms: number;
	readonly stop_reason: string | null;
}

interface EventRow {
	readonly id: number;
	readonly time: string;
	readonly action: string;
	readonly data: unknown;
}

/** Events of one session that are shown. */
const MOST_EVENTS = 1000;

/** Milliseconds that a replay waits between two touches at most. */
const LONGEST_WAIT_MS = 2000;

/** One session, event by event, and replayed touch by touch. */
export function Timeline({ id }: { readonly id: string }) {
	const zone = chosenZone();
	const session = useRequest<{ sessions: SessionRow[] }>("sessions", { session: id }).answer?.sessions[0];
	const { answer, error } = useRequest<{ events: EventRow[] }>("events", {
		session: id,
		sort: "time",
		limit: `${MOST_EVENTS}`,
	});
	const events = answer?.events ?? [];
	const [shown, setShown] = useState<number | undefined>(undefined);
	useEffect(() => {
		if (shown === undefined) return;
		const [now, next] = [events[shown], events[shown + 1]];
		if (now === undefined || next === undefined) return;
		const waitMs = Math.min(LONGEST_WAIT_MS, Math.max(0, Date.parse(next.time) - Date.parse(now.time)));
		const timer = setTimeout(() => setShown(shown + 1), waitMs);
		return () => clearTimeout(timer);
	}, [shown, events]);
	const kiosk = kiosks.value.find((each) => each.id === session?.consumer_id)?.name ?? "";
	return (
		<section class="panel wide">
			<header>
				<h2>{texts.timeline}</h2>
				<p class="hint">
					{session !== undefined &&
						`${kiosk} · ${formatTime(session.started_at, zone)} · ${formatSeconds(session.duration_ms / 1000)}`}
				</p>
				<div class="tools">
					<button type="button" onClick={() => setShown(0)} disabled={events.length === 0}>
						{texts.replay}
					</button>
					<a class="button" {...follow({ session: "" })}>
						{texts.back}
					</a>
				</div>
			</header>
			{error !== undefined && (
				<p class="problem" role="alert">
					{error.message}
				</p>
			)}
			<div class="replay">
				<Screen events={events} shown={shown} />
				<ol class="timeline">
					{events.map((event, index) => (
						<li key={event.id} class={index === shown ? "now" : undefined}>
							<time dateTime={event.time}>{formatClock(event.time, zone)}</time>
							<strong>{event.action}</strong>
							<span>{describe(event.data)}</span>
						</li>
					))}
				</ol>
			</div>
		</section>
	);
}

/** The outline of the screen with its touches; in a replay those so far. */
function Screen({ events, shown }: { readonly events: readonly EventRow[]; readonly shown: number | undefined }) {
	const taps = events.map(({ data }) => tapOf(data));
	const first = taps.find((tap) => tap !== undefined);
	if (first === undefined) return null;
	return (
		<svg viewBox={`0 0 ${first.width} ${first.height}`} class="outline" role="img" aria-label={texts.touches}>
			<rect width={first.width} height={first.height} />
			{taps.map((tap, index) =>
				tap === undefined || (shown !== undefined && index > shown) ? null : (
					<circle
						key={events[index]?.id}
						cx={(tap.x / tap.width) * first.width}
						cy={(tap.y / tap.height) * first.height}
						r={first.width / (index === shown ? 40 : 90)}
						class={index === shown ? "now" : undefined}
					/>
				),
			)}
		</svg>
	);
}

function tapOf(data: unknown): { x: number; y: number; width: number; height: number } | undefined {
	if (typeof data !== "object" || data === null) return undefined;
	const { clickX: x, clickY: y, viewportWidth: width, viewportHeight: height } = data as Record<string, unknown>;
	if (typeof x !== "number" || typeof y !== "number") return undefined;
	if (typeof width !== "number" || typeof height !== "number" || width <= 0 || height <= 0) return undefined;
	return { x, y, width, height };
}

/** Characters of an event's data that are shown. */
const SHOWN_CHARACTERS = 300;

function describe(data: unknown): string {
	if (typeof data !== "object" || data === null) return `${data ?? ""}`.slice(0, SHOWN_CHARACTERS);
	const { target, screen, ...rest } = data as Record<string, unknown>;
	const known = [target, screen].filter((name) => name !== undefined).map(String);
	return (known.length > 0 ? known.join(" · ") : JSON.stringify(rest)).slice(0, SHOWN_CHARACTERS);
}
