import {
	PART_SESSIONS,
	type Pack,
	type PackedSession,
	type PackKey,
	type PackUpdate,
} from "../../model/reports/pack-update.ts";
import { encodeColumns, toColumns } from "./columns.ts";
import { keyText, packOf } from "./day.ts";
import { ElementTally } from "./element-tally.ts";
import type { PackEntry, PackStore } from "./pack-store.ts";
import { ORDINARY_MASK, type SessionFacts } from "./session-facts.ts";
import type { SessionRow } from "./session-reader.ts";
import type { SessionRows } from "./session-rows.ts";
import { readSession } from "./tail.ts";
import type { Terms } from "./terms.ts";
import { encodePoints } from "./touch-points.ts";
import { encodeTrails } from "./trail.ts";

/** Sessions of one step at most: about 5 ms of writing. */
const STEP_SESSIONS = 512;

/** What a step is made from. */
export interface PackSources {
	readonly rows: SessionRows;
	readonly packs: PackStore;
	readonly terms: Terms;
}

/** Which sessions are packed. */
export interface QuietRule {
	/** A session that something came for after this time is left for later: it may well go on. */
	readonly quietSince: number;
	/** A session whose last sign came at this time or before is over. */
	readonly silentSince: number;
}

/** When sessions are packed. */
export interface PackRule extends QuietRule {
	/** Fewer than so many wait for company... */
	readonly atLeast: number;
	/** ...unless the oldest of them is quiet since before this time. */
	readonly overdueSince: number;
}

/**
 * Finds the next sessions to pack, inside the caller's transaction.
 * @returns `undefined` where none is due
 */
export function nextPackUpdate(sources: PackSources, rule: PackRule): PackUpdate | undefined {
	const { rows } = sources;
	const quiet = rows.listQuiet(rule.quietSince, rule.silentSince, STEP_SESSIONS);
	const overdue = quiet.some(({ last_received_at }) => last_received_at <= rule.overdueSince);
	const due = quiet.length >= rule.atLeast || overdue ? quiet : [];
	const holes = rows.listHoles().slice(0, STEP_SESSIONS);
	if (due.length === 0 && holes.length === 0) return undefined;
	return packSessions(sources, due, holes);
}

/** Makes the packs of some sessions anew, and takes those out that were deleted. */
function packSessions(
	sources: PackSources,
	sessions: readonly SessionRow[],
	holes: readonly { session_id: number; consumer_id: number; day: number }[],
): PackUpdate {
	const { rows, terms } = sources;
	const changes = new Map<string, { key: PackKey; facts: Map<number, SessionFacts | undefined> }>();
	const change = (key: PackKey, id: number, facts: SessionFacts | undefined) => {
		const text = keyText(key);
		let found = changes.get(text);
		if (found === undefined) {
			found = { key, facts: new Map() };
			changes.set(text, found);
		}
		found.facts.set(id, facts);
	};
	for (const { session_id: id, consumer_id: consumer, day } of holes) {
		change({ ...packOf({ id, consumer_id: consumer, started_at: 0 }), day }, id, undefined);
	}
	for (const row of sessions) change(packOf(row), row.id, readSession(row, rows, terms).facts);
	const packs = [...changes.values()].map(({ key, facts }) => changePack(sources, key, facts));
	return {
		terms: terms.changes,
		packs,
		sessions: sessions.map(asPacked),
		holes: holes.map(({ session_id }) => session_id),
	};
}

/**
 * A hole goes with a change of its pack alone, and be it that an empty one is made: so who has read the session before it
 * was deleted, and would pack it now, is refused.
 */
function changePack(sources: PackSources, key: PackKey, changes: ReadonlyMap<number, SessionFacts | undefined>): Pack {
	const entry = sources.packs.find(key);
	const kept = entry === undefined ? [] : readPack(sources, entry).filter(({ id }) => !changes.has(id));
	const changed = [...changes.values()].filter((facts) => facts !== undefined);
	return encodePack(key, [...kept, ...changed], sources.terms, entry?.revision ?? 0);
}

/** What a pack says; where it was damaged, what the rows of the sessions say that it spoke for. */
function readPack({ packs, rows, terms }: PackSources, entry: PackEntry): SessionFacts[] {
	try {
		return packs.factsOf(entry);
	} catch (error) {
		if (!(error instanceof RangeError)) throw error;
		const first = entry.part * PART_SESSIONS;
		return rows
			.listBetween(first, first + PART_SESSIONS)
			.filter((row) => row.packed === 1 && keyText(packOf(row)) === keyText(entry))
			.map((row) => readSession(row, rows, terms).facts);
	}
}

/**
 * Makes a pack of facts.
 * @param replaces the revision of the pack that was there; 0 where there was none
 */
export function encodePack(key: PackKey, facts: readonly SessionFacts[], terms: Terms, replaces: number): Pack {
	const sessions = facts.toSorted((one, other) => one.id - other.id);
	const tally = new ElementTally(terms);
	for (const { flags, trail } of sessions) if ((flags & ORDINARY_MASK) === 0) tally.addTrail(trail);
	return {
		...key,
		replaces,
		sessions: encodeColumns(key, toColumns(sessions)),
		elements: tally.encode(),
		trails: encodeTrails(sessions.map(({ trail }) => trail)),
		touches: encodePoints(key, sessions),
	};
}

/** A session as it is packed. */
export function asPacked({ id, events, last_received_at, stopped_at, test }: SessionRow): PackedSession {
	return { id, events, last_received_at, stopped_at, test };
}
