import { Type } from "@sinclair/typebox";
import { Elysia } from "elysia";
import { clientIdBytes } from "../model/client-id.ts";
import { encodeData } from "../model/data.ts";
import { StartSessionBody, StopSessionBody } from "../model/session.ts";
import { writtenAnswer } from "./answers.ts";
import type { RouteDependencies } from "./dependencies.ts";
import { describeRoute, jsonAnswer, WRITE_ERRORS } from "./openapi.ts";
import { createBodyReader, READS_ITS_BODY } from "./read-body.ts";
import { readClientTime } from "./read-time.ts";

/** `POST /sessions` and `POST /sessions/stop`. */
export function sessionRoutes({ store, now, clientOf }: RouteDependencies) {
	const readStart = createBodyReader(StartSessionBody);
	const readStop = createBodyReader(StopSessionBody);

	return new Elysia()
		.post(
			"/sessions",
			async ({ request }) => {
				const receivedAt = now();
				const body = await readStart(request);
				const { id, token } = await store.startSession({
					consumerKey: body.consumer_key,
					address: clientOf(request).address,
					started: readClientTime(body, receivedAt),
					receivedAt,
					clientId: body.id === undefined ? null : clientIdBytes(body.id),
					data: body.data === undefined ? null : encodeData(body.data),
					test: body.test === true || body.test === "true" || body.test === "1",
				});
				return writtenAnswer(JSON.stringify({ status: 200, token, session_id: id }));
			},
			{
				...READS_ITS_BODY,
				detail: describeRoute({
					body: StartSessionBody,
					summary: "Start a session",
					tag: "Writing",
					answer: jsonAnswer({ token: Type.String(), session_id: Type.Integer() }),
					errors: [...WRITE_ERRORS, "unknown_consumer", "consumer_inactive", "address_not_allowed"],
				}),
			},
		)
		.post(
			"/sessions/stop",
			async ({ request }) => {
				const receivedAt = now();
				const body = await readStop(request);
				await store.stopSession({
					token: body.token,
					stopped: readClientTime(body, receivedAt),
					reason: body.reason ?? null,
				});
				return writtenAnswer('{"status":200}');
			},
			{
				...READS_ITS_BODY,
				detail: describeRoute({
					body: StopSessionBody,
					summary: "Stop a session",
					description: "Stopping it again at the same time is answered like the first time.",
					tag: "Writing",
					answer: jsonAnswer({}),
					errors: [...WRITE_ERRORS, "unknown_session", "session_stopped"],
				}),
			},
		);
}
