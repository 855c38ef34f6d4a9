import type { Database } from "bun:sqlite";
import { AppError } from "../errors.ts";
import { MOST_PICTURES, type Picture } from "../model/picture.ts";
import { EVERY_CONSUMER, findPictured, type Pictured, type PicturedPlace, placeText } from "../model/reports/place.ts";
import type { Instant } from "../model/time.ts";

/** The statements on pictures of screens, kept for one connection. */
export function preparePictures(database: Database) {
	const pictured = database.query<Pictured, []>("SELECT place, consumer_id AS consumer FROM pictures");
	const byPlace = database.query<Picture, [string, number]>(
		"SELECT type, bytes FROM pictures WHERE place = $1 AND consumer_id = $2",
	);
	const put = database.query<unknown, [string, number, string, Instant, Uint8Array]>(
		`INSERT INTO pictures (place, consumer_id, type, uploaded_at, bytes)
		VALUES ($1, $2, $3, $4, $5)
		ON CONFLICT (place, consumer_id) DO UPDATE SET
			type = excluded.type,
			uploaded_at = excluded.uploaded_at,
			bytes = excluded.bytes`,
	);
	const remove = database.query<unknown, [string, number]>(
		"DELETE FROM pictures WHERE place = $1 AND consumer_id = $2",
	);

	return {
		/** The picture that lies under the map of a place. */
		find(place: PicturedPlace): Picture | undefined {
			const found = findPictured(pictured.all(), place);
			return found === undefined ? undefined : (byPlace.get(found.place, found.consumer) ?? undefined);
		},
		/**
		 * Keeps a picture, in the stead of the one that the place had.
		 * @throws {AppError} `limit_reached`
		 */
		put(wanted: PicturedPlace, { type, bytes }: Picture, uploadedAt: Instant): void {
			const { consumer = EVERY_CONSUMER } = wanted;
			const text = placeText(wanted);
			const others = pictured.all().filter((other) => other.place !== text || other.consumer !== consumer);
			if (others.length >= MOST_PICTURES) {
				throw new AppError("limit_reached", {
					sentence: `There are ${MOST_PICTURES} pictures, as many as there may be. Remove one first.`,
				});
			}
			put.run(text, consumer, type, uploadedAt, bytes);
		},
		/**
		 * Removes the picture that {@link find} gives.
		 * @throws {AppError} `not_found`
		 */
		remove(place: PicturedPlace): void {
			const found = findPictured(pictured.all(), place);
			if (found === undefined) throw new AppError("not_found");
			remove.run(found.place, found.consumer);
		},
	};
}
