import type { Static, TSchema } from "@sinclair/typebox";
import { type TypeCheck, TypeCompiler, type ValueError, ValueErrorType } from "@sinclair/typebox/compiler";
import { AppError } from "../errors.ts";

/**
 * Makes a check of a schema, for what no route's own schema covers.
 * @returns throws {@link asParameterError}'s error for the first thing that does not fit
 */
export function createCheck<T extends TSchema>(schema: T): (value: unknown) => Static<T> {
	let compiled: TypeCheck<T> | undefined;
	return (value) => {
		// At its first use: the server starts without it.
		compiled ??= TypeCompiler.Compile(schema);
		const check = compiled;
		if (check.Check(value)) return value;
		throw asParameterError(check.Errors(value).First());
	};
}

/** The one place where a schema's finding becomes an answer: what is missing is told from what does not fit. */
export function asParameterError(finding: ValueError | undefined): AppError {
	if (finding === undefined) return new AppError("invalid_parameter");
	const parameter = finding.path.split("/")[1] ?? "";
	if (parameter === "") return new AppError("malformed_body", { sentence: "This is not an object of parameters" });
	// In 2017 a key that was missing, or no text, was answered like a wrong one, and frontends know the sentence.
	if (parameter === "consumer_key") return new AppError("unknown_consumer", { parameter });
	if (finding.type === ValueErrorType.ObjectRequiredProperty) {
		return new AppError("missing_parameter", { sentence: `No "${parameter}" parameter provided`, parameter });
	}
	if (finding.type === ValueErrorType.StringMaxLength) {
		return new AppError("too_large", {
			sentence: `"${parameter}" is longer than ${finding.schema["maxLength"]} characters`,
			parameter,
		});
	}
	return new AppError("invalid_parameter", { sentence: sentenceFor(finding, parameter), parameter });
}

/** What a value is not, by the type that its schema names; of a union's types the first in this order says it. */
const NOT_OF_TYPE: readonly (readonly [type: string, sentence: string])[] = [
	["integer", "is no whole number"],
	["array", "is no array"],
	["boolean", "is neither true nor false"],
	// Of what is sent only a time may be a number with a fraction; the sentence is that of `readInstant`.
	["number", "is neither an ISO 8601 time nor epoch milliseconds"],
	["string", "is no text"],
];

function sentenceFor({ schema, type }: ValueError, parameter: string): string {
	const subject = `The "${parameter}" parameter`;
	if (Array.isArray(schema["enum"])) return `${subject} is none of ${schema["enum"].join(", ")}`;
	if (type === ValueErrorType.StringFormat) return `${subject} has a NUL or half a surrogate pair in it`;
	if (type === ValueErrorType.StringPattern) return `${subject} is no ${schema.title ?? "UUID"}`;
	if (type === ValueErrorType.IntegerMinimum) return `${subject} is less than ${schema["minimum"]}`;
	if (type === ValueErrorType.IntegerMaximum) return `${subject} is more than ${schema["maximum"]}`;
	const members: readonly TSchema[] = schema["anyOf"] ?? [schema];
	const [, sentence = "is not valid"] =
		NOT_OF_TYPE.find(([name]) => members.some((member) => member["type"] === name)) ?? [];
	return `${subject} ${sentence}`;
}
