import { Elysia } from "elysia";
import { createAsset } from "./assets.ts";
import type { RouteDependencies } from "./dependencies.ts";
import { COMMON_ERRORS, describeRoute, textAnswer } from "./openapi.ts";
import { PAGES } from "./pages.ts";

/** Nothing from elsewhere, and nothing inline but the empty icon. */
export const PAGE_HEADERS = {
	"content-type": "text/html; charset=utf-8",
	"content-security-policy":
		"default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
	"referrer-policy": "no-referrer",
} as const;

/** `GET /`. */
export function pageRoutes({ localAddress }: Pick<RouteDependencies, "localAddress">) {
	const index = createAsset(async () => PAGES.index.replaceAll("http://localhost:5000", localAddress()), PAGE_HEADERS);
	const stylesheet = createAsset(async () => PAGES.styles, { "content-type": "text/css; charset=utf-8" });

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
		.get("/pages.css", ({ request }) => stylesheet(request), { detail: { hide: true } });
}
