import { DAY_MS } from "../model/reports/pack-update.ts";
import { subtractRanges } from "../model/reports/range.ts";
import type { Including, Selection } from "../model/reports/request.ts";
import { type SessionColumns, toColumns } from "./packs/columns.ts";
import { keyText } from "./packs/day.ts";
import type { PackEntry } from "./packs/pack-store.ts";
import { FLAGS, ORDINARY_MASK, type SessionFacts, type Trail } from "./packs/session-facts.ts";
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
	/** Whether its elements are what the pack says they are. */
	readonly whole: boolean;
}

/** Sessions that are in the range, and do not count. */
interface LeftOut {
	test: number;
	faulty: number;
	excluded: number;
}

/** The sessions that a selection is about. */
export interface Selected {
	readonly segments: readonly Segment[];
	readonly leftOut: LeftOut;
}

/** Chooses sessions. */
export function select(snapshot: Snapshot, selection: Selection): Selected {
	const { packs, overridden, touchedPacks, tail } = snapshot;
	const { consumers, from, to } = selection;
	const wanted = consumers === undefined ? undefined : new Set(consumers);
	const judge = createJudge(selection);
	const leftOut = { test: 0, faulty: 0, excluded: 0 };
	const segments: Segment[] = [];

	for (const entry of packs.entries) {
		const dayAt = entry.day * DAY_MS;
		if (dayAt + DAY_MS <= from || dayAt >= to || wanted?.has(entry.consumer) === false) continue;
		const columns = packs.columnsOf(entry);
		const touched = touchedPacks.has(keyText(entry));
		const ordinary = (columns.anyFlags & ORDINARY_MASK) === 0;
		if (!touched && ordinary && judge.takesAllOf(dayAt, dayAt + DAY_MS)) {
			segments.push({
				consumer: entry.consumer,
				columns,
				chosen: undefined,
				entry,
				facts: undefined,
				whole: true,
			});
			continue;
		}
		const chosen: number[] = [];
		let ordinaries = 0;
		for (let index = 0; index < columns.length; index++) {
			const flags = columns.flags[index] ?? 0;
			if ((flags & ORDINARY_MASK) === 0) ordinaries++;
			if (touched && overridden.has(columns.id[index] ?? 0)) continue;
			if (judge.takes(columns.startedAt[index] ?? 0, flags, leftOut)) chosen.push(index);
		}
		if (chosen.length === 0) continue;
		segments.push({
			consumer: entry.consumer,
			columns,
			chosen: Uint32Array.from(chosen),
			entry,
			facts: undefined,
			whole:
				ordinaries === chosen.length && chosen.every((index) => ((columns.flags[index] ?? 0) & ORDINARY_MASK) === 0),
		});
	}

	const behind = Map.groupBy(
		tail.filter(
			({ row, facts }) => wanted?.has(row.consumer_id) !== false && judge.takes(row.started_at, facts.flags, leftOut),
		),
		({ row }) => row.consumer_id,
	);
	for (const [consumer, sessions] of behind) {
		const facts = sessions.map((session) => session.facts);
		segments.push({
			consumer,
			columns: toColumns(facts),
			chosen: undefined,
			entry: undefined,
			facts,
			whole: false,
		});
	}
	return { segments, leftOut };
}

/** Calls a function for each chosen session, with its place in the segment's columns. */
export function forEachSession({ segments }: Selected, visit: (segment: Segment, index: number) => void): void {
	for (const segment of segments) {
		const { chosen, columns } = segment;
		const count = chosen === undefined ? columns.length : chosen.length;
		for (let at = 0; at < count; at++) visit(segment, chosen === undefined ? at : (chosen[at] ?? 0));
	}
}

/** Calls a function with the trail of each chosen session of a segment. */
export function forEachTrail(snapshot: Snapshot, segment: Segment, visit: (trail: Trail, index: number) => void): void {
	const { facts, entry, chosen } = segment;
	if (facts !== undefined) for (const [index, { trail }] of facts.entries()) visit(trail, index);
	if (entry === undefined) return;
	let index = 0;
	let at = 0;
	for (const trail of snapshot.packs.trailsOf(entry)) {
		if (chosen === undefined || chosen[at] === index) {
			visit(trail, index);
			at++;
		}
		index++;
	}
}

function createJudge(selection: Selection) {
	const { from, to, excluded, test, faulty } = selection;
	const ranges = subtractRanges(selection, excluded);
	const counts = (bit: number, flags: number, including: Including) =>
		including === "include" || ((flags & bit) !== 0) === (including === "only");

	return {
		/** Whether every ordinary session of a span counts. */
		takesAllOf(start: number, end: number): boolean {
			if (test === "only" || faulty === "only") return false;
			return ranges.some((range) => range.from <= start && range.to >= end);
		},
		takes(startedAt: number, flags: number, leftOut: LeftOut): boolean {
			if (startedAt < from || startedAt >= to) return false;
			if (!ranges.some((range) => range.from <= startedAt && range.to > startedAt)) {
				leftOut.excluded++;
				return false;
			}
			if (!counts(FLAGS.test, flags, test)) {
				if (test === "exclude") leftOut.test++;
				return false;
			}
			if (!counts(FLAGS.faulty, flags, faulty)) {
				if (faulty === "exclude") leftOut.faulty++;
				return false;
			}
			return true;
		},
	};
}

/** Whether a session still goes on: nobody stopped it, and its last sign came after a time. */
export function isOpen(columns: SessionColumns, index: number, silentSince: number): boolean {
	return columns.ending[index] === 0 && (columns.startedAt[index] ?? 0) + (columns.heardMs[index] ?? 0) > silentSince;
}
