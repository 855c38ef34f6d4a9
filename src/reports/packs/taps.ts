/** Taps within so many pixels (sideways and up or down together) and milliseconds of the one before are one burst. */
const BURST = { pixels: 30, ms: 1000, taps: 3 } as const;

/** A screen that touches itself does so on one spot, at a steady rate, and often. */
const FAULT = { pixels: 3, taps: 10, drift: 0.1 } as const;

/** A touch, in CSS pixels of the viewport. */
interface Tap {
	readonly at: number;
	readonly x: number;
	readonly y: number;
}

/**
 * Looks at one session's taps in their order.
 *
 * Bursts are what PostHog calls a rage click: three clicks, each less than 30 px and 1 s from the one before, told at the
 * third (posthog-js, `rageclick.ts`).
 */
export class Taps {
	#previous: Tap | undefined;
	#inBurst = 0;
	#first: Tap | undefined;
	#interval = 0;
	#inRun = 0;
	#faulty = 0;
	#count = 0;

	/** @returns whether a burst is complete with it */
	add(tap: Tap): boolean {
		this.#count++;
		const previous = this.#previous;
		this.#previous = tap;
		const near =
			previous !== undefined &&
			Math.abs(tap.x - previous.x) + Math.abs(tap.y - previous.y) < BURST.pixels &&
			tap.at - previous.at < BURST.ms;
		this.#inBurst = near ? this.#inBurst + 1 : 1;
		this.#followRun(tap, previous);
		return this.#inBurst === BURST.taps;
	}

	/** Whether most of the taps came on one spot at near-constant intervals: a faulty screen, and nobody near. */
	get looksFaulty(): boolean {
		return this.#faulty * 2 > this.#count;
	}

	#followRun(tap: Tap, previous: Tap | undefined): void {
		const first = this.#first;
		const interval = previous === undefined ? 0 : tap.at - previous.at;
		const onSpot =
			first !== undefined && Math.abs(tap.x - first.x) <= FAULT.pixels && Math.abs(tap.y - first.y) <= FAULT.pixels;
		const steady = this.#inRun < 2 || Math.abs(interval - this.#interval) <= this.#interval * FAULT.drift;
		if (!onSpot || !steady || interval <= 0) {
			this.#first = tap;
			this.#inRun = 1;
			return;
		}
		if (this.#inRun === 1) this.#interval = interval;
		this.#inRun++;
		// The tenth tells that the nine before it were no visitor's either.
		if (this.#inRun === FAULT.taps) this.#faulty += FAULT.taps;
		else if (this.#inRun > FAULT.taps) this.#faulty++;
	}
}
