import { ANY_ORIGIN } from "./cors.ts";

const WRITTEN = { headers: { ...ANY_ORIGIN, "content-type": "application/json" } };

/**
 * The answer to a write, after its commit. The text is made by hand or by `JSON.stringify`: this is the one
 * answer that thousands a second get.
 */
export function writtenAnswer(json: string): Response {
	return new Response(json, WRITTEN);
}

/** The answer to a look at data. */
export function dataAnswer(body: string | ReadableStream<Uint8Array>, type = "application/json"): Response {
	return new Response(body, {
		headers: {
			"content-type": type,
			"cache-control": "no-store",
			"x-content-type-options": "nosniff",
		},
	});
}
