import type { Dwell, Totals } from "../model/reports/answers.ts";
import type { Selection } from "../model/reports/request.ts";
import { TIMEOUT_REASON } from "../model/session.ts";
import { digestsOf, takeApart } from "./digests.ts";
import { STOPPED } from "./packs/session-reader.ts";
import { mergeCounts, SESSION_SUMS, total } from "./session-sums.ts";
import type { Snapshot } from "./snapshot.ts";

/** Bounds of the distribution, in seconds: each about twice the one before, for visits are spread like a log-normal. */
const BOUNDS = [0, 1, 2, 4, 8, 15, 30, 60, 120, 240, 480, 900, 1800, 3600];

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
	/** Each length with its sessions, the shortest first. */
	readonly #lengths: readonly (readonly [seconds: number, sessions: number])[];
	readonly #count: number;

	/** @param counts sessions by their length */
	constructor(counts: readonly ReadonlyMap<number, number>[]) {
		this.#lengths = [...mergeCounts(counts)].sort(([one], [other]) => one - other);
		this.#count = this.#lengths.reduce((sum, [, sessions]) => sum + sessions, 0);
	}

	get mean(): number | null {
		if (this.#count === 0) return null;
		return this.#lengths.reduce((sum, [seconds, sessions]) => sum + seconds * sessions, 0) / this.#count;
	}

	/** By nearest rank (Hyndman and Fan 1996, definition 1): the smallest value that the share does not exceed. */
	percentile(share: number): number | null {
		const rank = Math.max(1, Math.ceil(this.#count * share));
		let reached = 0;
		for (const [seconds, sessions] of this.#lengths) {
			reached += sessions;
			if (reached >= rank) return seconds;
		}
		return null;
	}

	/** Sessions at least as long, in seconds. */
	atLeast(bound: number): number {
		return this.#lengths.reduce((sum, [seconds, sessions]) => (seconds >= bound ? sum + sessions : sum), 0);
	}

	get count(): number {
		return this.#count;
	}

	get most(): number {
		return this.#lengths.at(-1)?.[0] ?? 0;
	}

	summary(): Totals["dwell_seconds"] {
		return { median: this.percentile(0.5), mean: this.mean, p90: this.percentile(0.9) };
	}
}

/** How long sessions are, and how they end. */
export function reportDwell(snapshot: Snapshot, selection: Selection, silentSince: number): Dwell {
	const sums = digestsOf(snapshot, takeApart(snapshot, selection), SESSION_SUMS);
	const times = new DwellTimes(sums.map(({ byDwell }) => byDwell));
	const endings = new Map<string, number>();
	const end = (reason: string, sessions: number) => {
		if (sessions > 0) endings.set(reason, (endings.get(reason) ?? 0) + sessions);
	};
	for (const [ending, sessions] of mergeCounts(sums.map((each) => each.endings))) {
		end(snapshot.terms.textOf(ending) || STOPPED, sessions);
	}
	const unstopped = total(sums, (each) => each.unstopped.length);
	const open = total(sums, (each) => each.unstopped.filter((heardAt) => heardAt > silentSince).length);
	end("open", open);
	end(TIMEOUT_REASON, unstopped - open);
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
