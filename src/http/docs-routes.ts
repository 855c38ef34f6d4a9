import { type AnyElysia, Elysia } from "elysia";
import uiStyles from "swagger-ui-dist/swagger-ui.css" with { type: "file" };
import uiScript from "swagger-ui-dist/swagger-ui-bundle.js" with { type: "file" };
import { createAsset } from "./assets.ts";
import { COMMON_ERRORS, describeRoute, textAnswer } from "./openapi.ts";
import { PAGE_HEADERS } from "./page-routes.ts";
import { PAGES } from "./pages.ts";

const SCRIPT = { "content-type": "text/javascript; charset=utf-8" };
const STYLES = { "content-type": "text/css; charset=utf-8" };
const JSON_DOCUMENT = { "content-type": "application/json" };

/** Without `validatorUrl: null` it would send the document's address to a server on the internet. */
const START_SCRIPT = `const dark = matchMedia("(prefers-color-scheme: dark)");
const showColors = () => document.documentElement.classList.toggle("dark-mode", dark.matches);
dark.addEventListener("change", showColors);
showColors();
SwaggerUIBundle({
	url: "swagger/json",
	dom_id: "#swagger-ui",
	deepLinking: true,
	validatorUrl: null,
});
`;

/** Swagger UI leaves the page around it to whoever includes it. */
const PAGE_STYLES = "body { margin: 0; }\n";

/**
 * `GET /swagger` and what belongs to it. The page of Elysia's plugin would load from the internet, so the page is
 * ours, with Swagger UI from this program.
 * @param routes gives all other routes, for the document
 */
export function docsRoutes(routes: () => AnyElysia, version: string) {
	const page = createAsset(async () => PAGES.swagger, PAGE_HEADERS);
	const start = createAsset(async () => START_SCRIPT, SCRIPT);
	const script = createAsset(() => Bun.file(uiScript).bytes(), SCRIPT);
	const styles = createAsset(async () => (await Bun.file(uiStyles).text()) + PAGE_STYLES, STYLES);
	const document = createAsset(async () => {
		const { createOpenApiDocument } = await import("./openapi-document.ts");
		return createOpenApiDocument(new Elysia().use(routes()).use(pageRoute), version);
	}, JSON_DOCUMENT);

	const pageRoute = new Elysia().get("/swagger", ({ request }) => page(request), {
		detail: describeRoute({
			summary: "This documentation",
			tag: "Service",
			answer: textAnswer("text/html"),
			errors: COMMON_ERRORS,
			open: true,
		}),
	});

	return new Elysia()
		.use(pageRoute)
		.get("/swagger/json", ({ request }) => document(request))
		.get("/swagger/start.js", ({ request }) => start(request))
		.get("/swagger/swagger-ui.js", ({ request }) => script(request))
		.get("/swagger/swagger-ui.css", ({ request }) => styles(request));
}
