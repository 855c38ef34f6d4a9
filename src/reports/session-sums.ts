import type { Digest } from "./digests.ts";
import type { LeftOut } from "./judge.ts";
import { heardAt } from "./packs/columns.ts";
import { forEachSession, type Selected } from "./selected.ts";
import { SpanList } from "./spans.ts";

/** All zones' days, and all steps of a series but minutes, begin on a quarter of an hour. */
export const QUARTER_MS = 900_000;

/** A session with so many events is more than an accident. */
const MEANINGFUL_EVENTS = 2;

/** Sessions and their events that began in a quarter of an hour. */
interface Quarter {
	/** When it begins. */
	readonly at: number;
	sessions: number;
	events: number;
}

/** What reports add up of sessions, whatever their events were. */
export interface SessionSums {
	readonly sessions: number;
	readonly meaningful: number;
	readonly events: number;
	readonly misses: number;
	readonly bursts: number;
	/** How many sessions touched so many different targets, by consumer. */
	readonly byTargets: ReadonlyMap<number, ReadonlyMap<number, number>>;
	/** How many dwelt for so many seconds. */
	readonly byDwell: ReadonlyMap<number, number>;
	/** By the number of the text in the terms. */
	readonly languages: ReadonlyMap<number, number>;
	readonly endings: ReadonlyMap<number, number>;
	/** When the last sign came of each session that nobody stopped. */
	readonly unstopped: readonly number[];
	/** Those in which any session began. */
	readonly quarters: readonly Quarter[];
	/** When somebody used it, by consumer. */
	readonly used: ReadonlyMap<number, SpanList>;
	readonly leftOut: LeftOut;
}

/** {@link SessionSums} of whole days and months. */
export const SESSION_SUMS: Digest<SessionSums> = {
	name: "sessions",
	make: (_, selected) => sumSessions(selected),
	merge: mergeSums,
	weigh({ byTargets, byDwell, languages, endings, unstopped, quarters, used }) {
		const targets = byTargets.values().reduce((sum, counts) => sum + 2 + counts.size, 0);
		const counts = targets + byDwell.size + languages.size + endings.size;
		const spans = used.values().reduce((sum, list) => sum + list.bytes, 0);
		return 500 + counts * 40 + unstopped.length * 8 + quarters.length * 56 + spans;
	},
};

/** Adds sessions up. */
function sumSessions(selected: Selected): SessionSums {
	let [sessions, meaningful, events, misses, bursts] = [0, 0, 0, 0, 0];
	const byTargets = new Map<number, Map<number, number>>();
	const byDwell = new Map<number, number>();
	const languages = new Map<number, number>();
	const endings = new Map<number, number>();
	const unstopped: number[] = [];
	const quarters = new Map<number, Quarter>();
	const used = new Map<number, SpanList>();
	forEachSession(selected, ({ consumer, columns }, index) => {
		const at = columns.startedAt[index] ?? 0;
		const own = columns.events[index] ?? 0;
		const dwell = columns.dwellSeconds[index] ?? 0;
		const ending = columns.ending[index] ?? 0;
		sessions++;
		events += own;
		if (own >= MEANINGFUL_EVENTS) meaningful++;
		misses += columns.misses[index] ?? 0;
		bursts += columns.bursts[index] ?? 0;
		count(countsOf(byTargets, consumer), columns.targets[index] ?? 0);
		count(byDwell, dwell);
		count(languages, columns.language[index] ?? 0);
		if (ending === 0) unstopped.push(heardAt(columns, index));
		else count(endings, ending);
		const start = Math.floor(at / QUARTER_MS) * QUARTER_MS;
		addQuarter(quarters, start, 1, own);
		spansOf(used, consumer).add(at, at + dwell * 1000);
	});
	for (const list of used.values()) list.unite();
	return {
		...{ sessions, meaningful, events, misses, bursts },
		...{ byTargets, byDwell, languages, endings, unstopped, used },
		quarters: inOrder(quarters),
		leftOut: selected.leftOut,
	};
}

/** Puts the sums of several consumers together. */
function mergeSums(parts: readonly SessionSums[]): SessionSums {
	const quarters = new Map<number, Quarter>();
	for (const { at, sessions, events } of parts.flatMap((part) => part.quarters))
		addQuarter(quarters, at, sessions, events);
	return {
		sessions: total(parts, ({ sessions }) => sessions),
		meaningful: total(parts, ({ meaningful }) => meaningful),
		events: total(parts, ({ events }) => events),
		misses: total(parts, ({ misses }) => misses),
		bursts: total(parts, ({ bursts }) => bursts),
		byTargets: new Map(parts.flatMap(({ byTargets }) => [...byTargets])),
		byDwell: mergeCounts(parts.map(({ byDwell }) => byDwell)),
		languages: mergeCounts(parts.map(({ languages }) => languages)),
		endings: mergeCounts(parts.map(({ endings }) => endings)),
		unstopped: parts.flatMap(({ unstopped }) => unstopped),
		quarters: inOrder(quarters),
		used: new Map(parts.flatMap(({ used }) => [...used])),
		leftOut: {
			test: total(parts, ({ leftOut }) => leftOut.test),
			faulty: total(parts, ({ leftOut }) => leftOut.faulty),
			excluded: total(parts, ({ leftOut }) => leftOut.excluded),
		},
	};
}

/** Sums one of the figures. */
export function total(sums: readonly SessionSums[], of: (sums: SessionSums) => number): number {
	return sums.reduce((sum, each) => sum + of(each), 0);
}

/** Puts counts together. */
export function mergeCounts(counts: readonly ReadonlyMap<number, number>[]): Map<number, number> {
	const merged = new Map<number, number>();
	for (const each of counts) for (const [key, number] of each) merged.set(key, (merged.get(key) ?? 0) + number);
	return merged;
}

function addQuarter(quarters: Map<number, Quarter>, at: number, sessions: number, events: number): void {
	const quarter = quarters.get(at);
	if (quarter === undefined) quarters.set(at, { at, sessions, events });
	else {
		quarter.sessions += sessions;
		quarter.events += events;
	}
}

function inOrder(quarters: ReadonlyMap<number, Quarter>): Quarter[] {
	return [...quarters.values()].sort((one, other) => one.at - other.at);
}

function count(counts: Map<number, number>, key: number): void {
	counts.set(key, (counts.get(key) ?? 0) + 1);
}

function countsOf(counts: Map<number, Map<number, number>>, consumer: number): Map<number, number> {
	let own = counts.get(consumer);
	if (own === undefined) {
		own = new Map();
		counts.set(consumer, own);
	}
	return own;
}

function spansOf(used: Map<number, SpanList>, consumer: number): SpanList {
	let list = used.get(consumer);
	if (list === undefined) {
		list = new SpanList();
		used.set(consumer, list);
	}
	return list;
}
