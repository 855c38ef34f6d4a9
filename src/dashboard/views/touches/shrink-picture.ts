import { dataUrlOf } from "../../api.ts";

/** Pixels of the longer side that are kept: more than a map is drawn with. */
const MOST_PIXELS = 1600;

/** Bytes of a picture that fit into a request of 1 MiB in base64, with room for the screen's name. */
const MOST_BYTES = 760_000;

/** From what nobody sees to what still shows where things are. */
const QUALITIES = [0.85, 0.7, 0.5, 0.3];

/**
 * Makes a picture small enough to be kept: by its size, then by its quality.
 * @returns base64 of WebP, or of JPEG where the browser cannot write that
 * @throws where the file is no picture that the browser can read
 */
export async function shrinkPicture(file: Blob): Promise<string> {
	const picture = await createImageBitmap(file);
	try {
		const fitting = Math.min(1, MOST_PIXELS / Math.max(picture.width, picture.height));
		for (let scale = fitting; ; scale *= 0.75) {
			const canvas = draw(picture, scale);
			for (const quality of QUALITIES) {
				const written = await write(canvas, quality);
				if (written.size > MOST_BYTES) continue;
				const dataUrl = await dataUrlOf(written);
				return dataUrl.slice(dataUrl.indexOf(",") + 1);
			}
		}
	} finally {
		picture.close();
	}
}

function draw(picture: ImageBitmap, scale: number): HTMLCanvasElement {
	const canvas = document.createElement("canvas");
	canvas.width = Math.max(1, Math.round(picture.width * scale));
	canvas.height = Math.max(1, Math.round(picture.height * scale));
	const context = canvas.getContext("2d");
	if (context === null) throw new Error("There is no canvas.");
	// JPEG has no transparency, and would show black.
	context.fillStyle = "#ffffff";
	context.fillRect(0, 0, canvas.width, canvas.height);
	context.imageSmoothingQuality = "high";
	context.drawImage(picture, 0, 0, canvas.width, canvas.height);
	return canvas;
}

async function write(canvas: HTMLCanvasElement, quality: number): Promise<Blob> {
	const as = (type: string) =>
		new Promise<Blob | null>((resolve) => {
			canvas.toBlob(resolve, type, quality);
		});
	const written = await as("image/webp");
	// A browser that does not know a type writes PNG.
	const known = written?.type === "image/webp" ? written : await as("image/jpeg");
	if (known === null) throw new Error("The picture cannot be written.");
	return known;
}
