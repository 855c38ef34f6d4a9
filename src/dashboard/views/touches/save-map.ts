import type { Touches } from "../../../model/reports/answers.ts";
import { look } from "../../look.ts";
import { saveAddress } from "../../save.ts";
import { paint } from "./paint.ts";
import type { Place } from "./use-picture.ts";

/** Pixels of the longer side. */
const SAVED_PIXELS = 1600;

/** As it lies under the map on the page: the touches have the colours. */
const PICTURE_FILTER = "grayscale(1) opacity(0.6)";

/**
 * Saves a map over its picture as PNG.
 * @param picture a `data:` address; `undefined` where there is none
 */
export async function saveMap(report: Touches, place: Place, picture: string | undefined): Promise<void> {
	const { screen, width, height } = place;
	const scale = SAVED_PIXELS / Math.max(width, height);
	const context = contextOf(Math.round(width * scale), Math.round(height * scale));
	const heat = contextOf(report.columns, report.rows);
	paint(heat, report);
	const frame = [0, 0, context.canvas.width, context.canvas.height] as const;
	context.fillStyle = look.colour("paper");
	context.fillRect(...frame);
	if (picture !== undefined) {
		const image = new Image();
		image.src = picture;
		await image.decode();
		context.filter = PICTURE_FILTER;
		context.drawImage(image, ...frame);
		context.filter = "none";
	}
	context.imageSmoothingQuality = "high";
	context.drawImage(heat.canvas, ...frame);
	saveAddress(`${screen}.png`, context.canvas.toDataURL());
}

function contextOf(width: number, height: number): CanvasRenderingContext2D {
	const canvas = document.createElement("canvas");
	canvas.width = Math.max(1, width);
	canvas.height = Math.max(1, height);
	const context = canvas.getContext("2d");
	if (context === null) throw new Error("There is no canvas.");
	return context;
}
