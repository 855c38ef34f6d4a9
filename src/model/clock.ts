import { LIMITS } from "./limits.ts";
import { type Instant, withinCalendar } from "./time.ts";

/** When something happened, and what the client's clock said where that was corrected. */
export interface ClientTime {
	readonly at: Instant;
	/** The time as it was sent, where `at` differs from it. */
	readonly sentAs: Instant | null;
}

/**
 * What to add to a client's times, in milliseconds.
 * @param sentAt the client's clock when it sent; `undefined` where it did not say
 * @param receivedAt this server's clock
 * @returns 0 within a minute: a slow network is no wrong clock
 */
export function clockCorrection(sentAt: Instant | undefined, receivedAt: Instant): number {
	if (sentAt === undefined) return 0;
	const off = receivedAt - sentAt;
	return Math.abs(off) > LIMITS.clockToleranceMs ? off : 0;
}

/** Applies {@link clockCorrection} to a time; not where that would lead out of the calendar. */
export function correctTime(ts: Instant, correction: number): ClientTime {
	const at = withinCalendar(ts + correction) ?? ts;
	return at === ts ? { at, sentAs: null } : { at, sentAs: ts };
}

/** What the client's own clock said: times of one client compare by it, whatever was corrected when. */
export function clientClock(time: ClientTime): Instant {
	return time.sentAs ?? time.at;
}
