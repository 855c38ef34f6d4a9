import { swagger } from "@elysiajs/swagger";
import { Elysia } from "elysia";
import uiStyles from "swagger-ui-dist/swagger-ui.css" with { type: "file" };
import uiScript from "swagger-ui-dist/swagger-ui-bundle.js" with { type: "file" };
import { createAsset } from "./assets.ts";
import { COMMON_ERRORS, describeRoute, SECURITY_SCHEMES, textAnswer } from "./openapi.ts";
import { PAGE_HEADERS } from "./page-routes.ts";
import { PAGES } from "./pages.ts";

const SCRIPT = { "content-type": "text/javascript; charset=utf-8" };
const STYLES = { "content-type": "text/css; charset=utf-8" };

/** Without `validatorUrl: null` it would send the document's address to a server on the internet. */
const START_SCRIPT = `SwaggerUIBundle({
	url: "swagger/json",
	dom_id: "#swagger-ui",
	deepLinking: true,
	validatorUrl: null,
});
`;

/**
 * `GET /swagger` and what belongs to it. The plugin makes the document; its page would load from the internet,
 * so the page is ours, with Swagger UI from this program.
 */
export function docsRoutes(version: string) {
	const page = createAsset(async () => PAGES.swagger, PAGE_HEADERS);
	const start = createAsset(async () => START_SCRIPT, SCRIPT);
	const script = createAsset(() => Bun.file(uiScript).bytes(), SCRIPT);
	const styles = createAsset(() => Bun.file(uiStyles).bytes(), STYLES);

	return (
		new Elysia()
			.use(
				swagger({
					path: "/swagger",
					excludeStaticFile: false,
					documentation: {
						info: {
							title: "Microticks",
							version,
							description: "Measures what visitors do at touch tables and kiosks: sessions, and events in them.",
							license: { name: "MIT" },
						},
						servers: [{ url: "..", description: "This server" }],
						tags: [
							{ name: "Writing", description: "What a kiosk's page sends. Open to any origin." },
							{ name: "Reading", description: "What was stored." },
							{ name: "Service", description: "Pages and health." },
						],
						components: { securitySchemes: SECURITY_SCHEMES },
					},
				}),
			)
			// After the plugin's own page, and so in its place.
			.get("/swagger", ({ request }) => page(request), {
				detail: describeRoute({
					summary: "This documentation",
					tag: "Service",
					answer: textAnswer("text/html"),
					errors: COMMON_ERRORS,
					open: true,
				}),
			})
			.get("/swagger/start.js", ({ request }) => start(request), { detail: { hide: true } })
			.get("/swagger/swagger-ui.js", ({ request }) => script(request), { detail: { hide: true } })
			.get("/swagger/swagger-ui.css", ({ request }) => styles(request), { detail: { hide: true } })
	);
}
