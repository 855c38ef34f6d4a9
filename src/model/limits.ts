/** Limits on what a client may send; each is refused with an error of its own. */
export const LIMITS = {
	/** Bytes of a request's body. */
	bodyBytes: 1024 * 1024,
	/** Bytes of an event's or a session's `data`, as UTF-8. */
	dataBytes: 64 * 1024,
	/** Arrays and objects in each other in `data`: from about 28,000 on, making JSON of them takes a second. */
	dataLevels: 10_000,
	/** Characters of an event's `action`, a stop's `reason` and a heartbeat's `page`. */
	nameCharacters: 200,
	/** Events in one batch. */
	batchItems: 1000,
	/** Rows that one answer of a list has at most, and without `limit`. */
	listRows: 100_000,
	listRowsDefault: 1000,
	/** Milliseconds by which a client's clock may be off before its times are corrected. */
	clockToleranceMs: 60_000,
	/** A heartbeat this long after the last one still belongs to the same span: three of the client's five minutes. */
	heartbeatGapMs: 15 * 60_000,
} as const;
