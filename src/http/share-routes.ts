import { Type } from "@sinclair/typebox";
import { Elysia } from "elysia";
import { AppError } from "../errors.ts";
import { type Share, ShareAnswer, ShareBody } from "../model/share.ts";
import { formatInstant } from "../model/time.ts";
import { dataAnswer } from "./answers.ts";
import type { RouteDependencies } from "./dependencies.ts";
import { CHANGE_ERRORS, CLOSED_ERRORS, describeRoute, jsonAnswer } from "./openapi.ts";
import { createBodyReader, READS_ITS_BODY } from "./read-body.ts";
import { readName } from "./read-name.ts";

const IdBody = Type.Object({ id: Type.Integer({ description: "The link's id." }) });

/** `/dashboard/shares`: links that show the dashboard of some consumers to somebody without a key. */
export function shareRoutes({ store, now }: RouteDependencies) {
	const readShare = createBodyReader(ShareBody);
	const readId = createBodyReader(IdBody);

	return new Elysia({ prefix: "/dashboard/shares" })
		.get("", () => dataAnswer(JSON.stringify({ status: 200, shares: store.listShares().map(answerOf) })), {
			detail: describeRoute({
				summary: "All shared links, without their tokens",
				tag: "Dashboard",
				answer: jsonAnswer({ shares: Type.Array(ShareAnswer) }),
				errors: CLOSED_ERRORS,
			}),
		})
		.post(
			"",
			async ({ request }) => {
				const body = await readShare(request);
				const share = { name: readName(body.name), consumers: readConsumers(body), createdAt: now() };
				return dataAnswer(JSON.stringify({ status: 200, ...(await store.createShare(share)) }));
			},
			{
				...READS_ITS_BODY,
				detail: describeRoute({
					summary: "Make a link that shows the dashboard of some consumers to somebody without a key",
					description:
						"The link is `dash#share=TOKEN`; the token is told here alone. Sent as a key is, it reads the reports, `GET /live`, `GET /dashboard/settings` and `GET /dashboard/picture`, each of these consumers alone.",
					tag: "Dashboard",
					body: ShareBody,
					answer: jsonAnswer({ id: Type.Integer(), token: Type.String() }),
					errors: [...CHANGE_ERRORS, "unknown_consumer_id", "limit_reached"],
				}),
			},
		)
		.post(
			"/revoke",
			async ({ request }) => {
				await store.revokeShare((await readId(request)).id, now());
				return dataAnswer('{"status":200}');
			},
			{
				...READS_ITS_BODY,
				detail: describeRoute({
					summary: "Revoke a shared link, for good",
					tag: "Dashboard",
					body: IdBody,
					answer: jsonAnswer({}),
					errors: [...CHANGE_ERRORS, "unknown_share_id"],
				}),
			},
		);
}

/** @throws {AppError} `invalid_parameter` for a list that shows nothing */
function readConsumers({ consumers }: ShareBody): number[] | null {
	if (consumers === undefined || consumers === null) return null;
	if (consumers.length > 0) return [...new Set(consumers)];
	throw new AppError("invalid_parameter", { sentence: "A link of no consumer shows nothing", parameter: "consumers" });
}

function answerOf({ id, name, consumers, createdAt, revokedAt }: Share): ShareAnswer {
	return {
		id,
		name,
		consumers: consumers === null ? null : [...consumers],
		created_at: formatInstant(createdAt),
		revoked_at: revokedAt === null ? null : formatInstant(revokedAt),
	};
}
