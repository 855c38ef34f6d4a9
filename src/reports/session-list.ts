import type { Selection, SessionPage } from "../model/reports/request.ts";
import type { Sessions } from "../model/reports/session-answers.ts";
import type { LongReport } from "./long-report.ts";
import type { SessionColumns } from "./packs/columns.ts";
import { Ranking } from "./ranking.ts";
import { type Segment, select } from "./selected.ts";
import { figuresOf } from "./session-figures.ts";
import { SessionSearch } from "./session-search.ts";
import type { Snapshot } from "./snapshot.ts";

/** The column behind what the list is sorted by. */
const COLUMNS = {
	started_at: "startedAt",
	dwell_seconds: "dwellSeconds",
	events: "events",
	misses: "misses",
	bursts: "bursts",
	targets: "targets",
} as const satisfies Record<SessionPage["sort"], keyof SessionColumns>;

/**
 * A page of the sessions of a selection. Those that are alike in what they are sorted by are sorted by their ids, in the
 * same direction. It stops at each segment: whoever makes it may let others by, or give it up.
 */
export function* reportSessions(
	snapshot: Snapshot,
	selection: Selection,
	{ search: text, sort, descending, limit, offset }: SessionPage,
	silentSince: number,
): LongReport<Sessions> {
	const search = text === undefined || text === "" ? undefined : new SessionSearch(snapshot.terms, text);
	if (search?.isVain === true) return { count: 0, offset, sessions: [] };
	const { segments } = select(snapshot, selection);
	const ranking = new Ranking(offset + limit);
	const sign = descending ? -1 : 1;
	let count = 0;
	// From the end where the last ones come first: most of the others are then dropped as they come.
	for (let at = 0; at < segments.length; at++) {
		yield;
		const group = descending ? segments.length - 1 - at : at;
		const segment = segments[group];
		if (segment === undefined) continue;
		const { columns } = segment;
		const keys = columns[COLUMNS[sort]];
		const visit = (index: number) => {
			count++;
			ranking.add(sign * (keys[index] ?? 0), sign * (columns.id[index] ?? 0), group, index);
		};
		if (search === undefined) forEachChosen(segment, visit);
		else search.forEachFound(snapshot, segment, visit);
	}
	return {
		count,
		offset,
		sessions: ranking.rows(offset, limit).flatMap(({ group, index }) => {
			const segment = segments[group];
			return segment === undefined ? [] : figuresOf({ ...segment, index }, snapshot.terms, silentSince);
		}),
	};
}

function forEachChosen({ chosen, columns }: Segment, visit: (index: number) => void): void {
	if (chosen !== undefined) for (const index of chosen) visit(index);
	else for (let index = 0; index < columns.length; index++) visit(index);
}
