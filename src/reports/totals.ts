import type { Totals } from "../model/reports/answers.ts";
import type { ReportContext, Selection } from "../model/reports/request.ts";
import { DwellTimes } from "./dwell.ts";
import { tallyElements } from "./elements.ts";
import { reportUse } from "./opening-use.ts";
import { forEachSession, isOpen, type Selected, select } from "./selected.ts";
import type { Snapshot } from "./snapshot.ts";

/** A session with so many events is more than an accident. */
const MEANINGFUL_EVENTS = 2;

/** The key figures. */
export function reportTotals(
	snapshot: Snapshot,
	selected: Selected,
	selection: Selection,
	{ owner, now, silentSince }: ReportContext,
): Totals {
	const { elements: targets } = tallyElements(snapshot, selected).kinds.target;
	let [sessions, meaningful, events, misses, bursts, thorough] = [0, 0, 0, 0, 0, 0];
	forEachSession(selected, ({ columns }, index) => {
		const own = columns.events[index] ?? 0;
		sessions++;
		events += own;
		if (own >= MEANINGFUL_EVENTS) meaningful++;
		misses += columns.misses[index] ?? 0;
		bursts += columns.bursts[index] ?? 0;
		// Serrell 1997, "Paying Attention": a diligent visitor stops at more than half of the elements.
		if ((columns.targets[index] ?? 0) * 2 > targets.size) thorough++;
	});
	const share = (part: number) => (sessions === 0 ? null : part / sessions);
	return {
		sessions,
		meaningful_sessions: meaningful,
		events,
		events_per_session: share(events),
		bounce_rate: share(sessions - meaningful),
		dwell_seconds: new DwellTimes(selected).summary(),
		use: reportUse(selected, selection, owner, now),
		thorough_rate: targets.size === 0 ? null : share(thorough),
		misses,
		bursts,
		open_now: countOpen(snapshot, selection, now, silentSince),
		left_out: selected.leftOut,
	};
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
