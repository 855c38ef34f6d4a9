import { describe, expect, test } from "bun:test";
import { ERRORS, type ErrorCode } from "../../src/errors.ts";
import { openTestService } from "../support/service.ts";
import { expectError } from "./expect-answer.ts";
import { PROVOCATIONS } from "./provocations.ts";

const rows = Object.entries(PROVOCATIONS).flatMap(([code, provocations]) =>
	provocations.map((provocation) => [code as ErrorCode, provocation.when, provocation] as const),
);

test("every code of the table is provoked", () => {
	expect(Object.keys(PROVOCATIONS).toSorted()).toEqual(Object.keys(ERRORS).toSorted());
	expect(Object.values(PROVOCATIONS).every((provocations) => provocations.length > 0)).toBeTrue();
});

describe("an error has one shape", () => {
	test.each(rows)("%s: %s", async (code, _when, { options, send, answer, headers = {}, ...expected }) => {
		await using service = await openTestService(options);
		const response = await (send?.(service) ?? answer?.());
		if (response === undefined) throw new Error("Nothing was sent.");
		const ownSentence = ["missing_parameter", "invalid_parameter", "malformed_body", "too_large"].includes(code);
		const sentence = expected.sentence ?? (ownSentence ? undefined : ERRORS[code].sentence);
		await expectError(response, code, { ...expected, sentence });
		for (const [name, value] of Object.entries(headers)) expect(response.headers.get(name)).toBe(value);
	});
});
