import type { Instant } from "../time.ts";

/** A session as it is put into a file whole, with its events in the order of their times. */
export interface PastSession {
	/** Of the consumers, from 0 on. */
	readonly consumer: number;
	readonly startedAt: Instant;
	/** `undefined` where nobody stopped it. */
	readonly stoppedAt: Instant | undefined;
	readonly reason: string;
	readonly test: boolean;
	readonly data: string;
	readonly events: readonly PastEvent[];
}

/** One of its events; `data` is JSON. */
export interface PastEvent {
	readonly at: Instant;
	readonly action: string;
	readonly data: string;
}
