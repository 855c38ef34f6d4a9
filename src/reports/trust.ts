import type { Trust } from "../model/reports/answers.ts";
import type { ReportContext, Selection } from "../model/reports/request.ts";
import { formatInstant } from "../model/time.ts";
import { type Digest, digestsOf, takeApart } from "./digests.ts";
import { intersect, openRanges } from "./opening-use.ts";
import { FLAGS } from "./packs/session-facts.ts";
import { forEachSession } from "./selected.ts";
import { listSilences } from "./silences.ts";
import type { Snapshot } from "./snapshot.ts";

/** Sessions and silences that are listed at most. */
const MOST_LISTED = 100;

/** A session that a faulty screen seems to have made. */
interface FaultySession {
	readonly id: number;
	readonly consumer: number;
	readonly at: number;
}

/** What is counted of sessions, whether a faulty screen made them or not. */
interface Doubts {
	readonly sessions: number;
	/** With a time that the server corrected. */
	readonly corrected: number;
	readonly faulty: readonly FaultySession[];
}

/** {@link Doubts} of whole days and months. */
export const DOUBTS: Digest<Doubts> = {
	name: "doubts",
	make(_, selected) {
		let [sessions, corrected] = [0, 0];
		const faulty: FaultySession[] = [];
		forEachSession(selected, ({ consumer, columns }, index) => {
			const flags = columns.flags[index] ?? 0;
			sessions++;
			if ((flags & FLAGS.corrected) !== 0) corrected++;
			if ((flags & FLAGS.faulty) === 0) return;
			faulty.push({ id: columns.id[index] ?? 0, consumer, at: columns.startedAt[index] ?? 0 });
		});
		return { sessions, corrected, faulty };
	},
	merge,
	weigh: ({ faulty }) => 200 + faulty.length * 56,
};

/** How good the figures are. */
export function reportTrust(snapshot: Snapshot, selection: Selection, { owner, now }: ReportContext): Trust {
	const including = { ...selection, faulty: "include" as const };
	const { sessions, corrected, faulty } = merge(digestsOf(snapshot, takeApart(snapshot, including), DOUBTS));
	const open = openRanges({ ...selection, excluded: [] }, owner, now);
	const silences = [...listSilences(snapshot, selection, now)]
		.flatMap(([consumer, own]) => intersect(own.silences, open).map((span) => ({ consumer, ...span })))
		.sort((one, other) => one.from - other.from || one.consumer - other.consumer);
	return {
		silences: silences
			.slice(-MOST_LISTED)
			.map(({ consumer, from, to }) => ({ consumer, from: formatInstant(from), to: formatInstant(to) })),
		silence_count: silences.length,
		faulty_sessions: faulty
			.toSorted((one, other) => other.at - one.at || other.id - one.id)
			.slice(0, MOST_LISTED)
			.map(({ id, consumer, at }) => ({ id, consumer, started_at: formatInstant(at) })),
		faulty: faulty.length,
		corrected_sessions: corrected,
		sessions,
	};
}

function merge(parts: readonly Doubts[]): Doubts {
	return {
		sessions: parts.reduce((sum, part) => sum + part.sessions, 0),
		corrected: parts.reduce((sum, part) => sum + part.corrected, 0),
		faulty: parts.flatMap((part) => part.faulty),
	};
}
