import type { Trust } from "../model/reports/answers.ts";
import type { ReportContext, Selection } from "../model/reports/request.ts";
import { formatInstant } from "../model/time.ts";
import { intersect, openRanges } from "./opening-use.ts";
import { FLAGS } from "./packs/session-facts.ts";
import { forEachSession, select } from "./selected.ts";
import { listSilences } from "./silences.ts";
import type { Snapshot } from "./snapshot.ts";

/** Sessions and silences that are listed at most. */
const MOST_LISTED = 100;

/** How good the figures are. */
export function reportTrust(snapshot: Snapshot, selection: Selection, { owner, now }: ReportContext): Trust {
	const faulty: { id: number; consumer: number; at: number }[] = [];
	let sessions = 0;
	let corrected = 0;
	forEachSession(select(snapshot, { ...selection, faulty: "include" }), ({ consumer, columns }, index) => {
		const flags = columns.flags[index] ?? 0;
		sessions++;
		if ((flags & FLAGS.corrected) !== 0) corrected++;
		if ((flags & FLAGS.faulty) === 0) return;
		faulty.push({ id: columns.id[index] ?? 0, consumer, at: columns.startedAt[index] ?? 0 });
	});
	faulty.sort((one, other) => other.at - one.at || other.id - one.id);
	const open = openRanges({ ...selection, excluded: [] }, owner, now);
	const silences = listSilences(snapshot.database, selection, now).flatMap(({ consumer, ...silence }) =>
		intersect([silence], open).map((span) => ({ consumer, ...span })),
	);
	return {
		silences: silences
			.slice(-MOST_LISTED)
			.map(({ consumer, from, to }) => ({ consumer, from: formatInstant(from), to: formatInstant(to) })),
		faulty_sessions: faulty
			.slice(0, MOST_LISTED)
			.map(({ id, consumer, at }) => ({ id, consumer, started_at: formatInstant(at) })),
		faulty: faulty.length,
		corrected_sessions: corrected,
		sessions,
	};
}
