import type { Touches } from "../model/reports/answers.ts";
import { pictureOf, readPlace } from "../model/reports/place.ts";
import type { Selection } from "../model/reports/request.ts";
import { type Digest, digestsOf, takeApart } from "./digests.ts";
import { POINT_STEPS, type Point, TAP } from "./packs/session-facts.ts";
import { readPoints } from "./packs/touch-points.ts";
import { hasPicture } from "./pictured.ts";
import type { Segment } from "./selected.ts";
import type { Snapshot } from "./snapshot.ts";

/** Which touches a map shows. */
const LAYERS = ["all", "misses", "bursts"] as const;
type Layer = (typeof LAYERS)[number];

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
	const { touched, counts } = mergeGrids(digestsOf(snapshot, portions, gridOf(place.id, columns, rows)));
	const at = LAYERS.indexOf(layer);
	const cells: Touches["cells"] = [];
	for (const [index, cell] of touched.entries()) {
		const touches = counts[index * LAYERS.length + at] ?? 0;
		if (touches > 0) cells.push([cell % columns, Math.floor(cell / columns), touches]);
	}
	const picture = hasPicture(snapshot.database, pictureOf(place, selection.consumers));
	return { places: listed, place: place.id, picture, columns, rows, cells };
}

/** The touches of those cells that were touched: most of a screen never is. */
interface Grid {
	/** Row by row. */
	readonly touched: Uint32Array;
	/** Of each of these cells, in each of the {@link LAYERS}. */
	readonly counts: Uint32Array;
}

function gridOf(place: number, columns: number, rows: number): Digest<Grid> {
	return {
		name: `touches/${place}`,
		make(snapshot, { segments }) {
			const counts = new Uint32Array(columns * rows * LAYERS.length);
			const visit = ({ x, y, tap }: Point) => {
				const cell = Math.floor((y * rows) / POINT_STEPS) * columns + Math.floor((x * columns) / POINT_STEPS);
				const at = cell * LAYERS.length;
				counts[at] = (counts[at] ?? 0) + 1;
				if ((tap & TAP.miss) !== 0) counts[at + 1] = (counts[at + 1] ?? 0) + 1;
				if ((tap & TAP.burst) !== 0) counts[at + 2] = (counts[at + 2] ?? 0) + 1;
			};
			for (const segment of segments) forEachPoint(snapshot, segment, place, visit);
			return toGrid(counts);
		},
		merge: mergeGrids,
		weigh: ({ touched, counts }) => touched.byteLength + counts.byteLength,
	};
}

/** @param counts of every cell */
function toGrid(counts: Uint32Array): Grid {
	const touched = Uint32Array.from({ length: counts.length / LAYERS.length }, (_, cell) => cell).filter(
		(cell) => (counts[cell * LAYERS.length] ?? 0) > 0,
	);
	const kept = new Uint32Array(touched.length * LAYERS.length);
	for (const [index, cell] of touched.entries()) {
		kept.set(counts.subarray(cell * LAYERS.length, (cell + 1) * LAYERS.length), index * LAYERS.length);
	}
	return { touched, counts: kept };
}

function mergeGrids(parts: readonly Grid[]): Grid {
	const cells = 1 + parts.reduce((last, { touched }) => Math.max(last, touched.at(-1) ?? 0), 0);
	const sums = new Uint32Array(cells * LAYERS.length);
	for (const { touched, counts } of parts) {
		for (const [index, cell] of touched.entries()) {
			for (let layer = 0; layer < LAYERS.length; layer++) {
				const at = cell * LAYERS.length + layer;
				sums[at] = (sums[at] ?? 0) + (counts[index * LAYERS.length + layer] ?? 0);
			}
		}
	}
	return toGrid(sums);
}

function sizeOf(width: number, height: number): { columns: number; rows: number } {
	const cell = Math.max(width, height) / LONG_SIDE_CELLS;
	return { columns: Math.max(1, Math.round(width / cell)), rows: Math.max(1, Math.round(height / cell)) };
}

/** The touches of each place. */
export const PLACES: Digest<Map<number, PlaceCounts>> = {
	name: "places",
	make(snapshot, { segments }) {
		const places = new Map<number, PlaceCounts>();
		for (const segment of segments) countPlaces(snapshot, segment, places);
		return places;
	},
	merge: mergePlaces,
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
