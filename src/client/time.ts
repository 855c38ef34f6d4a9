/** This page's clock, in epoch milliseconds: a change of the machine's clock does not move it. */
export interface Clock {
	/** @param timeStamp of a browser's event; without it, now */
	(timeStamp?: number): number;
	/** Takes the machine's clock anew. Only where nothing is under way that was timed before. */
	reset(): void;
}

/**
 * Makes a clock from the machine's and a monotonic one. What it says when it sends goes along as `sent_at`: so the
 * server corrects all that one page has timed by one and the same difference.
 */
export function createClock(wall: () => number, monotonic: () => number): Clock {
	let origin = wall() - monotonic();
	return Object.assign((timeStamp = monotonic()) => Math.round(origin + timeStamp), {
		reset() {
			origin = wall() - monotonic();
		},
	});
}

/**
 * Makes a UUIDv7 (RFC 9562, section 5.7). `crypto.randomUUID` is not there on a plain http page, nor before Chromium 92.
 * @param ms epoch milliseconds
 */
export function uuidV7(ms: number): string {
	const digits = ms.toString(16).padStart(12, "0");
	const random = crypto.getRandomValues(new Uint8Array(32));
	let place = 0;
	return "00000000-0000-7000-8000-000000000000".replace(/0|8/g, (digit) => {
		const at = place++;
		return digits[at] ?? (digit === "8" ? 8 + ((random[at] ?? 0) & 3) : (random[at] ?? 0) & 15).toString(16);
	});
}

/** The epoch milliseconds that a {@link uuidV7} was made with. */
export function timeOfUuid(id: string): number {
	return Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16);
}
