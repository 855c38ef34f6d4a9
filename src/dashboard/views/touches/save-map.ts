import { HEAT_GROUND, HEAT_OPACITY, heatBands, heatColour } from "../../../figures/charts/touch-map.ts";
import type { Touches } from "../../../model/reports/answers.ts";
import { saveAddress } from "../../save.ts";
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
	const frame = [0, 0, context.canvas.width, context.canvas.height] as const;
	context.fillStyle = HEAT_GROUND;
	context.fillRect(...frame);
	if (picture !== undefined) {
		const image = new Image();
		image.src = picture;
		await image.decode();
		context.filter = PICTURE_FILTER;
		context.drawImage(image, ...frame);
		context.filter = "none";
	}
	context.scale(context.canvas.width / report.columns, context.canvas.height / report.rows);
	context.globalAlpha = picture === undefined ? 1 : HEAT_OPACITY;
	for (const { strength, path } of heatBands(report)) {
		context.fillStyle = heatColour(strength);
		context.fill(new Path2D(path));
	}
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
