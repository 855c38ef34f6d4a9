/** What a term names. */
export type TermKind = "action" | "name" | "language" | "ending" | "place";

/** Characters of a name that reports tell apart. */
const TERM_CHARACTERS = 500;

/** A name as reports tell it from others: a very long one by its beginning. */
export function termText(name: string): string {
	return name.length > TERM_CHARACTERS ? name.slice(0, TERM_CHARACTERS).toWellFormed() : name;
}

/** A text with the number that packs name it by. */
export interface NewTerm {
	readonly id: number;
	readonly kind: TermKind;
	readonly text: string;
}

/** What is to become of the texts that packs name by number. */
export interface TermChanges {
	/** How often texts were dropped before: since then, other texts may have their numbers. */
	readonly revision: number;
	readonly added: readonly NewTerm[];
}

/** Texts that no pack names any more. */
export interface DroppedTerms {
	readonly ids: readonly number[];
	/** The revision of the packs that were looked at: another one may name them. */
	readonly packRevision: number;
}

/** Sessions of one consumer that began on one day. */
export interface PackKey {
	/** 0 where the sessions have none. */
	readonly consumer: number;
	/** Days since 1970-01-01, in UTC. */
	readonly day: number;
	/** The sessions' ids divided by {@link PART_SESSIONS}. */
	readonly part: number;
}

/** Sessions whose ids have the same quotient by it share a pack, so that a pack stays small on the busiest day. */
export const PART_SESSIONS = 4096;

export const DAY_MS = 86_400_000;

/** The touches of one pack on one screen in one viewport. */
export interface TouchPack {
	readonly place: number;
	readonly touches: number;
	readonly misses: number;
	readonly bursts: number;
	readonly points: Uint8Array<ArrayBuffer>;
}

/** A pack as it shall be. */
export interface Pack extends PackKey {
	/** The revision of the pack that it replaces; 0 where there was none. */
	readonly replaces: number;
	readonly sessions: Uint8Array<ArrayBuffer>;
	readonly elements: Uint8Array<ArrayBuffer>;
	readonly trails: Uint8Array<ArrayBuffer>;
	readonly touches: readonly TouchPack[];
}

/** A session as it was when it was packed: where it has changed since, it counts as not packed. */
export interface PackedSession {
	readonly id: number;
	readonly events: number;
	/** One event may have gone, and another come. */
	readonly last_received_at: number;
	readonly stopped_at: number | null;
	readonly test: number;
}

/** What the worker has found out and the writer is to keep, in one transaction. */
export interface PackUpdate {
	readonly terms: TermChanges;
	/** Left out where all texts stay. */
	readonly dropped?: DroppedTerms;
	readonly packs: readonly Pack[];
	readonly sessions: readonly PackedSession[];
	/** Deleted sessions that the packs have no more. */
	readonly holes: readonly number[];
}
