import type { Database } from "bun:sqlite";
import { AppError } from "../errors.ts";
import { MOST_PICTURES, type Picture } from "../model/picture.ts";
import { findPictured, type Place, placeText } from "../model/reports/place.ts";
import type { Instant } from "../model/time.ts";

/** The statements on pictures of screens, kept for one connection. */
export function preparePictures(database: Database) {
	const places = database.query<{ place: string }, []>("SELECT place FROM pictures");
	const byPlace = database.query<Picture, [string]>("SELECT type, bytes FROM pictures WHERE place = $1");
	const put = database.query<unknown, [string, string, Instant, Uint8Array]>(
		`INSERT INTO pictures (place, type, uploaded_at, bytes)
		VALUES ($1, $2, $3, $4)
		ON CONFLICT (place) DO UPDATE SET
			type = excluded.type,
			uploaded_at = excluded.uploaded_at,
			bytes = excluded.bytes`,
	);
	const remove = database.query<unknown, [string]>("DELETE FROM pictures WHERE place = $1");

	const listPlaces = () => places.all().map(({ place }) => place);

	return {
		/** The picture that lies under the map of a place. */
		find(place: Place): Picture | undefined {
			const pictured = findPictured(listPlaces(), place);
			return pictured === undefined ? undefined : (byPlace.get(pictured) ?? undefined);
		},
		/**
		 * Keeps a picture, in the stead of the one that the place had.
		 * @throws {AppError} `limit_reached`
		 */
		put(place: Place, { type, bytes }: Picture, uploadedAt: Instant): void {
			const text = placeText(place);
			const others = listPlaces().filter((other) => other !== text);
			if (others.length >= MOST_PICTURES) {
				throw new AppError("limit_reached", {
					sentence: `There are ${MOST_PICTURES} pictures, as many as there may be. Remove one first.`,
				});
			}
			put.run(text, type, uploadedAt, bytes);
		},
		/**
		 * Removes the picture that {@link find} gives.
		 * @throws {AppError} `not_found`
		 */
		remove(place: Place): void {
			const pictured = findPictured(listPlaces(), place);
			if (pictured === undefined) throw new AppError("not_found");
			remove.run(pictured);
		},
	};
}
