import type { Database } from "bun:sqlite";
import type { Pack, PackUpdate } from "../model/reports/pack-update.ts";

/** The statements on packs, kept for one connection. */
export function preparePacks(database: Database) {
	const insertTerm = database.query<unknown, [number, string, string]>(
		"INSERT INTO report_terms (id, kind, text) VALUES ($1, $2, $3)",
	);
	const lastRevision = database.query<{ revision: number | null }, []>(
		"SELECT max(revision) AS revision FROM session_packs",
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
	const markPacked = database.query<unknown, [number, number, number | null, number]>(
		"UPDATE session_records SET packed = 1 WHERE id = $1 AND events = $2 AND stopped_at IS $3 AND test = $4",
	);
	const removeHole = database.query<unknown, [number]>("DELETE FROM pack_holes WHERE session_id = $1");

	return {
		/**
		 * Keeps what the worker found out, inside the caller's transaction.
		 * @throws where another program has changed a pack or numbered a text meanwhile: the next try reads what it did
		 */
		apply({ terms, packs, sessions, holes }: PackUpdate): void {
			for (const { id, kind, text } of terms) insertTerm.run(id, kind, text);
			const revision = (lastRevision.get()?.revision ?? 0) + 1;
			for (const pack of packs) put(pack, revision);
			for (const { id, events, stopped_at, test } of sessions) markPacked.run(id, events, stopped_at, test);
			for (const id of holes) removeHole.run(id);
		},
	};

	function put(pack: Pack, revision: number): void {
		const { consumer, day, part } = pack;
		if ((revisionOf.get(consumer, day, part)?.revision ?? 0) !== pack.replaces) {
			throw new Error("Another program has changed a pack.");
		}
		putPack.run(consumer, day, part, revision, pack.sessions, pack.elements, pack.trails);
		removeTouches.run(consumer, day, part);
		for (const { place, touches, misses, bursts, points } of pack.touches) {
			putTouches.run(place, consumer, day, part, touches, misses, bursts, points);
		}
	}
}
