import { DAY_MS } from "../model/reports/pack-update.ts";
import type { Selection } from "../model/reports/request.ts";
import { createJudge, type Judge, type LeftOut } from "./judge.ts";
import { heardAt, type SessionColumns, toColumns } from "./packs/columns.ts";
import { keyText } from "./packs/day.ts";
import type { PackEntry } from "./packs/pack-store.ts";
import { ORDINARY_MASK, type SessionFacts, type Trail } from "./packs/session-facts.ts";
import type { Snapshot } from "./snapshot.ts";

/** Chosen sessions of one consumer, from one pack or from behind the packs. */
export interface Segment {
	readonly consumer: number;
	readonly columns: SessionColumns;
	/** Which of the columns' sessions; `undefined` where all are. */
	readonly chosen: Uint32Array | undefined;
	/** The pack; `undefined` where they are behind the packs. */
	readonly entry: PackEntry | undefined;
	/** Of sessions behind the packs. */
	readonly facts: readonly SessionFacts[] | undefined;
	/** Whether its elements and touches are what the pack counts of them. */
	readonly whole: boolean;
}

/** The sessions that a selection is about. */
export interface Selected {
	readonly segments: readonly Segment[];
	readonly leftOut: LeftOut;
}

/** Chooses sessions, one by one. */
export function select(snapshot: Snapshot, selection: Selection): Selected {
	const packed = selectPacked(snapshot, selection, snapshot.packs.days);
	return join(packed, selectBehind(snapshot, selection));
}

/** Chooses sessions as {@link select} does, when they are asked for: a report that stops on its way has chosen no more. */
export function* eachSegment(snapshot: Snapshot, selection: Selection): Generator<Segment, void> {
	for (const day of snapshot.packs.days) yield* selectPacked(snapshot, selection, [day]).segments;
	yield* selectBehind(snapshot, selection).segments;
}

/** Chooses sessions from the packs of some days. */
export function selectPacked(snapshot: Snapshot, selection: Selection, days: readonly number[]): Selected {
	const { from, to, consumers } = selection;
	const wanted = consumers === undefined ? undefined : new Set(consumers);
	const judge = createJudge(selection);
	const leftOut = noneLeftOut();
	const segments: Segment[] = [];
	for (const day of days) {
		const dayAt = day * DAY_MS;
		if (dayAt + DAY_MS <= from || dayAt >= to) continue;
		const holdsDay = judge.holds({ from: dayAt, to: dayAt + DAY_MS });
		for (const entry of snapshot.packs.ofDay(day).entries) {
			if (wanted?.has(entry.consumer) === false) continue;
			const segment = segmentOf(snapshot, entry, holdsDay && takesOrdinary(selection), judge, leftOut);
			if (segment !== undefined) segments.push(segment);
		}
	}
	return { segments, leftOut };
}

/** Chooses from the sessions that no pack speaks for. */
export function selectBehind({ tail }: Snapshot, selection: Selection): Selected {
	const { consumers } = selection;
	const wanted = consumers === undefined ? undefined : new Set(consumers);
	const judge = createJudge(selection);
	const leftOut = noneLeftOut();
	const taken = tail.filter(
		({ row, facts }) => wanted?.has(row.consumer_id) !== false && judge.takes(row.started_at, facts.flags, leftOut),
	);
	const segments = [...Map.groupBy(taken, ({ row }) => row.consumer_id)].map(([consumer, sessions]): Segment => {
		const facts = sessions.map((session) => session.facts);
		return { consumer, columns: toColumns(facts), chosen: undefined, entry: undefined, facts, whole: false };
	});
	return { segments, leftOut };
}

/** Puts two choices together. */
export function join(one: Selected, other: Selected): Selected {
	return {
		segments: [...one.segments, ...other.segments],
		leftOut: {
			test: one.leftOut.test + other.leftOut.test,
			faulty: one.leftOut.faulty + other.leftOut.faulty,
			excluded: one.leftOut.excluded + other.leftOut.excluded,
		},
	};
}

/** Calls a function for each chosen session, with its place in the segment's columns. */
export function forEachSession(
	{ segments }: Pick<Selected, "segments">,
	visit: (segment: Segment, index: number) => void,
): void {
	for (const segment of segments) forEachChosen(segment, (index) => visit(segment, index));
}

/** Calls a function with the place of each chosen session of a segment. */
export function forEachChosen({ chosen, columns }: Segment, visit: (index: number) => void): void {
	const count = chosen === undefined ? columns.length : chosen.length;
	for (let at = 0; at < count; at++) visit(chosen === undefined ? at : (chosen[at] ?? 0));
}

/** Calls a function with the trail of each chosen session of a segment. A trail is good for the call alone. */
export function forEachTrail(snapshot: Snapshot, segment: Segment, visit: (trail: Trail, index: number) => void): void {
	const { facts, entry, chosen } = segment;
	if (facts !== undefined) for (const [index, { trail }] of facts.entries()) visit(trail, index);
	if (entry === undefined) return;
	let at = 0;
	snapshot.packs.visitTrails(entry, (trail, index) => {
		if (chosen !== undefined && chosen[at] !== index) return;
		visit(trail, index);
		at++;
	});
}

/** Whether a session still goes on: nobody stopped it, and its last sign came after a time. */
export function isOpen(columns: SessionColumns, index: number, silentSince: number): boolean {
	return columns.ending[index] === 0 && heardAt(columns, index) > silentSince;
}

/** @returns `undefined` where no session of it counts */
function segmentOf(
	{ packs, overridden, touchedPacks }: Snapshot,
	entry: PackEntry,
	takesAll: boolean,
	judge: Judge,
	leftOut: LeftOut,
): Segment | undefined {
	const { consumer } = entry;
	const touched = touchedPacks.has(keyText(entry));
	if (takesAll && !touched && (packs.anyFlagsOf(entry) & ORDINARY_MASK) === 0) {
		return {
			consumer,
			// Who follows trails does without them.
			get columns() {
				return packs.columnsOf(entry);
			},
			chosen: undefined,
			entry,
			facts: undefined,
			whole: true,
		};
	}
	const columns = packs.columnsOf(entry);
	const chosen: number[] = [];
	let ordinaries = 0;
	for (let index = 0; index < columns.length; index++) {
		const flags = columns.flags[index] ?? 0;
		if ((flags & ORDINARY_MASK) === 0) ordinaries++;
		if (touched && overridden.has(columns.id[index] ?? 0)) continue;
		if (judge.takes(columns.startedAt[index] ?? 0, flags, leftOut)) chosen.push(index);
	}
	if (chosen.length === 0) return undefined;
	const whole =
		ordinaries === chosen.length && chosen.every((index) => ((columns.flags[index] ?? 0) & ORDINARY_MASK) === 0);
	return { consumer, columns, chosen: Uint32Array.from(chosen), entry, facts: undefined, whole };
}

function takesOrdinary({ test, faulty }: Selection): boolean {
	return test !== "only" && faulty !== "only";
}

function noneLeftOut(): LeftOut {
	return { test: 0, faulty: 0, excluded: 0 };
}
