/** Counts what had to be left out, to be told in one event. */
export interface Tally {
	add(count: number): void;
	/** Tells the sum, a second after the last was added. */
	tick(): void;
	/** Tells it at once. */
	end(): void;
}

/** Milliseconds without another one after which it is over. */
const QUIET_MS = 1000;

/** @param onSum told how many there were; not called for none */
export function createTally(milliseconds: () => number, onSum: (count: number) => void): Tally {
	let sum = 0;
	let lastAt = 0;
	const tally: Tally = {
		add(count) {
			sum += count;
			lastAt = milliseconds();
		},
		tick() {
			if (milliseconds() >= lastAt + QUIET_MS) tally.end();
		},
		end() {
			const count = sum;
			sum = 0;
			if (count) onSum(count);
		},
	};
	return tally;
}
