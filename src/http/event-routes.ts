import { Type } from "@sinclair/typebox";
import { Elysia } from "elysia";
import { AppError } from "../errors.ts";
import { clientIdBytes } from "../model/client-id.ts";
import type { ClientTime } from "../model/clock.ts";
import { encodeData } from "../model/data.ts";
import { EventBatchBody, EventBody, type NewEvent } from "../model/event.ts";
import { readInstant } from "../model/instant-field.ts";
import { LIMITS } from "../model/limits.ts";
import type { Instant } from "../model/time.ts";
import { writtenAnswer } from "./answers.ts";
import type { RouteDependencies } from "./dependencies.ts";
import { asAppError, errorBody } from "./error-answers.ts";
import { describeRoute, errorSchema, jsonAnswer, WRITE_ERRORS } from "./openapi.ts";
import { createBodyReader, type Fields, READS_ITS_BODY } from "./read-body.ts";
import { readClientTime } from "./read-time.ts";
import { createCheck } from "./validation.ts";

const EVENT_ERRORS = ["unknown_session", "session_stopped"] as const;

/** `POST /events` and `POST /events/batch`. */
export function eventRoutes({ store, now, reportError }: RouteDependencies) {
	const readOne = createBodyReader(EventBody);
	const readBatch = createBodyReader(EventBatchBody);
	const checkItem = createCheck(EventBody);

	return new Elysia()
		.post(
			"/events",
			async ({ request }) => {
				const receivedAt = now();
				const body = await readOne(request);
				const id = await store.storeEvent(readEvent(body, readClientTime(body, receivedAt), receivedAt));
				return writtenAnswer(`{"status":200,"event_id":${id}}`);
			},
			{
				...READS_ITS_BODY,
				detail: describeRoute({
					body: EventBody,
					summary: "Store an event",
					description: "One that happened before its session's stop is taken after it, too.",
					tag: "Writing",
					answer: jsonAnswer({ event_id: Type.Integer() }),
					errors: [...WRITE_ERRORS, ...EVENT_ERRORS],
				}),
			},
		)
		.post(
			"/events/batch",
			async ({ request }) => {
				const receivedAt = now();
				const body = await readBatch(request);
				// The batch's own fault, and not that of each event in it.
				if (body.sent_at !== undefined) readInstant(body.sent_at, "sent_at");
				const items = readItems(body.events).map((item) => {
					try {
						const event = checkItem(withToken(item, body.token));
						const time = readClientTime({ sent_at: body.sent_at, ...event }, receivedAt);
						return { value: readEvent(event, time, receivedAt) };
					} catch (error) {
						return { error };
					}
				});
				const outcomes = await store.storeEvents(items);
				const results = outcomes.map((outcome) =>
					"error" in outcome
						? errorBody(asAppError(outcome.error, { reportError }))
						: { status: 200, event_id: outcome.value },
				);
				return writtenAnswer(JSON.stringify({ status: 200, results }));
			},
			{
				...READS_ITS_BODY,
				detail: describeRoute({
					body: EventBatchBody,
					summary: "Store many events",
					description: `At most ${LIMITS.batchItems}. A bad one is refused alone: \`results\` tells of each, in order. \`sent_at\` corrects the times of a client whose clock is off by more than a minute.`,
					tag: "Writing",
					answer: jsonAnswer({
						results: Type.Array(
							Type.Union([
								Type.Object({ status: Type.Integer({ examples: [200] }), event_id: Type.Integer() }),
								errorSchema(404, ["missing_parameter", "invalid_parameter", "too_large", "internal", ...EVENT_ERRORS]),
							]),
						),
					}),
					errors: WRITE_ERRORS,
				}),
			},
		);
}

function readEvent(body: EventBody, time: ClientTime, receivedAt: Instant): NewEvent {
	return {
		token: body.token,
		action: body.action,
		data: encodeData(body.data),
		time,
		receivedAt,
		clientId: body.id === undefined ? null : clientIdBytes(body.id),
	};
}

/** @throws {AppError} `too_large`, `invalid_parameter` */
function readItems(given: unknown[] | string): unknown[] {
	const events = typeof given === "string" ? parseArray(given) : given;
	if (events.length > LIMITS.batchItems) {
		throw new AppError("too_large", {
			sentence: `"events" has more than ${LIMITS.batchItems} items`,
			parameter: "events",
		});
	}
	return events;
}

function parseArray(text: string): unknown[] {
	try {
		const value: unknown = JSON.parse(text);
		if (Array.isArray(value)) return value;
	} catch {
		// No JSON: no array either.
	}
	throw new AppError("invalid_parameter", { sentence: 'The "events" parameter is no array', parameter: "events" });
}

/** An item's own token counts before the batch's. */
function withToken(item: unknown, token: string | undefined): unknown {
	if (token === undefined || typeof item !== "object" || item === null || Array.isArray(item)) return item;
	return { token, ...(item as Fields) };
}
