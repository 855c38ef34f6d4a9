import type { Database } from "bun:sqlite";
import type { PackKey } from "../../model/reports/pack-update.ts";
import { columnBytes, decodeColumns, type SessionColumns } from "./columns.ts";
import { keyText } from "./day.ts";
import type { Point, SessionFacts } from "./session-facts.ts";
import { decodePoints } from "./touch-points.ts";
import { decodeTrails } from "./trail.ts";

/** A pack as the directory knows it, without its content. */
export interface PackEntry extends PackKey {
	readonly id: number;
	readonly revision: number;
}

/** Columns are kept up to so many bytes: a year of 20 kiosks. */
const CACHE_BYTES = 48 * 1024 * 1024;

/** Reads packs. Which there are is kept in memory, and so are the figures of those that were asked for last. */
export class PackStore {
	readonly #directory = new Map<string, PackEntry>();
	readonly #columns = new Map<number, { revision: number; columns: SessionColumns }>();
	#columnBytes = 0;
	#revision = 0;
	#entries: readonly PackEntry[] | undefined;

	readonly #changed;
	readonly #sessions;
	readonly #elements;
	readonly #trails;
	readonly #points;

	constructor(database: Database) {
		this.#changed = database.query<PackEntry, [number]>(
			`SELECT
				id,
				consumer_id AS consumer,
				day,
				part,
				revision
			FROM session_packs
			WHERE revision > $1`,
		);
		this.#sessions = database.query<{ bytes: Uint8Array }, [number]>(
			"SELECT sessions AS bytes FROM session_packs WHERE id = $1",
		);
		this.#elements = database.query<{ bytes: Uint8Array }, [number]>(
			"SELECT elements AS bytes FROM session_packs WHERE id = $1",
		);
		this.#trails = database.query<{ bytes: Uint8Array }, [number]>(
			"SELECT trails AS bytes FROM session_packs WHERE id = $1",
		);
		this.#points = database.query<{ place: number; bytes: Uint8Array }, [number, number, number]>(
			"SELECT place, points AS bytes FROM touch_packs WHERE consumer_id = $1 AND day = $2 AND part = $3",
		);
	}

	/** Learns which packs changed, inside the caller's transaction. */
	refresh(): void {
		for (const entry of this.#changed.all(this.#revision)) {
			this.#revision = Math.max(this.#revision, entry.revision);
			this.#directory.set(keyText(entry), entry);
			this.#entries = undefined;
		}
	}

	/** Grows with each change of any pack. */
	get revision(): number {
		return this.#revision;
	}

	/** All packs, by day. */
	get entries(): readonly PackEntry[] {
		this.#entries ??= [...this.#directory.values()].sort((one, other) => one.day - other.day || one.id - other.id);
		return this.#entries;
	}

	find(key: PackKey): PackEntry | undefined {
		return this.#directory.get(keyText(key));
	}

	columnsOf(entry: PackEntry): SessionColumns {
		const kept = this.#columns.get(entry.id);
		if (kept !== undefined) {
			// Deleted and set again, it is the last to go.
			this.#columns.delete(entry.id);
			if (kept.revision === entry.revision) {
				this.#columns.set(entry.id, kept);
				return kept.columns;
			}
			this.#columnBytes -= columnBytes(kept.columns);
		}
		const columns = decodeColumns(entry, this.#sessions.get(entry.id)?.bytes ?? new Uint8Array(4));
		this.#columns.set(entry.id, { revision: entry.revision, columns });
		this.#columnBytes += columnBytes(columns);
		for (const [id, { columns: oldest }] of this.#columns) {
			if (this.#columnBytes <= CACHE_BYTES) break;
			this.#columns.delete(id);
			this.#columnBytes -= columnBytes(oldest);
		}
		return columns;
	}

	elementsOf(entry: PackEntry): Uint8Array {
		return this.#elements.get(entry.id)?.bytes ?? new Uint8Array();
	}

	/** Trails in the order of the pack's sessions. */
	trailsOf(entry: PackEntry) {
		return decodeTrails(this.#trails.get(entry.id)?.bytes ?? new Uint8Array());
	}

	/** All that a pack says. */
	factsOf(entry: PackEntry): SessionFacts[] {
		const columns = this.columnsOf(entry);
		const points = new Map<number, Point[]>();
		for (const { place, bytes } of this.#points.all(entry.consumer, entry.day, entry.part)) {
			decodePoints(entry.part, place, bytes, points);
		}
		return [...this.trailsOf(entry)].map((trail, index) => {
			const id = columns.id[index] ?? 0;
			return {
				id,
				startedAt: columns.startedAt[index] ?? 0,
				heardMs: columns.heardMs[index] ?? 0,
				dwellSeconds: columns.dwellSeconds[index] ?? 0,
				events: columns.events[index] ?? 0,
				misses: columns.misses[index] ?? 0,
				bursts: columns.bursts[index] ?? 0,
				targets: columns.targets[index] ?? 0,
				flags: columns.flags[index] ?? 0,
				language: columns.language[index] ?? 0,
				ending: columns.ending[index] ?? 0,
				trail,
				points: points.get(id) ?? [],
			};
		});
	}
}
