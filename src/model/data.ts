import { AppError } from "../errors.ts";
import { LIMITS } from "./limits.ts";
import { isStorableText } from "./text.ts";

/**
 * `data` as it is stored: text as it came, any other JSON value as its JSON text. Numbers in such a value are
 * JavaScript's, to 53 bits; who needs more sends `data` as text.
 * @throws {AppError} `too_large` over 64 KiB of UTF-8; `invalid_parameter` for text that cannot be stored
 */
export function encodeData(value: unknown): string {
	const text = typeof value === "string" ? value : toJson(value);
	// A UTF-16 unit takes at most three bytes, so only long texts are worth counting.
	if (text.length * 3 > LIMITS.dataBytes && Buffer.byteLength(text) > LIMITS.dataBytes) {
		throw new AppError("too_large", {
			sentence: `"data" is larger than ${LIMITS.dataBytes} bytes`,
			parameter: "data",
		});
	}
	if (!isStorableText(text)) {
		throw new AppError("invalid_parameter", {
			sentence: 'The "data" parameter has a NUL or half a surrogate pair in it',
			parameter: "data",
		});
	}
	return text;
}

/**
 * Stored `data` as JSON text: itself where it is JSON, to the letter, so that no number is rounded on the
 * way out; else the text as a JSON string; `null` where a 2017 file had none.
 */
export function dataToJson(text: string | null): string {
	if (text === null) return "null";
	try {
		JSON.parse(text);
		return text;
	} catch {
		return JSON.stringify(text);
	}
}

function toJson(value: unknown): string {
	if (isDeeperThan(LIMITS.dataLevels, value)) {
		throw new AppError("too_large", { sentence: '"data" is nested too deep', parameter: "data" });
	}
	return JSON.stringify(value);
}

function isDeeperThan(levels: number, value: unknown): boolean {
	if (typeof value !== "object" || value === null) return false;
	return levels === 0 || Object.values(value).some((member) => isDeeperThan(levels - 1, member));
}
