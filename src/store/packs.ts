import type { Database } from "bun:sqlite";
import type { DroppedTerms, Pack, PackUpdate } from "../model/reports/pack-update.ts";

/** Another program has changed a pack, or numbered a text, since what shall be kept was found out. */
class PacksChangedError extends Error {
	override readonly name = "PacksChangedError";

	constructor() {
		super("Another program has changed the packs.");
	}
}

/** The statements on packs, kept for one connection. */
export function preparePacks(database: Database) {
	const insertTerm = database.query<unknown, [number, string, string]>(
		"INSERT INTO report_terms (id, kind, text) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING",
	);
	// Kept beside the packs: it must grow also where packs were deleted, for who reads them looks for what is above the
	// last one that it has seen.
	const nextRevision = database.query<{ value: number }, []>(
		`INSERT INTO settings (name, value)
		VALUES ('pack_revision', coalesce((SELECT max(revision) FROM session_packs), 0) + 1)
		ON CONFLICT (name) DO UPDATE SET value = max(settings.value + 1, excluded.value)
		RETURNING value`,
	);
	const revisionOf = database.query<{ revision: number }, [number, number, number]>(
		"SELECT revision FROM session_packs WHERE consumer_id = $1 AND day = $2 AND part = $3",
	);
	const putPack = database.query<
		unknown,
		[number, number, number, number, Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>]
	>(
		`INSERT INTO session_packs (consumer_id, day, part, revision, sessions, elements, trails)
		VALUES ($1, $2, $3, $4, $5, $6, $7)
		ON CONFLICT (consumer_id, day, part) DO UPDATE SET
			revision = excluded.revision,
			sessions = excluded.sessions,
			elements = excluded.elements,
			trails = excluded.trails`,
	);
	const removeTouches = database.query<unknown, [number, number, number]>(
		"DELETE FROM touch_packs WHERE consumer_id = $1 AND day = $2 AND part = $3",
	);
	const putTouches = database.query<
		unknown,
		[number, number, number, number, number, number, number, Uint8Array<ArrayBuffer>]
	>(
		`INSERT INTO touch_packs (place, consumer_id, day, part, touches, misses, bursts, points)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
	);
	// A session that changed since it was read stays unpacked: its rows count until the next time.
	const markPacked = database.query<unknown, [number, number, number, number | null, number]>(
		`UPDATE session_records
		SET packed = 1
		WHERE id = $1 AND events = $2 AND last_received_at = $3 AND stopped_at IS $4 AND test = $5`,
	);
	const termRevision = database.query<{ value: number }, []>("SELECT value FROM settings WHERE name = 'term_revision'");
	const nextTermRevision = database.query<unknown, []>(
		`INSERT INTO settings (name, value)
		VALUES ('term_revision', 1)
		ON CONFLICT (name) DO UPDATE SET value = settings.value + 1`,
	);
	const dropTerm = database.query<unknown, [number]>("DELETE FROM report_terms WHERE id = $1");
	const removeHole = database.query<unknown, [number]>("DELETE FROM pack_holes WHERE session_id = $1");

	return {
		/**
		 * Keeps what the worker found out, inside the caller's transaction.
		 * @throws {PacksChangedError} the next try reads what the other program did
		 */
		apply({ terms, dropped, packs, sessions, holes }: PackUpdate): void {
			if ((termRevision.get()?.value ?? 0) !== terms.revision) throw new PacksChangedError();
			for (const { id, kind, text } of terms.added) {
				if (insertTerm.run(id, kind, text).changes === 0) throw new PacksChangedError();
			}
			const revision = nextRevision.get()?.value ?? 1;
			if (dropped !== undefined) drop(dropped, revision);
			for (const pack of packs) put(pack, revision);
			for (const { id, events, last_received_at, stopped_at, test } of sessions) {
				markPacked.run(id, events, last_received_at, stopped_at, test);
			}
			for (const id of holes) removeHole.run(id);
		},
	};

	function drop({ ids, packRevision }: DroppedTerms, revision: number): void {
		if (revision !== packRevision + 1) throw new PacksChangedError();
		for (const id of ids) dropTerm.run(id);
		nextTermRevision.run();
	}

	function put(pack: Pack, revision: number): void {
		const { consumer, day, part } = pack;
		if ((revisionOf.get(consumer, day, part)?.revision ?? 0) !== pack.replaces) {
			throw new PacksChangedError();
		}
		putPack.run(consumer, day, part, revision, pack.sessions, pack.elements, pack.trails);
		removeTouches.run(consumer, day, part);
		for (const { place, touches, misses, bursts, points } of pack.touches) {
			putTouches.run(place, consumer, day, part, touches, misses, bursts, points);
		}
	}
}

/**
 * Keeps updates for a command, each in a transaction of its own.
 * @returns a function that gives `false` where another program has changed the packs since they were read: nothing is kept
 */
export function createPackWriter(database: Database): (update: PackUpdate) => boolean {
	const packs = preparePacks(database);
	return (update) => {
		database.run("BEGIN IMMEDIATE");
		try {
			packs.apply(update);
			database.run("COMMIT");
			return true;
		} catch (error) {
			if (error instanceof PacksChangedError) return false;
			throw error;
		} finally {
			if (database.inTransaction) database.run("ROLLBACK");
		}
	};
}
