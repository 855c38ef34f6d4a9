import type { Database } from "bun:sqlite";
import type { PackKey, TouchPack } from "../../model/reports/pack-update.ts";
import { decodeColumns, encodeColumns, factsAt } from "./columns.ts";
import type { PackEntry } from "./pack-store.ts";
import type { Point, SessionFacts } from "./session-facts.ts";
import { decodePoints, POINT_BYTES } from "./touch-points.ts";
import { decodeTrails, encodeTrails } from "./trail.ts";

/** A pack as it is kept. */
export interface PackContent {
	readonly sessions: Uint8Array;
	readonly elements: Uint8Array;
	readonly trails: Uint8Array;
	readonly touches: readonly TouchPack[];
}

/** The statements that read packs as they are kept, for one connection. */
export function preparePackContents(database: Database) {
	const content = database.query<Omit<PackContent, "touches">, [number, number]>(
		`SELECT
			sessions,
			elements,
			trails
		FROM session_packs
		WHERE id = $1 AND revision = $2`,
	);
	const touches = database.query<TouchPack, [number, number, number]>(
		`SELECT
			place,
			touches,
			misses,
			bursts,
			points
		FROM touch_packs
		WHERE consumer_id = $1 AND day = $2 AND part = $3
		ORDER BY place`,
	);
	const strayTouches = database.query<PackKey, []>(
		`SELECT DISTINCT
			consumer_id AS consumer,
			day,
			part
		FROM touch_packs AS t
		WHERE NOT EXISTS (
			SELECT 1 FROM session_packs AS s WHERE s.consumer_id = t.consumer_id AND s.day = t.day AND s.part = t.part
		)`,
	);

	const revision = database.query<{ value: number }, []>("SELECT value FROM settings WHERE name = 'pack_revision'");

	return {
		/** Grows with each change of any pack. */
		readRevision: () => revision.get()?.value ?? 0,
		/** `undefined` where its row is gone. */
		read(entry: PackEntry): PackContent | undefined {
			const found = content.get(entry.id, entry.revision);
			return found === null ? undefined : { ...found, touches: touches.all(entry.consumer, entry.day, entry.part) };
		},
		/** Packs that have touches and are not there. */
		listStrayTouches: () => strayTouches.all(),
	};
}

/** What {@link preparePackContents} gives. */
export type PackContents = ReturnType<typeof preparePackContents>;

/**
 * All that a pack says, its points in the order of their places.
 * @throws {RangeError} where it was damaged so that it cannot be read
 */
export function decodePack(key: PackKey, content: PackContent): SessionFacts[] {
	const columns = decodeColumns(key, content.sessions);
	const trails = [...decodeTrails(content.trails)];
	if (!same(encodeColumns(key, columns), content.sessions) || !same(encodeTrails(trails), content.trails)) {
		throw new RangeError("It has bytes that nothing follows from.");
	}
	if (trails.length !== columns.length) {
		throw new RangeError(`It has ${columns.length} sessions, and the events of ${trails.length}.`);
	}
	const points = new Map<number, Point[]>();
	for (const { place, points: bytes } of content.touches) {
		if (bytes.length % POINT_BYTES !== 0) throw new RangeError("A touch in it is cut off.");
		decodePoints(key.part, place, bytes, points);
	}
	const facts = trails.map((trail, index) => factsAt(columns, index, trail, (session) => points.get(session) ?? []));
	for (const { id } of facts) points.delete(id);
	for (const id of points.keys()) throw new RangeError(`It has touches of session ${id}, and not the session.`);
	return facts;
}

function same(one: Uint8Array, other: Uint8Array): boolean {
	return Buffer.compare(one, other) === 0;
}
