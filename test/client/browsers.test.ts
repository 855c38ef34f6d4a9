import { expect, test } from "bun:test";
import { type Node, parse } from "acorn";
import { CLIENT_FILES } from "../../src/http/client-files.ts";

/** What Chromium 80 or Safari 14 does not have, by the name it is called by. */
const LATER = [
	...[
		"at",
		"replaceAll",
		"hasOwn",
		"findLast",
		"toSorted",
		"toReversed",
		"structuredClone",
		"withResolvers",
		"groupBy",
	],
	...["randomUUID", "any", "timeout", "fromAsync", "replaceChildren", "isWellFormed", "toWellFormed"],
];

/** The names of the members that a program uses. */
function* membersOf(node: object): Generator<string> {
	const { type, property, computed } = node as { type?: string; property?: { name?: string }; computed?: boolean };
	if (type === "MemberExpression" && computed === false && property?.name !== undefined) yield property.name;
	for (const child of Object.values(node)) {
		if (typeof child === "object" && child !== null) yield* membersOf(child);
	}
}

test.each([
	["script", CLIENT_FILES.script, "script"],
	["module", CLIENT_FILES.module, "module"],
] as const)("the %s has nothing in it that browsers of 2020 cannot read", (_, code, sourceType) => {
	const program: Node = parse(code, { ecmaVersion: 2020, sourceType });
	expect([...membersOf(program)].filter((name) => LATER.includes(name))).toEqual([]);
});

test("a later syntax would be noticed", () => {
	expect(() => parse("a ??= b", { ecmaVersion: 2020 })).toThrow();
	expect([...membersOf(parse("crypto.randomUUID()", { ecmaVersion: 2020 }))]).toContain("randomUUID");
});
