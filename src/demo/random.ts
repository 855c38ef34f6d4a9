/** Random numbers that are the same for the same seed. */
export interface Random {
	/** From 0 on, below 1. */
	next(): number;
	/** Whether something that has a chance happens. */
	chance(share: number): boolean;
	/** With mean 0 and deviation 1. */
	normal(): number;
	/** One of some, each as likely as its weight. */
	pick<T>(weighted: readonly (readonly [T, number])[]): T;
}

/** Makes random numbers (mulberry32, Tommy Ettinger 2017): good enough to look like visitors. */
export function createRandom(seed: number): Random {
	let state = seed | 0;

	function next(): number {
		state = (state + 0x6d2b79f5) | 0;
		let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
		mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
	}

	return {
		next,
		chance: (share) => next() < share,
		// Box and Muller 1958.
		normal: () => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next()),
		pick(weighted) {
			let left = next() * weighted.reduce((sum, [, weight]) => sum + weight, 0);
			const found = weighted.find(([, weight]) => {
				left -= weight;
				return left < 0;
			});
			const chosen = found ?? weighted.at(-1);
			if (chosen === undefined) throw new RangeError("There is nothing to pick from.");
			return chosen[0];
		},
	};
}
