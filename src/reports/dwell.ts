import type { Dwell, Totals } from "../model/reports/answers.ts";
import { TIMEOUT_REASON } from "../model/session.ts";
import { STOPPED } from "./packs/session-reader.ts";
import { forEachSession, isOpen, type Selected } from "./selected.ts";
import type { Snapshot } from "./snapshot.ts";

/** Longest dwell times that are counted second by second; longer ones are few, and sorted. */
const COUNTED_SECONDS = 86_400;

/** Bounds of the distribution, in seconds: finer where most visits are, for they are spread like a log-normal. */
const BOUNDS = [0, 5, 10, 20, 30, 60, 120, 180, 300, 600, 1200, 1800, 3600];

/** Where the survival curve is drawn, in seconds. */
const SURVIVAL_SECONDS = [
	...[0, 5, 10, 15, 20, 30, 45, 60, 90, 120, 150, 180, 240, 300, 420, 600, 900, 1200, 1800],
	...[2700, 3600, 7200, 14_400],
];

/**
 * How long sessions are, from the first to the last event, in whole seconds: what web analytics calls engaged time, for the
 * start and the stop are the page's doing, not the visitor's.
 */
export class DwellTimes {
	readonly #counted = new Uint32Array(COUNTED_SECONDS);
	readonly #longer: number[] = [];
	#count = 0;
	#sum = 0;
	#most = 0;

	constructor(selected: Selected) {
		forEachSession(selected, ({ columns }, index) => {
			const seconds = columns.dwellSeconds[index] ?? 0;
			if (seconds < COUNTED_SECONDS) this.#counted[seconds] = (this.#counted[seconds] ?? 0) + 1;
			else this.#longer.push(seconds);
			this.#count++;
			this.#sum += seconds;
			this.#most = Math.max(this.#most, seconds);
		});
		this.#longer.sort((one, other) => one - other);
	}

	get mean(): number | null {
		return this.#count === 0 ? null : this.#sum / this.#count;
	}

	/** By nearest rank (Hyndman and Fan 1996, definition 1): the smallest value that the share does not exceed. */
	percentile(share: number): number | null {
		if (this.#count === 0) return null;
		const rank = Math.max(1, Math.ceil(this.#count * share));
		let reached = 0;
		for (let seconds = 0; seconds <= Math.min(this.#most, COUNTED_SECONDS - 1); seconds++) {
			reached += this.#counted[seconds] ?? 0;
			if (reached >= rank) return seconds;
		}
		return this.#longer[rank - reached - 1] ?? null;
	}

	/** Sessions at least as long, in seconds. */
	atLeast(bound: number): number {
		let shorter = 0;
		for (let seconds = 0; seconds < Math.min(bound, COUNTED_SECONDS); seconds++) shorter += this.#counted[seconds] ?? 0;
		return this.#count - shorter - this.#longer.filter((seconds) => seconds < bound).length;
	}

	get count(): number {
		return this.#count;
	}

	get most(): number {
		return this.#most;
	}

	summary(): Totals["dwell_seconds"] {
		return { median: this.percentile(0.5), mean: this.mean, p90: this.percentile(0.9) };
	}
}

/** How long sessions are, and how they end. */
export function reportDwell({ terms }: Snapshot, selected: Selected, silentSince: number): Dwell {
	const times = new DwellTimes(selected);
	const endings = new Map<string, number>();
	forEachSession(selected, ({ columns }, index) => {
		const ending = columns.ending[index] ?? 0;
		const unstopped = isOpen(columns, index, silentSince) ? "open" : TIMEOUT_REASON;
		const reason = ending === 0 ? unstopped : terms.textOf(ending) || STOPPED;
		endings.set(reason, (endings.get(reason) ?? 0) + 1);
	});
	return {
		bins: BOUNDS.map((from, index) => {
			const to = BOUNDS[index + 1];
			return {
				from_seconds: from,
				to_seconds: to ?? null,
				sessions: times.atLeast(from) - (to === undefined ? 0 : times.atLeast(to)),
			};
		}),
		survival: survival(times),
		endings: [...endings]
			.map(([reason, sessions]) => ({ reason, sessions }))
			.sort((one, other) => other.sessions - one.sessions || (one.reason < other.reason ? -1 : 1)),
	};
}

/** The share that goes on for longer than a time (Kaplan and Meier 1958, with no session cut off by the range). */
function survival(times: DwellTimes): Dwell["survival"] {
	if (times.count === 0) return [];
	return SURVIVAL_SECONDS.filter((_, index) => index === 0 || (SURVIVAL_SECONDS[index - 1] ?? 0) <= times.most).map(
		(seconds) => ({ seconds, share: times.atLeast(seconds + 1) / times.count }),
	);
}
