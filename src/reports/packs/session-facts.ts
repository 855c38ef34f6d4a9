/** What reports need to know of one session. Texts are numbers of {@link Terms}; 0 is none. */
export interface SessionFacts {
	readonly id: number;
	readonly startedAt: number;
	/**
	 * Milliseconds between its start and when the last sign of it was received, {@link MOST_HEARD_MS} at most; a clock that
	 * is ahead may have put its start behind that: {@link FLAGS}.
	 */
	readonly heardMs: number;
	/** From its first to its last event, in whole seconds, {@link MOST_DWELL_SECONDS} at most. */
	readonly dwellSeconds: number;
	readonly events: number;
	readonly misses: number;
	readonly bursts: number;
	/** Different targets. */
	readonly targets: number;
	/** Of {@link FLAGS}. */
	readonly flags: number;
	readonly language: number;
	/** Why it was stopped; 0 where nobody stopped it. */
	readonly ending: number;
	readonly trail: Trail;
	readonly points: readonly Point[];
}

/** A session that is heard of for longer (49 days) is packed when it is over: whether it is open follows from this. */
export const MOST_HEARD_MS = 2 ** 32 - 1;

/** Longer (136 years) only by a clock that was wrong. */
export const MOST_DWELL_SECONDS = 2 ** 32 - 1;

/** What a session is beside its figures, as bits; `ahead` where its start lies behind the last sign of it. */
export const FLAGS = { test: 1, faulty: 2, corrected: 4, ahead: 8 } as const;

/** A session that counts unless asked otherwise. */
export const ORDINARY_MASK = FLAGS.test | FLAGS.faulty;

/** A session's events in the order of their times. */
export interface Trail {
	/** The screen that the session began on. */
	readonly screen: number;
	/** Milliseconds since the session's start, which a clock that was set may make negative. */
	readonly at: readonly number[];
	readonly actions: readonly number[];
	/** The target, or of an event `screen` the screen that is shown. */
	readonly names: readonly number[];
	/** Of a tap, bits of {@link TAP}; of media, the percent that were reached, and 1; else 0. */
	readonly extras: readonly number[];
}

/** What a tap is, as bits. */
export const TAP = { miss: 1, burst: 2 } as const;

/** Where a viewport was touched. */
export interface Point {
	/** The screen or page with its viewport. */
	readonly place: number;
	/** From 0 to {@link POINT_STEPS} - 1, of the viewport's width and height. */
	readonly x: number;
	readonly y: number;
	/** Bits of {@link TAP}. */
	readonly tap: number;
}

/** As fine as a touch is placed: finer than a finger on any screen. */
export const POINT_STEPS = 1024;
