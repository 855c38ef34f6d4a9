import type { SessionFacts } from "./session-facts.ts";
import { SessionReader, type SessionRow } from "./session-reader.ts";
import type { SessionRows } from "./session-rows.ts";
import type { Terms } from "./terms.ts";

/** A session that no pack speaks for: open, or changed since it was packed. */
export interface TailSession {
	readonly row: SessionRow;
	readonly facts: SessionFacts;
}

interface Kept extends TailSession {
	readonly reader: SessionReader;
}

/** The sessions behind the packs. What was read of one is kept until it is packed: each event is read once. */
export class Tail {
	#kept = new Map<number, Kept>();
	#eventsRead = 0;

	constructor(
		private readonly rows: SessionRows,
		private readonly terms: Terms,
	) {}

	/** Reads what is new, inside the caller's transaction. */
	read(): readonly TailSession[] {
		const before = this.#kept;
		this.#kept = new Map();
		for (const row of this.rows.listUnpacked()) this.#kept.set(row.id, this.#follow(row, before.get(row.id)));
		return [...this.#kept.values()];
	}

	/** Events that were read so far. */
	get eventsRead(): number {
		return this.#eventsRead;
	}

	/** Forgets what was read: the numbers of its texts are not the database's. */
	clear(): void {
		this.#kept.clear();
	}

	#follow(row: SessionRow, kept: Kept | undefined): Kept {
		if (kept?.row.events === row.events && kept.row.last_received_at === row.last_received_at) {
			if (kept.row.stopped_at === row.stopped_at && kept.row.test === row.test) return { ...kept, row };
			return { row, reader: kept.reader, facts: kept.reader.facts(row) };
		}
		if (kept !== undefined && this.#continue(kept.reader, row)) {
			return { row, reader: kept.reader, facts: kept.reader.facts(row) };
		}
		this.#eventsRead += row.events;
		return readSession(row, this.rows, this.terms);
	}

	/** @returns `false` where an event is older than those that were read, or one has gone */
	#continue(reader: SessionReader, row: SessionRow): boolean {
		for (const event of this.rows.listEvents(row, reader.lastId)) {
			this.#eventsRead++;
			if (!reader.add(event)) return false;
		}
		return reader.events === row.events;
	}
}

/** Reads a session from its rows. */
export function readSession(row: SessionRow, rows: SessionRows, terms: Terms): Kept {
	const reader = new SessionReader(terms, row.started_at, row.data);
	for (const event of rows.listEvents(row, 0)) reader.add(event);
	return { row, reader, facts: reader.facts(row) };
}
