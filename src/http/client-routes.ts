import { Elysia } from "elysia";
import { createAsset } from "./assets.ts";
import { COMMON_ERRORS, describeRoute, textAnswer } from "./openapi.ts";

/** Any page may load them, from wherever it comes. */
const CLIENT_HEADERS = {
	"content-type": "text/javascript; charset=utf-8",
	"cross-origin-resource-policy": "cross-origin",
	"access-control-allow-origin": "*",
} as const;

/** `GET /microticks.js`, `/microticks.mjs` and `/microticks.d.ts`: the browser client. */
export function clientRoutes() {
	// Loaded at the first request: from source, it is bundled then.
	const files = async () => (await import("./client-files.ts")).CLIENT_FILES;
	const script = createAsset(async () => (await files()).script, CLIENT_HEADERS);
	const module = createAsset(async () => (await files()).module, CLIENT_HEADERS);
	const types = createAsset(async () => (await files()).types, {
		...CLIENT_HEADERS,
		"content-type": "text/plain; charset=utf-8",
	});
	const describe = (summary: string, type: string) =>
		describeRoute({ summary, tag: "Service", answer: textAnswer(type), errors: COMMON_ERRORS, open: true });

	return new Elysia()
		.get("/microticks.js", ({ request }) => script(request), {
			detail: describe("The browser client, as a plain script", "text/javascript"),
		})
		.get("/microticks.mjs", ({ request }) => module(request), {
			detail: describe("The browser client, as a module", "text/javascript"),
		})
		.get("/microticks.d.ts", ({ request }) => types(request), {
			detail: describe("The types of the browser client", "text/plain"),
		});
}
