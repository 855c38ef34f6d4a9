import { type ClientTime, clockCorrection, correctTime } from "../model/clock.ts";
import { readInstant } from "../model/instant-field.ts";
import type { Instant } from "../model/time.ts";

/** The times that a client may send: when it happened, and what its clock says now. */
interface TimeFields {
	readonly ts: string | number;
	readonly sent_at?: string | number | undefined;
}

/**
 * The true time of what a client sends.
 * @param receivedAt this server's clock
 * @throws {AppError} `invalid_parameter`
 */
export function readClientTime({ ts, sent_at }: TimeFields, receivedAt: Instant): ClientTime {
	const sentAt = sent_at === undefined ? undefined : readInstant(sent_at, "sent_at");
	return correctTime(readInstant(ts, "ts"), clockCorrection(sentAt, receivedAt));
}
