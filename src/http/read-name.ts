import { AppError } from "../errors.ts";

/**
 * A name that the owner gives something, without the blanks around it.
 * @throws {AppError} `invalid_parameter` for what would break the lines that show it
 */
export function readName(given: string): string {
	const name = given.trim();
	if (name !== "" && name.length <= 200 && name.isWellFormed() && !/\p{Cc}/u.test(name)) return name;
	throw new AppError("invalid_parameter", {
		sentence: "That is no name: one line of 1 to 200 characters",
		parameter: "name",
	});
}
