/** What is counted of an action, a target, a screen or media; times are sums of milliseconds. */
export interface ElementCounts {
	events: number;
	sessions: number;
	/** Sessions that came to it before any other of its kind, and last. */
	first: number;
	last: number;
	/** Time until the next event that is no `screen` (on a screen: until the next screen), and how often there was one. */
	holdMs: number;
	holds: number;
	misses: number;
	bursts: number;
	/** From the session's start until it came to it. */
	untilMs: number;
	/** Sessions that reached a quarter, half, three quarters and 95% of the media. */
	reached25: number;
	reached50: number;
	reached75: number;
	reached95: number;
}

export const COUNTS = [
	...["events", "sessions", "first", "last", "holdMs", "holds", "misses", "bursts", "untilMs"],
	...["reached25", "reached50", "reached75", "reached95"],
] as readonly (keyof ElementCounts)[];

/** Of what nobody came to yet. */
export function noCounts(): ElementCounts {
	return {
		events: 0,
		sessions: 0,
		first: 0,
		last: 0,
		holdMs: 0,
		holds: 0,
		misses: 0,
		bursts: 0,
		untilMs: 0,
		reached25: 0,
		reached50: 0,
		reached75: 0,
		reached95: 0,
	};
}
