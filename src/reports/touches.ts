import type { Touches } from "../model/reports/answers.ts";
import { readPlace } from "../model/reports/place.ts";
import type { Selection } from "../model/reports/request.ts";
import { type Digest, digestsOf, takeApart } from "./digests.ts";
import { POINT_STEPS, type Point, TAP } from "./packs/session-facts.ts";
import { readPoints } from "./packs/touch-points.ts";
import { hasPicture } from "./pictured.ts";
import type { Segment } from "./selected.ts";
import type { Snapshot } from "./snapshot.ts";

/** Which touches a map shows. */
type Layer = "all" | "misses" | "bursts";

/** Cells along the longer side of a map: about 12 px of a large screen, less than a finger. */
const LONG_SIDE_CELLS = 128;

/** Places that are listed at most. */
const MOST_PLACES = 100;

interface PlaceCounts {
	touches: number;
	misses: number;
	bursts: number;
}

/** Where screens are touched, on a grid. */
export function reportTouches(
	snapshot: Snapshot,
	selection: Selection,
	wanted: number | undefined,
	layer: Layer,
): Touches {
	const portions = takeApart(snapshot, selection);
	const places = mergePlaces(digestsOf(snapshot, portions, PLACES));
	const listed = [...places]
		.map(([id, counts]) => ({ id, ...readPlace(snapshot.terms.textOf(id)), ...counts }))
		.sort((one, other) => other.touches - one.touches || one.id - other.id)
		.slice(0, MOST_PLACES);
	const place = wanted === undefined ? listed[0] : listed.find(({ id }) => id === wanted);
	if (place === undefined) return { places: listed, place: null, picture: false, columns: 0, rows: 0, cells: [] };
	const { columns, rows } = sizeOf(place.width, place.height);
	const grid = new Uint32Array(columns * rows);
	for (const part of digestsOf(snapshot, portions, gridOf(place.id, layer, columns, rows))) {
		for (let cell = 0; cell < grid.length; cell++) grid[cell] = (grid[cell] ?? 0) + (part[cell] ?? 0);
	}
	const cells: Touches["cells"] = [];
	for (const [cell, touches] of grid.entries()) {
		if (touches > 0) cells.push([cell % columns, Math.floor(cell / columns), touches]);
	}
	return { places: listed, place: place.id, picture: hasPicture(snapshot.database, place), columns, rows, cells };
}

/** Touches of each cell, row by row. */
function gridOf(place: number, layer: Layer, columns: number, rows: number): Digest<Uint32Array> {
	return {
		name: `touches/${place}/${layer}`,
		make(snapshot, { segments }) {
			const grid = new Uint32Array(columns * rows);
			for (const segment of segments) {
				forEachPoint(snapshot, segment, place, ({ x, y, tap }) => {
					if (layer !== "all" && (tap & (layer === "misses" ? TAP.miss : TAP.burst)) === 0) return;
					const cell = Math.floor((y * rows) / POINT_STEPS) * columns + Math.floor((x * columns) / POINT_STEPS);
					grid[cell] = (grid[cell] ?? 0) + 1;
				});
			}
			return grid;
		},
		weigh: (grid) => grid.byteLength,
	};
}

function sizeOf(width: number, height: number): { columns: number; rows: number } {
	const cell = Math.max(width, height) / LONG_SIDE_CELLS;
	return { columns: Math.max(1, Math.round(width / cell)), rows: Math.max(1, Math.round(height / cell)) };
}

/** The touches of each place. */
const PLACES: Digest<Map<number, PlaceCounts>> = {
	name: "places",
	make(snapshot, { segments }) {
		const places = new Map<number, PlaceCounts>();
		for (const segment of segments) countPlaces(snapshot, segment, places);
		return places;
	},
	weigh: (places) => places.size * 100,
};

function mergePlaces(parts: readonly ReadonlyMap<number, PlaceCounts>[]): Map<number, PlaceCounts> {
	const places = new Map<number, PlaceCounts>();
	for (const part of parts) for (const [place, counts] of part) add(places, place, counts);
	return places;
}

function add(places: Map<number, PlaceCounts>, place: number, { touches, misses, bursts }: PlaceCounts): void {
	const counts = places.get(place) ?? { touches: 0, misses: 0, bursts: 0 };
	places.set(place, counts);
	counts.touches += touches;
	counts.misses += misses;
	counts.bursts += bursts;
}

function countPlaces(snapshot: Snapshot, segment: Segment, places: Map<number, PlaceCounts>): void {
	const { entry, whole } = segment;
	if (!whole || entry === undefined) {
		forEachPoint(snapshot, segment, undefined, ({ place, tap }) => {
			const [misses, bursts] = [(tap & TAP.miss) === 0 ? 0 : 1, (tap & TAP.burst) === 0 ? 0 : 1];
			add(places, place, { touches: 1, misses, bursts });
		});
		return;
	}
	const rows = snapshot.database
		.query<{ place: number } & PlaceCounts, [number, number, number]>(
			`SELECT
				place,
				touches,
				misses,
				bursts
			FROM touch_packs
			WHERE consumer_id = $1 AND day = $2 AND part = $3 AND touches > 0`,
		)
		.all(entry.consumer, entry.day, entry.part);
	for (const { place, ...counts } of rows) add(places, place, counts);
}

/** Calls a function with each touch of a segment's chosen sessions, at one place or at all. */
function forEachPoint(
	{ database }: Snapshot,
	{ entry, facts, columns, chosen, whole }: Segment,
	wanted: number | undefined,
	visit: (point: Point) => void,
): void {
	for (const { points } of facts ?? []) {
		for (const point of points) if (wanted === undefined || point.place === wanted) visit(point);
	}
	if (entry === undefined) return;
	const ids =
		whole && chosen === undefined ? undefined : new Set(Array.from(chosen ?? [], (index) => columns.id[index]));
	const rows = database
		.query<{ place: number; points: Uint8Array }, [number, number, number, number | null]>(
			`SELECT place, points
			FROM touch_packs
			WHERE consumer_id = $1 AND day = $2 AND part = $3 AND place = coalesce($4, place)`,
		)
		.all(entry.consumer, entry.day, entry.part, wanted ?? null);
	for (const { place, points } of rows) {
		readPoints(entry.part, points, (session, x, y, tap) => {
			if (ids === undefined || ids.has(session)) visit({ place, x, y, tap });
		});
	}
}
