import { expect, test } from "bun:test";
import { parse } from "acorn";
import { CLIENT_FILES } from "../../src/http/client-files.ts";

/** Members that came after Chromium 80 or Safari 14. */
const LATER_MEMBERS = new Set(
	`any at bytes canParse checkVisibility findLast findLastIndex fromAsync groupBy hasOwn isWellFormed randomUUID
	replaceAll replaceChildren throwIfAborted timeout toReversed toSorted toSpliced toWellFormed try with
	withResolvers`.split(/\s+/),
);

/** Globals that came after them, or that Safari 14 has not. */
const LATER_GLOBALS = new Set(
	`AggregateError BroadcastChannel CloseWatcher CompressionStream DecompressionStream FinalizationRegistry Iterator
	Temporal URLPattern WeakRef cookieStore navigation reportError requestIdleCallback scheduler structuredClone`.split(
		/\s+/,
	),
);

/** Safari can look behind in a regular expression since 16.4; before, the whole script is an error. */
const LOOK_BEHIND = /\(\?<[=!]/;

/** What the syntax tree of a program can hold, as far as it matters here. */
interface Part {
	readonly type?: string;
	readonly name?: string;
	readonly computed?: boolean;
	readonly property?: Part;
	readonly key?: Part;
	readonly properties?: readonly Part[];
	readonly regex?: { readonly pattern: string };
}

/**
 * Finds what a browser of 2020 has not.
 * @throws {SyntaxError} where it cannot even read the program
 */
function laterThings(code: string, sourceType: "script" | "module" = "script"): string[] {
	return [...findLater(parse(code, { ecmaVersion: 2020, sourceType }) as object)];
}

function* findLater(part: Part): Generator<string> {
	const { type, name = "", computed, property, properties = [], regex } = part;
	if (type === "Identifier" && LATER_GLOBALS.has(name)) yield name;
	if (regex && LOOK_BEHIND.test(regex.pattern)) yield regex.pattern;
	const members = type === "MemberExpression" && !computed ? [property] : [];
	const taken = type === "ObjectPattern" ? properties.map(({ key }) => key) : [];
	for (const member of [...members, ...taken]) {
		if (member?.name !== undefined && LATER_MEMBERS.has(member.name)) yield member.name;
	}
	for (const child of Object.values(part)) {
		if (typeof child === "object" && child !== null) yield* findLater(child);
	}
}

test.each(["script", "module"] as const)("the %s has nothing in it that browsers of 2020 have not", (kind) => {
	expect(laterThings(CLIENT_FILES[kind], kind)).toEqual([]);
});

test.each([
	["crypto.randomUUID()", "randomUUID"],
	["const { randomUUID } = crypto", "randomUUID"],
	["items?.at(-1)", "at"],
	["AbortSignal.timeout(10)", "timeout"],
	["structuredClone(items)", "structuredClone"],
	["self.scheduler && scheduler.yield()", "scheduler"],
	["text.split(/(?<=,)/)", "(?<=,)"],
])("%s would be noticed", (code, thing) => {
	expect(laterThings(code)).toContain(thing);
});

test.each([
	"a ??= b",
	"1_000",
	"class A { b = 1 }",
	"class A { #b() {} }",
	"await a",
	"/a/d",
	"import a from 'a' with {}",
])("%s could not be read", (code) => {
	expect(() => laterThings(code, "module")).toThrow(SyntaxError);
});
