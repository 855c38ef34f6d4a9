/** Milliseconds over which writes are counted. */
const WINDOW_MS = 500;

/** How many writes came lately: as cheap as a counter, for it is asked for with each commit. */
export class WriteRate {
	#since = 0;
	#count = 0;
	#perSecond = 0;

	/** @param nowMs of a clock that only goes forward */
	add(writes: number, nowMs: number): void {
		this.#turn(nowMs);
		this.#count += writes;
	}

	/** Of the last window that is over. */
	perSecond(nowMs: number): number {
		this.#turn(nowMs);
		return this.#perSecond;
	}

	#turn(nowMs: number): void {
		const elapsedMs = nowMs - this.#since;
		if (elapsedMs < WINDOW_MS) return;
		this.#perSecond = (this.#count / elapsedMs) * 1000;
		this.#since = nowMs;
		this.#count = 0;
	}
}
