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

/** By nearest rank: the smallest value that is not exceeded by the share. */
function percentile(values: readonly number[], share: number): number {
	const sorted = values.toSorted((one, other) => one - other);
	return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? Number.NaN;
}

/** How long something took, in milliseconds. */
export interface Latency {
	readonly count: number;
	readonly p50Ms: number;
	readonly p95Ms: number;
	readonly maxMs: number;
}

export function latencyOf(ms: readonly number[]): Latency {
	return { count: ms.length, p50Ms: percentile(ms, 0.5), p95Ms: percentile(ms, 0.95), maxMs: Math.max(...ms) };
}
