/** The middle value; of an even number, the mean of the two. */
export function median(values: readonly number[]): number {
	const sorted = values.toSorted((one, other) => one - other);
	const middle = sorted.length / 2;
	const low = sorted[Math.ceil(middle) - 1] ?? Number.NaN;
	const high = sorted[Math.floor(middle)] ?? Number.NaN;
	return (low + high) / 2;
}

/** The median of the quotients of what was measured in the same round: what slows a round down slows both. */
export function medianRatio(ones: readonly number[], others: readonly number[]): number {
	return median(ones.map((one, round) => one / (others[round] ?? Number.NaN)));
}
