import type { Database } from "bun:sqlite";
import { findPictured, type Pictured, type PicturedPlace, type Place, placeText } from "../model/reports/place.ts";
import type { Snapshot } from "./snapshot.ts";

/** Whether a picture lies under the touch map of a place. */
export function hasPicture(database: Database, place: PicturedPlace): boolean {
	const pictured = database.query<Pictured, []>("SELECT place, consumer_id AS consumer FROM pictures");
	return findPictured(pictured.all(), place) !== undefined;
}

/** Whether a visitor of some consumers ever touched a place. */
export function isTouched({ database, terms, tail }: Snapshot, place: Place, consumers: readonly number[]): boolean {
	const term = terms.find("place", placeText(place));
	if (term === undefined) return false;
	const packed = database.query<{ touched: number }, [number, string]>(
		`SELECT EXISTS (
			SELECT 1
			FROM touch_packs
			WHERE place = $1 AND consumer_id IN (SELECT value FROM json_each($2))
		) AS touched`,
	);
	if (packed.get(term, JSON.stringify(consumers))?.touched === 1) return true;
	return tail.some(
		({ row, facts }) => consumers.includes(row.consumer_id) && facts.points.some((point) => point.place === term),
	);
}
