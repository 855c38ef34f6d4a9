import { Elysia } from "elysia";
import { AppError } from "../errors.ts";
import { type Asset, createAsset } from "./assets.ts";
import { COMMON_ERRORS, describeRoute, textAnswer } from "./openapi.ts";
import { PAGE_HEADERS } from "./page-routes.ts";

const HEADERS: Readonly<Record<string, Record<string, string>>> = {
	html: PAGE_HEADERS,
	css: { "content-type": "text/css; charset=utf-8" },
	js: { "content-type": "text/javascript; charset=utf-8" },
};

/** `GET /dash`, and the files that it loads. They hold nobody's data: that is asked for with a key. */
export function dashboardRoutes() {
	const assets = new Map<string, Asset>();
	// Loaded at the first request: from source, they are bundled then.
	const files = async () => (await import("./dashboard-files.ts")).DASHBOARD_FILES;

	async function serve(name: string, request: Request): Promise<Response> {
		const text = (await files())[name];
		const headers = HEADERS[name.slice(name.lastIndexOf(".") + 1)];
		if (text === undefined || headers === undefined) throw new AppError("not_found");
		const asset = assets.get(name) ?? createAsset(async () => text, headers);
		assets.set(name, asset);
		return await asset(request);
	}

	return new Elysia()
		.get("/dash", ({ request }) => serve("index.html", request), {
			detail: describeRoute({
				summary: "The dashboard",
				tag: "Service",
				answer: textAnswer("text/html"),
				errors: COMMON_ERRORS,
				open: true,
			}),
		})
		.get("/dash/:file", ({ params, request }) => serve(params.file, request), { detail: { hide: true } });
}
