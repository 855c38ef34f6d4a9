import type { Selection, SessionPage } from "../model/reports/request.ts";
import type { Sessions } from "../model/reports/session-answers.ts";
import { digestsOf, takeApart } from "./digests.ts";
import type { LongReport } from "./long-report.ts";
import { forEachChosen, type Segment, selectBehind, selectPacked } from "./selected.ts";
import { figuresOf } from "./session-figures.ts";
import { nameOf, SESSION_ORDERS } from "./session-orders.ts";
import { isSearch, needsAll } from "./session-page.ts";
import { consumerOf, SessionRanking } from "./session-ranking.ts";
import { SessionSearch } from "./session-search.ts";
import { SESSION_SUMS } from "./session-sums.ts";
import type { Snapshot } from "./snapshot.ts";

/** A page before it is written: the sessions up to its end, without some that come before it. */
interface Found {
	readonly count: number;
	readonly ranking: SessionRanking;
	/** How many of those before the page were passed over. */
	readonly passed: number;
}

/** A page of the sessions of a selection. */
export function* reportSessions(
	snapshot: Snapshot,
	selection: Selection,
	page: SessionPage,
	silentSince: number,
): LongReport<Sessions> {
	const { offset, limit } = page;
	const { count, ranking, passed } = yield* find(snapshot, selection, page);
	return {
		count,
		offset,
		sessions: ranking.take(offset - passed, limit).map((place) => {
			const { source, index } = place;
			return figuresOf({ columns: source.columns, index, consumer: consumerOf(place) }, snapshot.terms, silentSince);
		}),
	};
}

function* find(snapshot: Snapshot, selection: Selection, page: SessionPage): LongReport<Found> {
	if (needsAll(page)) return yield* findAmongAll(snapshot, selection, page);
	return page.sort === "started_at" ? findByStart(snapshot, selection, page) : findKept(snapshot, selection, page);
}

/** Looks at each session, day by day. */
function* findAmongAll(snapshot: Snapshot, selection: Selection, page: SessionPage): LongReport<Found> {
	const search = isSearch(page.search) ? new SessionSearch(snapshot.terms, page.search) : undefined;
	const ranking = new SessionRanking(page, page.offset + page.limit);
	let count = 0;
	const look = (segment: Segment) => {
		const take = ranking.from(segment);
		const visit = (index: number) => {
			count++;
			take(index);
		};
		if (search === undefined) forEachChosen(segment, visit);
		else search.forEachFound(snapshot, segment, visit);
	};
	if (search?.isVain === true) return { count, ranking, passed: 0 };
	// From the end where the last ones come first: most of the others are then dropped as they come.
	const { days } = snapshot.packs;
	for (const day of page.descending ? days.toReversed() : days) {
		const { segments } = selectPacked(snapshot, selection, [day]);
		if (segments.length > 0) yield;
		for (const segment of segments) look(segment);
	}
	for (const segment of selectBehind(snapshot, selection).segments) look(segment);
	return { count, ranking, passed: 0 };
}

/** Days and months are in the order of their sessions' starts: those that the page is not in are only counted. */
function findByStart(snapshot: Snapshot, selection: Selection, page: SessionPage): Found {
	const { units, rest } = takeApart(snapshot, selection);
	const sums = digestsOf(snapshot, { units, rest }, SESSION_SUMS);
	const others = sums.at(-1)?.sessions ?? 0;
	const inOrder = units.map((unit, at) => ({ days: unit.days, sessions: sums[at]?.sessions ?? 0 }));
	inOrder.sort((one, other) => ((one.days[0] ?? 0) - (other.days[0] ?? 0)) * (page.descending ? -1 : 1));
	const days: number[] = [];
	let [before, passed] = [0, 0];
	for (const unit of inOrder) {
		// Sessions of no whole day may come anywhere between.
		if (before + unit.sessions + others <= page.offset) passed += unit.sessions;
		else if (before < page.offset + page.limit) days.push(...unit.days);
		before += unit.sessions;
	}
	const ranking = new SessionRanking(page, page.offset + page.limit - passed);
	for (const segment of [...selectPacked(snapshot, selection, days).segments, ...rest.segments]) {
		forEachChosen(segment, ranking.from(segment));
	}
	return { count: before + others, ranking, passed };
}

/** The first sessions of each day and month are kept. */
function findKept(snapshot: Snapshot, selection: Selection, page: SessionPage): Found {
	const ranking = new SessionRanking(page, page.offset + page.limit);
	let count = 0;
	for (const orders of digestsOf(snapshot, takeApart(snapshot, selection), SESSION_ORDERS)) {
		count += orders.count;
		for (const index of orders.first.get(nameOf(page)) ?? []) ranking.from(orders.source)(index);
	}
	return { count, ranking, passed: 0 };
}
