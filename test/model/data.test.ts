import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import { AppError } from "../../src/errors.ts";
import { dataToJson, encodeData } from "../../src/model/data.ts";
import { LIMITS } from "../../src/model/limits.ts";

function codeOf(task: () => unknown): string | undefined {
	try {
		task();
		return undefined;
	} catch (error) {
		if (error instanceof AppError) return error.code;
		throw error;
	}
}

describe("encodeData", () => {
	test.each([
		["book 42", "book 42"],
		["", ""],
		['{"target": "x"}', '{"target": "x"}'],
		[{ target: "x", clickX: 406 }, '{"target":"x","clickX":406}'],
		[[1, null, "a"], '[1,null,"a"]'],
		[3, "3"],
		[null, "null"],
		[false, "false"],
	])("keeps %j as %j", (value, expected) => {
		expect(encodeData(value)).toBe(expected);
	});

	test("counts bytes of UTF-8, to the last one", () => {
		const bytes = LIMITS.dataBytes;
		expect(codeOf(() => encodeData("a".repeat(bytes)))).toBeUndefined();
		expect(codeOf(() => encodeData("a".repeat(bytes + 1)))).toBe("too_large");
		expect(codeOf(() => encodeData("ø".repeat(bytes / 2)))).toBeUndefined();
		expect(codeOf(() => encodeData("ø".repeat(bytes / 2 + 1)))).toBe("too_large");
		expect(codeOf(() => encodeData("🙂".repeat(bytes / 4 + 1)))).toBe("too_large");
		expect(codeOf(() => encodeData({ a: "a".repeat(bytes - 8) }))).toBeUndefined();
		expect(codeOf(() => encodeData({ a: "a".repeat(bytes - 7) }))).toBe("too_large");
	});

	test("refuses text that SQLite would not give back", () => {
		expect(codeOf(() => encodeData("a\0b"))).toBe("invalid_parameter");
		expect(codeOf(() => encodeData("\ud800"))).toBe("invalid_parameter");
	});

	test("refuses depth that no stack holds", () => {
		const deep: unknown = JSON.parse(`${"[".repeat(500_000)}${"]".repeat(500_000)}`);
		expect(codeOf(() => encodeData(deep))).toBe("too_large");
	});
});

describe("dataToJson", () => {
	test.each([
		['{"target": "x"}', '{"target": "x"}'],
		["3", "3"],
		["12345678901234567890", "12345678901234567890"],
		["1e999", "1e999"],
		["book 42", '"book 42"'],
		["", '""'],
		["NaN", '"NaN"'],
		['{"a":1} trailing', '"{\\"a\\":1} trailing"'],
		[null, "null"],
	])("gives %j back as %s", (text, expected) => {
		expect(dataToJson(text)).toBe(expected);
	});

	test("is JSON for every text", () => {
		fc.assert(
			fc.property(fc.string({ unit: "binary" }), (text) => {
				expect(() => JSON.parse(dataToJson(text))).not.toThrow();
			}),
		);
	});

	test("gives back every JSON value that was sent as such", () => {
		fc.assert(
			fc.property(fc.jsonValue({ noUnicodeString: false }), (value) => {
				const sent: unknown = JSON.parse(JSON.stringify(value));
				fc.pre(typeof sent !== "string" && !JSON.stringify(sent).includes("\\u"));
				expect(JSON.parse(dataToJson(encodeData(sent)))).toEqual(sent);
			}),
		);
	});
});
