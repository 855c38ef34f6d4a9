import { AppError } from "../errors.ts";

/** Addresses that are remembered at most. */
const ADDRESSES = 10_000;

/**
 * A token bucket an address: a second's worth may come at once.
 * @param perSecond requests a second and address; 0 is no limit
 * @param nowMs a clock that never goes back
 * @returns throws `rate_limited`, with the seconds to wait, where an address has had its share
 */
export function createRateLimit(perSecond: number, nowMs: () => number): (address: string) => void {
	// Oldest first, so that the first key is the one to forget.
	const buckets = new Map<string, { tokens: number; atMs: number }>();

	return (address) => {
		if (perSecond === 0) return;
		const atMs = nowMs();
		const bucket = buckets.get(address) ?? { tokens: perSecond, atMs };
		const tokens = Math.min(perSecond, bucket.tokens + ((atMs - bucket.atMs) / 1000) * perSecond);
		if (tokens < 1) throw new AppError("rate_limited", { retryAfterSeconds: Math.ceil((1 - tokens) / perSecond) });
		buckets.delete(address);
		buckets.set(address, { tokens: tokens - 1, atMs });
		if (buckets.size > ADDRESSES) {
			for (const [oldest] of buckets) {
				buckets.delete(oldest);
				break;
			}
		}
	};
}
