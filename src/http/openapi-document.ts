import { swagger } from "@elysiajs/swagger";
import { type AnyElysia, Elysia } from "elysia";
import { ERRORS } from "../errors.ts";
import { SECURITY_SCHEMES } from "./openapi.ts";

/** Its schemas are JSON Schema as TypeBox writes it. The plugin's types know 3.0 alone. */
const VERSION = { openapi: "3.1.0" };

const DESCRIPTION = `Measures what visitors do at touch tables and kiosks: sessions, and events in them.

Every error is JSON with \`status\`, \`code\` and a sentence under \`error\`. A path that is not here: 404, \`not_found\`: ${ERRORS.not_found.sentence}
A client repeats 429, 5xx and network errors, and nothing else.`;

/**
 * Makes the API's document from the routes themselves. Loaded at its first use: it would cost a third of the
 * time in which the server starts.
 * @param routes all that the document describes
 * @returns OpenAPI 3.1 as JSON text
 */
export async function createOpenApiDocument(routes: AnyElysia, version: string): Promise<string> {
	const app = new Elysia().use(routes).use(
		swagger({
			// Its page is not used, and must not stand in for ours in the document.
			path: "/plugin",
			excludeStaticFile: false,
			documentation: {
				...VERSION,
				info: {
					title: "Microticks",
					version,
					description: DESCRIPTION,
					license: { name: "MIT" },
				},
				// From where the document lies, so that it holds under any sub-path of a proxy.
				servers: [{ url: "..", description: "This server" }],
				tags: [
					{ name: "Writing", description: "What a kiosk's page sends. Open to any origin." },
					{ name: "Reading", description: "What was stored." },
					{ name: "Reports", description: "What visitors did, over many sessions." },
					{ name: "Dashboard", description: "What the owner of the kiosks sets." },
					{ name: "Service", description: "Pages and health." },
				],
				components: { securitySchemes: SECURITY_SCHEMES },
			},
		}),
	);
	const response = await app.handle(new Request("http://localhost/plugin/json"));
	return await response.text();
}
