/** A session that is open, as `GET /live` tells of it. */
export interface LiveSession {
	readonly id: number;
	readonly consumer_id: number | null;
	readonly started_at: string;
	readonly language: string | null;
	readonly test: boolean;
	/** How many it has by now. */
	readonly events: number;
	/** The targets that it touched last, the oldest first. */
	readonly targets: readonly string[];
}

/** An event, as it was stored. */
export interface LiveTouch {
	readonly id: number;
	/** Null where an event of 2017 has none. */
	readonly session_id: number | null;
	readonly consumer_id: number | null;
	readonly time: string;
	readonly action: string;
	readonly target: string | null;
	/** The screen that it tells of, else the page's address. */
	readonly screen: string | null;
	/** Where the viewport was touched, in CSS pixels. */
	readonly x: number | null;
	readonly y: number | null;
	readonly viewport: { readonly width: number; readonly height: number } | null;
	/** Whether it was a touch on nothing. */
	readonly miss: boolean;
}

/** A session that is over. */
export interface LiveStop {
	readonly id: number;
	readonly consumer_id: number | null;
	/** As the client gave it; `timeout` where nobody stopped it. */
	readonly reason: string | null;
	/** Null where it was deleted. */
	readonly stopped_at: string | null;
}

/** What is open when a stream begins, or goes on after a break: {@link MOST_LIVE_SESSIONS} at most, the oldest first. */
export interface LiveOpen {
	readonly sessions: readonly LiveSession[];
	/** The last events before, the oldest first; none after a break: those that were missed are told of one by one. */
	readonly touches: readonly LiveTouch[];
}

/** Events before a stream began that are looked through for what its `open` tells of. */
export const MOST_LIVE_BEFORE = 50;

/** Open sessions that are told of at most, the last ones to begin. */
export const MOST_LIVE_SESSIONS = 1000;

/** Targets of an open session that are told of at most. */
const LIVE_TARGETS = 5;

/** An event on a target, as far as it matters here. */
type Touch = Pick<LiveTouch, "action" | "target">;

/** A session's last targets with one more event. A screen that is shown is no touch, and one target twice is one. */
export function addTarget(targets: readonly string[], { action, target }: Touch): readonly string[] {
	if (target === null || action === "screen" || target === targets.at(-1)) return targets;
	return [...targets, target].slice(-LIVE_TARGETS);
}
