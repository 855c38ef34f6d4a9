import type { Instant } from "../time.ts";

/** A span in which a zone's clocks are ahead of UTC by the same time. */
interface OffsetSpan {
	readonly from: Instant;
	readonly offsetMs: number;
}

/** When a local day begins: mostly midnight, and the first moment after where the clocks jump over it. */
export function startOfDay(date: Temporal.PlainDate, zone: string): Instant {
	return date.toZonedDateTime({ timeZone: zone }).epochMilliseconds;
}

/** The local day of an instant. */
export function localDate(instant: Instant, zone: string): Temporal.PlainDate {
	return Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(zone).toPlainDate();
}

/** The spans of equal offset between two instants, in order. */
export function offsetSpans(zone: string, from: Instant, to: Instant): OffsetSpan[] {
	const spans: OffsetSpan[] = [];
	let at: Temporal.ZonedDateTime | null = Temporal.Instant.fromEpochMilliseconds(from).toZonedDateTimeISO(zone);
	while (at !== null && at.epochMilliseconds < to) {
		spans.push({ from: at.epochMilliseconds, offsetMs: Math.round(at.offsetNanoseconds / 1e6) });
		at = at.getTimeZoneTransition("next");
	}
	return spans;
}

/** Tells local times, quickly where the instants asked for are near each other. */
export class LocalClock {
	readonly #spans: readonly OffsetSpan[];
	#from = Number.POSITIVE_INFINITY;
	#to = Number.NEGATIVE_INFINITY;
	#offsetMs = 0;

	/** For instants between two others. */
	constructor(zone: string, from: Instant, to: Instant) {
		this.#spans = offsetSpans(zone, from, to);
	}

	/** All by which the clocks are ahead of UTC. */
	get offsetsMs(): number[] {
		return this.#spans.map(({ offsetMs }) => offsetMs);
	}

	/** Milliseconds of the local clock, as if it were UTC. */
	localMs(instant: Instant): number {
		if (instant < this.#from || instant >= this.#to) this.#seek(instant);
		return instant + this.#offsetMs;
	}

	#seek(instant: Instant): void {
		const next = this.#spans.findIndex(({ from }) => from > instant);
		const index = Math.max(0, (next === -1 ? this.#spans.length : next) - 1);
		this.#from = this.#spans[index]?.from ?? Number.NEGATIVE_INFINITY;
		this.#to = this.#spans[index + 1]?.from ?? Number.POSITIVE_INFINITY;
		this.#offsetMs = this.#spans[index]?.offsetMs ?? 0;
	}
}
