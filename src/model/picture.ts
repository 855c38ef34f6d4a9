import { type Static, Type } from "@sinclair/typebox";
import { AppError } from "../errors.ts";
import { PicturedPlace } from "./reports/place.ts";

/** A picture of a screen, to lie under its touch map. */
export interface Picture {
	/** Its media type. */
	readonly type: string;
	readonly bytes: Uint8Array<ArrayBuffer>;
}

/** Pictures that are kept at most: with the limit of a body, about 150 MB. */
export const MOST_PICTURES = 200;

/** The body of `POST /dashboard/pictures`. */
export const PictureBody = Type.Object({
	...PicturedPlace.properties,
	picture: Type.String({ description: "A PNG, JPEG or WebP picture, in base64. The whole body is 1 MiB at most." }),
});
export type PictureBody = Static<typeof PictureBody>;

/** How a file of each type begins. Drawings (SVG) are none of them: they can run scripts. */
const TYPES: readonly (readonly [type: string, begins: (bytes: string) => boolean])[] = [
	["image/png", (bytes) => bytes.startsWith("\x89PNG\r\n\x1a\n\0\0\0\rIHDR")],
	["image/jpeg", (bytes) => bytes.startsWith("\xff\xd8\xff")],
	// Between the two is the length.
	["image/webp", (bytes) => bytes.startsWith("RIFF") && bytes.startsWith("WEBPVP8", 8)],
];

const LONGEST_BEGINNING = 16;

/**
 * Reads a picture that was sent; its type is what its bytes say, whatever it is called.
 * @throws {AppError} `invalid_parameter`
 */
export function readPicture(base64: string): Picture {
	const bytes = decode(base64);
	const beginning = String.fromCharCode(...bytes.subarray(0, LONGEST_BEGINNING));
	const [type] = TYPES.find(([, begins]) => begins(beginning)) ?? [];
	if (type === undefined) throw refusal("That is no PNG, JPEG or WebP picture");
	return { type, bytes };
}

function decode(base64: string): Uint8Array<ArrayBuffer> {
	// A `+` that was not encoded in a form has become a blank, and the decoder would pass over it.
	if (base64.includes(" ")) throw refusal("The picture is no base64");
	try {
		return Uint8Array.fromBase64(base64, { lastChunkHandling: "strict" });
	} catch {
		throw refusal("The picture is no base64");
	}
}

function refusal(sentence: string): AppError {
	return new AppError("invalid_parameter", { sentence, parameter: "picture" });
}
