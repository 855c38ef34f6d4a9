import { Type } from "@sinclair/typebox";
import { Elysia } from "elysia";
import { AppError } from "../errors.ts";
import { type Picture, PictureBody, readPicture } from "../model/picture.ts";
import { PicturedPlace, pictureOf } from "../model/reports/place.ts";
import { dataAnswer } from "./answers.ts";
import type { RouteDependencies } from "./dependencies.ts";
import { CHANGE_ERRORS, describeRoute, jsonAnswer, READ_ERRORS } from "./openapi.ts";
import { createBodyReader, READS_ITS_BODY } from "./read-body.ts";
import { createQueryReader } from "./read-query.ts";

/** `/dashboard/picture…`: pictures of screens, which lie under their touch maps. */
export function pictureRoutes({ store, reader, now, scopeOf, askerOf }: RouteDependencies) {
	const readUpload = createBodyReader(PictureBody);
	const readPlace = createBodyReader(PicturedPlace);

	return new Elysia({ prefix: "/dashboard" })
		.get(
			"/picture",
			async ({ query: { screen, width, height, consumer: asked }, request }) => {
				const { consumers } = scopeOf(request);
				const seen = asked === undefined ? consumers : consumers?.filter((id) => id === asked);
				const place = pictureOf({ screen, width, height }, asked === undefined ? seen : [asked]);
				// A link shows no screen but those that its consumers' visitors touched.
				const shown = seen === undefined || (await reader.isTouched(place, seen, askerOf(request)));
				const picture = shown ? store.findPicture(place) : undefined;
				if (picture === undefined) throw new AppError("not_found");
				return answer(picture, request);
			},
			{
				query: PicturedPlace,
				transform: createQueryReader(PicturedPlace),
				detail: describeRoute({
					summary: "The picture of a screen",
					description:
						"Where this viewport has none, that of the same screen in another viewport of the same shape (within 1%). A shared link of one consumer asks for its.",
					tag: "Dashboard",
					answer: { type: "image/*", schema: Type.String({ format: "binary" }) },
					errors: [...READ_ERRORS, "missing_parameter", "too_large", "not_found", "reports_not_ready"],
				}),
			},
		)
		.post(
			"/pictures",
			async ({ request }) => {
				const { picture, ...place } = await readUpload(request);
				await store.storePicture(place, readPicture(picture), now());
				return dataAnswer('{"status":200}');
			},
			{
				...READS_ITS_BODY,
				detail: describeRoute({
					summary: "Set the picture of a screen",
					tag: "Dashboard",
					body: PictureBody,
					answer: jsonAnswer({}),
					errors: [...CHANGE_ERRORS, "limit_reached", "unknown_consumer_id"],
				}),
			},
		)
		.post(
			"/pictures/remove",
			async ({ request }) => {
				await store.removePicture(await readPlace(request));
				return dataAnswer('{"status":200}');
			},
			{
				...READS_ITS_BODY,
				detail: describeRoute({
					summary: "Remove the picture of a screen: what `GET /dashboard/picture` gives for it",
					tag: "Dashboard",
					body: PicturedPlace,
					answer: jsonAnswer({}),
					errors: [...CHANGE_ERRORS, "not_found"],
				}),
			},
		);
}

/** What was uploaded is shown as a picture, and taken for nothing else, nor shown by another site's page. */
function answer({ type, bytes }: Picture, { headers }: Request): Response {
	const etag = `"${Bun.hash.xxHash64(bytes).toString(36)}"`;
	const common = {
		etag,
		"cache-control": "private, no-cache",
		"content-security-policy": "default-src 'none'",
		"cross-origin-resource-policy": "same-origin",
		"x-content-type-options": "nosniff",
	};
	const known = (headers.get("if-none-match") ?? "").split(/,\s*/);
	if (known.includes(etag)) return new Response(null, { status: 304, headers: common });
	return new Response(bytes, { headers: { ...common, "content-type": type } });
}
