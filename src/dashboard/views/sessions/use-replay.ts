import { useEffect, useState } from "preact/hooks";
import type { SessionEvent } from "../../../model/reports/session-answers.ts";

/** How fast a replay can go. */
export const SPEEDS = [1, 4] as const;
type Speed = (typeof SPEEDS)[number];

/** Milliseconds that a replay waits between two events at most: nobody looks at a screen on which nothing happens. */
export const LONGEST_WAIT_MS = 2000;

/** How a replay stands. */
export interface Replay {
	/** The event that is shown, with all before it. */
	readonly at: number;
	readonly isPlaying: boolean;
	readonly speed: Speed;
	/** Whether any wait is made shorter. */
	readonly isShortened: boolean;
	/** From the beginning, where it was at its end. */
	readonly play: () => void;
	readonly pause: () => void;
	readonly setSpeed: (speed: Speed) => void;
	/** Stops at an event. */
	readonly seek: (index: number) => void;
}

/** Replays events at their times. It begins at the end: then all is shown. */
export function useReplay(events: readonly SessionEvent[]): Replay {
	const last = Math.max(0, events.length - 1);
	// While the session goes on, its end is where the last event is.
	const [stopped, setStopped] = useState<number | undefined>(undefined);
	const [isPlaying, setPlaying] = useState(false);
	const [speed, setSpeed] = useState<Speed>(1);
	const at = Math.min(stopped ?? last, last);
	useEffect(() => {
		if (!isPlaying) return;
		if (at === last) {
			setPlaying(false);
			setStopped(undefined);
			return;
		}
		const waitMs = Math.min(LONGEST_WAIT_MS, waitBehind(events, at)) / speed;
		const timer = setTimeout(() => setStopped(at + 1), waitMs);
		return () => clearTimeout(timer);
	}, [isPlaying, at, last, speed]);
	return {
		at,
		isPlaying,
		speed,
		isShortened: events.some((_, index) => waitBehind(events, index) > LONGEST_WAIT_MS),
		play() {
			if (at === last) setStopped(0);
			setPlaying(true);
		},
		pause: () => setPlaying(false),
		setSpeed,
		seek(index) {
			setPlaying(false);
			setStopped(index >= last ? undefined : index);
		},
	};
}

/** Milliseconds from an event to the next one. */
function waitBehind(events: readonly SessionEvent[], index: number): number {
	const [now, next] = [events[index], events[index + 1]];
	return now === undefined || next === undefined ? 0 : Math.max(0, Date.parse(next.time) - Date.parse(now.time));
}
