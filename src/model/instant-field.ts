import { Type } from "@sinclair/typebox";
import { AppError } from "../errors.ts";
import { type Instant, parseInstant } from "./time.ts";

/** `ts` and `sent_at`: a time as a client sends it. */
export const InstantField = Type.Union([Type.String(), Type.Number()], {
	description: "ISO 8601 with `Z` or an offset (without one it is UTC), or epoch milliseconds.",
	examples: ["2017-08-25T17:09:19.438Z"],
});

/**
 * Reads a time parameter.
 * @throws {AppError} `invalid_parameter`, naming the parameter
 */
export function readInstant(value: string | number, parameter: string): Instant {
	const instant = parseInstant(value);
	if (instant !== undefined) return instant;
	throw new AppError("invalid_parameter", {
		sentence: `The "${parameter}" parameter is neither an ISO 8601 time nor epoch milliseconds`,
		parameter,
	});
}
