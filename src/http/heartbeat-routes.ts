import { Elysia } from "elysia";
import { HeartbeatBody } from "../model/heartbeat.ts";
import { writtenAnswer } from "./answers.ts";
import type { RouteDependencies } from "./dependencies.ts";
import { describeRoute, jsonAnswer, WRITE_ERRORS } from "./openapi.ts";
import { createBodyReader, READS_ITS_BODY } from "./read-body.ts";
import { readClientTime } from "./read-time.ts";

/** `POST /heartbeat`. */
export function heartbeatRoutes({ store, now, clientOf }: RouteDependencies) {
	const readHeartbeat = createBodyReader(HeartbeatBody);

	return new Elysia().post(
		"/heartbeat",
		async ({ request }) => {
			const receivedAt = now();
			const body = await readHeartbeat(request);
			await store.storeHeartbeat({
				consumerKey: body.consumer_key,
				address: clientOf(request).address,
				page: body.page ?? "",
				at: readClientTime(body, receivedAt).at,
			});
			return writtenAnswer('{"status":200}');
		},
		{
			...READS_ITS_BODY,
			detail: describeRoute({
				body: HeartbeatBody,
				summary: "Say that a page is alive",
				description: "Every few minutes, also when nobody touches it: so that no signal differs from no visitors.",
				tag: "Writing",
				answer: jsonAnswer({}),
				errors: [...WRITE_ERRORS, "unknown_consumer", "consumer_inactive", "address_not_allowed"],
			}),
		},
	);
}
