import type { Database } from "bun:sqlite";
import { AppError } from "../errors.ts";
import type { PackKey } from "../model/reports/pack-update.ts";
import { Digests } from "./digests.ts";
import type { LongReport } from "./long-report.ts";
import { keyText, packOf } from "./packs/day.ts";
import { PackStore } from "./packs/pack-store.ts";
import { prepareSessionRows, type SessionRows } from "./packs/session-rows.ts";
import { Tail, type TailSession } from "./packs/tail.ts";
import { Terms } from "./packs/terms.ts";

/** More unpacked sessions than these are not read at once: the packs are being made, as after an upgrade. */
const TAIL_SESSIONS = 20_000;

/** Bytes of an event's row, about: its data is a few dozen members of JSON. */
const EVENT_BYTES = 250;

/** What reports are made from: all packs, and the sessions that no pack speaks for, at one moment. */
export interface Snapshot {
	readonly database: Database;
	readonly rows: SessionRows;
	readonly packs: PackStore;
	readonly terms: Terms;
	readonly tail: readonly TailSession[];
	/** Sessions that packs may name, and that do not count as packs say. */
	readonly overridden: ReadonlySet<number>;
	/** The packs that may name them, by {@link keyText}; and their days. */
	readonly touchedPacks: ReadonlySet<string>;
	readonly touchedDays: ReadonlySet<number>;
	readonly digests: Digests;
}

/** Keeps what was read from one look to the next. */
export class Snapshots {
	readonly #rows: SessionRows;
	#terms: Terms;
	#packs: PackStore;
	#tail: Tail;
	#digests = new Digests();

	constructor(private readonly database: Database) {
		this.#rows = prepareSessionRows(database);
		this.#terms = new Terms(database);
		this.#packs = new PackStore(database);
		this.#tail = new Tail(this.#rows, this.#terms);
	}

	/**
	 * Looks at the file as it is now, in one read transaction, which ends with the task.
	 * @throws {AppError} `reports_not_ready` where the packs are being made
	 */
	look<T>(task: (snapshot: Snapshot) => T): T {
		return this.#transaction(() => task(this.#snapshot()));
	}

	/** The same for a task that stops on its way: the transaction goes on until it ends, or is left. */
	*lookAtLength<T>(task: (snapshot: Snapshot) => LongReport<T>): LongReport<T> {
		this.#begin();
		try {
			return yield* task(this.#snapshot());
		} finally {
			this.database.run("COMMIT");
		}
	}

	/** Bytes of packs and rows that were read since the last {@link forget}, about. */
	get bytesRead(): number {
		return this.#packs.bytesRead + this.#tail.eventsRead * EVENT_BYTES;
	}

	/** Looks at the packs alone, to make others. */
	lookAtPacks<T>(task: (sources: { rows: SessionRows; packs: PackStore; terms: Terms }) => T): T {
		return this.#transaction(() => task({ rows: this.#rows, packs: this.#packs, terms: this.#terms }));
	}

	/** Looks at rows alone. */
	lookAtRows<T>(task: (database: Database, terms: Terms) => T): T {
		return this.#transaction(() => task(this.database, this.#terms));
	}

	/** Forgets all: what the writer was given, it did not take. */
	forget(): void {
		this.#terms = new Terms(this.database);
		this.#packs = new PackStore(this.database);
		this.#tail = new Tail(this.#rows, this.#terms);
		this.#digests = new Digests();
	}

	#snapshot(): Snapshot {
		const waiting = this.#rows.countUnpacked();
		if (waiting > TAIL_SESSIONS) {
			throw new AppError("reports_not_ready", {
				sentence: `The reports are being made: ${waiting} sessions to go`,
				retryAfterSeconds: 5,
			});
		}
		const tail = this.#tail.read();
		const overridden = new Set<number>();
		const touchedPacks = new Set<string>();
		const touchedDays = new Set<number>();
		const touch = (id: number, key: PackKey) => {
			if (this.#packs.find(key) === undefined) return;
			overridden.add(id);
			touchedPacks.add(keyText(key));
			touchedDays.add(key.day);
		};
		for (const { row } of tail) touch(row.id, packOf(row));
		for (const { session_id: id, consumer_id, day } of this.#rows.listHoles()) {
			touch(id, { ...packOf({ id, consumer_id, started_at: 0 }), day });
		}
		return {
			database: this.database,
			rows: this.#rows,
			packs: this.#packs,
			terms: this.#terms,
			digests: this.#digests,
			...{ tail, overridden, touchedPacks, touchedDays },
		};
	}

	#transaction<T>(task: () => T): T {
		this.#begin();
		try {
			return task();
		} finally {
			this.database.run("COMMIT");
		}
	}

	#begin(): void {
		this.database.run("BEGIN");
		try {
			if (!this.#terms.refresh()) {
				this.forget();
				this.#terms.refresh();
			}
			this.#packs.refresh();
		} catch (error) {
			this.database.run("COMMIT");
			throw error;
		}
	}
}
