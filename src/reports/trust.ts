import type { Trust } from "../model/reports/answers.ts";
import type { ReportContext, Selection } from "../model/reports/request.ts";
import { formatInstant } from "../model/time.ts";
import { digestsOf, takeApart } from "./digests.ts";
import { intersect, openRanges } from "./opening-use.ts";
import { SESSION_SUMS, total } from "./session-sums.ts";
import { listSilences } from "./silences.ts";
import type { Snapshot } from "./snapshot.ts";

/** Sessions and silences that are listed at most. */
const MOST_LISTED = 100;

/** How good the figures are. */
export function reportTrust(snapshot: Snapshot, selection: Selection, { owner, now }: ReportContext): Trust {
	const including = { ...selection, faulty: "include" as const };
	const sums = digestsOf(snapshot, takeApart(snapshot, including), SESSION_SUMS);
	const faulty = sums.flatMap((each) => each.faulty);
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
		corrected_sessions: total(sums, (each) => each.corrected),
		sessions: total(sums, (each) => each.sessions),
	};
}
