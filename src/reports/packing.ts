import type { PackUpdate } from "../model/reports/pack-update.ts";
import type { Instant } from "../model/time.ts";
import type { PackRule } from "./packs/pack-step.ts";

/** The server has other things to do when it starts, in milliseconds. */
const FIRST_LOOK_MS = 1000;

/** Milliseconds between two looks for sessions to pack. */
const LOOK_MS = 10_000;

/** A session is packed when nothing came for it for so long, in milliseconds: most are over by then. */
export const QUIET_MS = 10_000;

/** So many sessions are packed together, for each time their packs are written anew... */
const AT_LEAST = 256;

/** ...or once an hour, in milliseconds. */
const OVERDUE_MS = 3_600_000;

/** Failures one after another until it is told: by then it was neither a lock nor another program. */
const TOLD_FAILURES = 6;

/** What packing needs. */
export interface PackingDependencies {
	readonly now: () => Instant;
	readonly sessionTimeoutMs: number;
	/** The worker's side. */
	readonly nextPackUpdate: (rule: PackRule) => Promise<PackUpdate | undefined>;
	readonly forgetPacks: () => void;
	/** The writer's side. */
	readonly applyPacks: (update: PackUpdate) => Promise<void>;
	/** Told once where it goes on failing: sooner or later there is no report any more. */
	readonly tellFailure: (error: unknown) => void;
}

/**
 * Packs sessions from now on, whenever there are enough of them: the worker groups, the writer keeps. After each step it
 * rests for as long as the step took, so that it never takes more than half of what the writer could do.
 */
export function startPacking({
	now,
	sessionTimeoutMs,
	nextPackUpdate,
	forgetPacks,
	applyPacks,
	tellFailure,
}: PackingDependencies): Disposable {
	let timer: Timer | undefined;
	let failures = 0;
	let closed = false;

	const look = async () => {
		const startedMs = performance.now();
		let found = false;
		try {
			const at = now();
			const rule = {
				quietSince: at - QUIET_MS,
				silentSince: at - sessionTimeoutMs,
				atLeast: AT_LEAST,
				overdueSince: at - OVERDUE_MS,
			};
			const update = await nextPackUpdate(rule);
			if (update !== undefined) await applyPacks(update);
			found = update !== undefined;
			failures = 0;
		} catch (error) {
			// A full disk, a lock, or another program that packed: the rows are there, and the next look tries again.
			forgetPacks();
			failures++;
			if (failures === TOLD_FAILURES) tellFailure(error);
		}
		if (!closed) plan(found ? performance.now() - startedMs : LOOK_MS);
	};
	const plan = (ms: number) => {
		timer = setTimeout(look, ms);
		timer.unref();
	};
	plan(FIRST_LOOK_MS);

	return {
		[Symbol.dispose]() {
			closed = true;
			clearTimeout(timer);
		},
	};
}
