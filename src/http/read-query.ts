import type { TObject } from "@sinclair/typebox";

/**
 * Makes what reads a query for the framework to check: of a name that is there twice the first counts, as in a form; what
 * should be a whole number becomes one, and what is none is left for the schema to refuse.
 */
export function createQueryReader(schema: TObject) {
	const integers = Object.entries(schema.properties)
		.filter(([, { type }]) => type === "integer")
		.map(([name]) => name);
	return ({ query, request }: { query: Record<string, unknown>; request: Request }): void => {
		for (const [name, text] of [...new URL(request.url).searchParams].reverse()) {
			query[name] = integers.includes(name) && /^-?\d{1,15}$/.test(text) ? Number(text) : text;
		}
	};
}
