import type { Database } from "bun:sqlite";
import { readFileSync } from "node:fs";
import type { Instant } from "../model/time.ts";
import { preparePictures } from "../store/pictures.ts";
import map from "./pictures/map.webp" with { type: "file" };
import upright from "./pictures/map-upright.webp" with { type: "file" };
import quiz from "./pictures/quiz.webp" with { type: "file" };

/** What the screens of the made-up museum look like. */
const PICTURES = [
	{ screen: "map", width: 1920, height: 1080, path: map },
	{ screen: "map", width: 1080, height: 1920, path: upright },
	{ screen: "quiz", width: 1920, height: 1080, path: quiz },
] as const;

/** Puts pictures of the screens into a file, as an owner uploads them. */
export function insertPictures(database: Database, now: Instant): void {
	const pictures = preparePictures(database);
	for (const { path, ...place } of PICTURES) {
		pictures.put(place, { type: "image/webp", bytes: new Uint8Array(readFileSync(path)) }, now);
	}
}
