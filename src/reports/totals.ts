import type { Totals } from "../model/reports/answers.ts";
import type { ReportContext, Selection } from "../model/reports/request.ts";
import { digestsOf, type Portions, takeApart } from "./digests.ts";
import { DwellTimes } from "./dwell.ts";
import { sumElements } from "./elements.ts";
import { openRanges, reportUse } from "./opening-use.ts";
import { listPresence } from "./presence.ts";
import { forEachSession, isOpen, select } from "./selected.ts";
import { SESSION_SUMS, type SessionSums, total } from "./session-sums.ts";
import type { Snapshot } from "./snapshot.ts";

/** The key figures. */
export function reportTotals(
	snapshot: Snapshot,
	selection: Selection,
	{ owner, now, silentSince }: ReportContext,
): Totals {
	const portions = takeApart(snapshot, selection);
	const sums = digestsOf(snapshot, portions, SESSION_SUMS);
	const sessions = total(sums, (each) => each.sessions);
	const meaningful = total(sums, (each) => each.meaningful);
	const events = total(sums, (each) => each.events);
	const thorough = countThorough(snapshot, portions, sums);
	const share = (part: number) => (sessions === 0 ? null : part / sessions);
	return {
		sessions,
		meaningful_sessions: meaningful,
		events,
		events_per_session: share(events),
		bounce_rate: share(sessions - meaningful),
		dwell_seconds: new DwellTimes(sums.map(({ byDwell }) => byDwell)).summary(),
		use: reportUse(sums, listPresence(snapshot.database, selection.consumers), openRanges(selection, owner, now)),
		thorough_rate: thorough === undefined ? null : share(thorough),
		misses: total(sums, (each) => each.misses),
		bursts: total(sums, (each) => each.bursts),
		open_now: countOpen(snapshot, selection, now, silentSince),
		left_out: {
			test: total(sums, ({ leftOut }) => leftOut.test),
			faulty: total(sums, ({ leftOut }) => leftOut.faulty),
			excluded: total(sums, ({ leftOut }) => leftOut.excluded),
		},
	};
}

/**
 * Serrell 1997, "Paying Attention": a diligent visitor stops at more than half of the elements. They are those of the kiosk
 * that the visitor stands at.
 * @returns `undefined` where nothing was touched
 */
function countThorough(snapshot: Snapshot, portions: Portions, sums: readonly SessionSums[]): number | undefined {
	const { targets } = sumElements(snapshot, portions);
	let thorough: number | undefined;
	for (const [consumer, { size }] of targets) {
		if (size === 0) continue;
		thorough ??= 0;
		for (const { byTargets } of sums) {
			for (const [touched, sessions] of byTargets.get(consumer) ?? []) if (touched * 2 > size) thorough += sessions;
		}
	}
	return thorough;
}

/** A session that began earlier, and still goes on, is one that nobody stopped: few, and no visitor's. */
const OPEN_FOR_MS = 24 * 3_600_000;

function countOpen(snapshot: Snapshot, selection: Selection, now: number, silentSince: number): number {
	let open = 0;
	// A clock that is set may have put a start a little ahead.
	const lately = {
		...selection,
		from: now - OPEN_FOR_MS,
		to: now + OPEN_FOR_MS,
		excluded: [],
		test: "exclude" as const,
	};
	forEachSession(select(snapshot, lately), ({ columns }, index) => {
		if (isOpen(columns, index, silentSince)) open++;
	});
	return open;
}
