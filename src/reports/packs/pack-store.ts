import type { Database, Statement } from "bun:sqlite";
import type { PackKey } from "../../model/reports/pack-update.ts";
import { BoundedCache } from "../bounded-cache.ts";
import { columnBytes, decodeColumns, factsAt, type SessionColumns, toColumns } from "./columns.ts";
import { keyText } from "./day.ts";
import type { Point, SessionFacts, Trail } from "./session-facts.ts";
import { decodePoints } from "./touch-points.ts";
import { decodeTrails, visitTrails } from "./trail.ts";

/** A pack as the directory knows it, without its content. */
export interface PackEntry extends PackKey {
	readonly id: number;
	readonly revision: number;
}

/** Columns are kept up to so many bytes: two months of 20 kiosks. Whole days and months are summed up elsewhere. */
const CACHE_BYTES = 8 * 1024 * 1024;

/** The packs of one day. */
interface PackDay {
	/** The highest of its packs: it grows with each change of any of them. */
	readonly revision: number;
	readonly entries: readonly PackEntry[];
}

/** Reads packs. Which there are is kept in memory, and so are the figures of those that were asked for last. */
export class PackStore {
	readonly #directory = new Map<string, PackEntry>();
	readonly #byDay = new Map<number, PackDay>();
	readonly #columns = new BoundedCache<number, { revision: number; columns: SessionColumns }>(CACHE_BYTES);
	readonly #anyFlags = new Map<number, { revision: number; flags: number }>();
	#bytesRead = 0;
	#revision = 0;
	#days: readonly number[] | undefined;

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
		// With the revision: where packs were deleted by hand, their ids may be others' now.
		this.#sessions = database.query<{ bytes: Uint8Array }, [number, number]>(
			"SELECT sessions AS bytes FROM session_packs WHERE id = $1 AND revision = $2",
		);
		this.#elements = database.query<{ bytes: Uint8Array }, [number, number]>(
			"SELECT elements AS bytes FROM session_packs WHERE id = $1 AND revision = $2",
		);
		this.#trails = database.query<{ bytes: Uint8Array }, [number, number]>(
			"SELECT trails AS bytes FROM session_packs WHERE id = $1 AND revision = $2",
		);
		this.#points = database.query<{ place: number; bytes: Uint8Array }, [number, number, number]>(
			"SELECT place, points AS bytes FROM touch_packs WHERE consumer_id = $1 AND day = $2 AND part = $3",
		);
	}

	/** Learns which packs changed, inside the caller's transaction. */
	refresh(): void {
		for (const [day, changed] of Map.groupBy(this.#changed.all(this.#revision), (entry) => entry.day)) {
			for (const entry of changed) this.#directory.set(keyText(entry), entry);
			// By their names: one that was deleted by hand, and made anew, has another id.
			const names = new Set(changed.map(keyText));
			const before = this.#byDay.get(day);
			const revision = Math.max(...changed.map((entry) => entry.revision));
			const entries = [...(before?.entries ?? []).filter((entry) => !names.has(keyText(entry))), ...changed];
			this.#byDay.set(day, { revision, entries });
			this.#revision = Math.max(this.#revision, revision);
			if (before === undefined) this.#days = undefined;
		}
	}

	/** Bytes of packs that were read so far: what they were decoded to is mostly garbage soon after. */
	get bytesRead(): number {
		return this.#bytesRead;
	}

	/** The days that have packs, in order. */
	get days(): readonly number[] {
		this.#days ??= [...this.#byDay.keys()].sort((one, other) => one - other);
		return this.#days;
	}

	ofDay(day: number): PackDay {
		return this.#byDay.get(day) ?? { revision: 0, entries: [] };
	}

	/** The packs of a part. */
	entriesOf(part: number): PackEntry[] {
		return [...this.#directory.values()].filter((entry) => entry.part === part);
	}

	/** The least part from one on that has a pack. */
	findNextPart(from: number): number | undefined {
		let next: number | undefined;
		for (const { part } of this.#directory.values()) if (part >= from && part < (next ?? Infinity)) next = part;
		return next;
	}

	find(key: PackKey): PackEntry | undefined {
		return this.#directory.get(keyText(key));
	}

	columnsOf(entry: PackEntry): SessionColumns {
		const kept = this.#columns.get(entry.id);
		if (kept?.revision === entry.revision) return kept.columns;
		const bytes = this.#read(this.#sessions, entry);
		const columns = bytes === undefined ? toColumns([]) : decodeColumns(entry, bytes);
		this.#columns.set(entry.id, { revision: entry.revision, columns }, columnBytes(columns));
		return columns;
	}

	/** Bits of {@link FLAGS} that any of a pack's sessions has: known of all packs, once they were read. */
	anyFlagsOf(entry: PackEntry): number {
		const known = this.#anyFlags.get(entry.id);
		if (known?.revision === entry.revision) return known.flags;
		const { anyFlags: flags } = this.columnsOf(entry);
		this.#anyFlags.set(entry.id, { revision: entry.revision, flags });
		return flags;
	}

	elementsOf(entry: PackEntry): Uint8Array {
		return this.#read(this.#elements, entry) ?? new Uint8Array();
	}

	/** Calls a function with each trail, as {@link visitTrails} does, in the order of the pack's sessions. */
	visitTrails(entry: PackEntry, visit: (trail: Trail, index: number) => void): void {
		visitTrails(this.#read(this.#trails, entry) ?? new Uint8Array(), visit);
	}

	/**
	 * All that a pack says.
	 * @throws {RangeError} where it was damaged so that it cannot be read
	 */
	factsOf(entry: PackEntry): SessionFacts[] {
		const columns = this.columnsOf(entry);
		const points = new Map<number, Point[]>();
		for (const { place, bytes } of this.#points.all(entry.consumer, entry.day, entry.part)) {
			decodePoints(entry.part, place, bytes, points);
		}
		const trails = decodeTrails(this.#read(this.#trails, entry) ?? new Uint8Array());
		if (trails.length !== columns.length) throw new RangeError("A pack has not as many trails as sessions.");
		return trails.map((trail, index) => factsAt(columns, index, trail, (session) => points.get(session) ?? []));
	}

	#read(statement: Statement<{ bytes: Uint8Array }, [number, number]>, { id, revision }: PackEntry) {
		const bytes = statement.get(id, revision)?.bytes;
		this.#bytesRead += bytes?.length ?? 0;
		return bytes;
	}
}
