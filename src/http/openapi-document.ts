import { swagger } from "@elysiajs/swagger";
import { type AnyElysia, Elysia } from "elysia";
import { SECURITY_SCHEMES } from "./openapi.ts";

/**
 * Makes the API's document from the routes themselves. Loaded at its first use: it would cost a third of the
 * time in which the server starts.
 * @param routes all that the document describes
 * @returns OpenAPI 3.0 as JSON text
 */
export async function createOpenApiDocument(routes: AnyElysia, version: string): Promise<string> {
	const app = new Elysia().use(routes).use(
		swagger({
			// Its page is not used, and must not stand in for ours in the document.
			path: "/plugin",
			excludeStaticFile: false,
			documentation: {
				info: {
					title: "Microticks",
					version,
					description: "Measures what visitors do at touch tables and kiosks: sessions, and events in them.",
					license: { name: "MIT" },
				},
				// From where the document lies, so that it holds under any sub-path of a proxy.
				servers: [{ url: "..", description: "This server" }],
				tags: [
					{ name: "Writing", description: "What a kiosk's page sends. Open to any origin." },
					{ name: "Reading", description: "What was stored." },
					{ name: "Service", description: "Pages and health." },
				],
				components: { securitySchemes: SECURITY_SCHEMES },
			},
		}),
	);
	const response = await app.handle(new Request("http://localhost/plugin/json"));
	return await response.text();
}
