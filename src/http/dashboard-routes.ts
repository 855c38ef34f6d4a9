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

/** A file that is another one as soon as anything in it changes: its name holds its hash. */
const HASHED = /-[0-9a-z]{8}\.js$/;
const FOR_EVER = { "cache-control": "public, max-age=31536000, immutable" };

/** `GET /dash`, and the files that it loads. They hold nobody's data: that is asked for with a key. */
export function dashboardRoutes() {
	const assets = new Map<string, Asset>();
	// Loaded at the first request: from source, they are bundled then.
	const files = async () => (await import("./dashboard-files.ts")).DASHBOARD_FILES;

	async function serve(name: string, request: Request): Promise<Response> {
		const text = (await files())[name];
		const headers = HEADERS[name.slice(name.lastIndexOf(".") + 1)];
		if (text === undefined || headers === undefined) throw new AppError("not_found");
		const lasting = HASHED.test(name) ? FOR_EVER : {};
		const asset = assets.get(name) ?? createAsset(async () => text, { ...headers, ...lasting });
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
