import { Elysia } from "elysia";
import { createAsset } from "./assets.ts";
import type { RouteDependencies } from "./dependencies.ts";
import { COMMON_ERRORS, describeRoute, KEY_ERRORS, textAnswer } from "./openapi.ts";
import { PAGES } from "./pages.ts";

/** Nothing from elsewhere, and nothing inline but the empty icon. */
export const PAGE_HEADERS = {
	"content-type": "text/html; charset=utf-8",
	"content-security-policy":
		"default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
	"referrer-policy": "no-referrer",
} as const;

/** Stands where the browser client will be, and says so to who looks. */
const CLIENT_SCRIPT = `// This version of Microticks has no browser client yet: POST to sessions and events, see swagger.
console.info("Microticks: this version has no browser client yet.");
`;

/** `GET /`, `/dash` and `/microticks.js`. */
export function pageRoutes({ localAddress }: Pick<RouteDependencies, "localAddress">) {
	const index = createAsset(async () => PAGES.index.replaceAll("http://localhost:5000", localAddress()), PAGE_HEADERS);
	const dash = createAsset(async () => PAGES.dash, PAGE_HEADERS);
	const stylesheet = createAsset(async () => PAGES.styles, { "content-type": "text/css; charset=utf-8" });
	const client = createAsset(async () => CLIENT_SCRIPT, {
		"content-type": "text/javascript; charset=utf-8",
		"cross-origin-resource-policy": "cross-origin",
	});

	return new Elysia()
		.get("/", ({ request }) => index(request), {
			detail: describeRoute({
				summary: "What this server is, and how to start",
				tag: "Service",
				answer: textAnswer("text/html"),
				errors: COMMON_ERRORS,
				open: true,
			}),
		})
		.get("/dash", ({ request }) => dash(request), {
			detail: describeRoute({
				summary: "The dashboard; in this version, links to the lists",
				tag: "Service",
				answer: textAnswer("text/html"),
				errors: [...COMMON_ERRORS, ...KEY_ERRORS, "reads_are_local"],
			}),
		})
		.get("/microticks.js", ({ request }) => client(request), {
			detail: describeRoute({
				summary: "The browser client; in this version, a word that there is none",
				tag: "Service",
				answer: textAnswer("text/javascript"),
				errors: COMMON_ERRORS,
				open: true,
			}),
		})
		.get("/pages.css", ({ request }) => stylesheet(request), { detail: { hide: true } });
}
