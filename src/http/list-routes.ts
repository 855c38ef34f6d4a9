import { type TSchema, Type } from "@sinclair/typebox";
import { Elysia } from "elysia";
import { AppError, type ErrorCode } from "../errors.ts";
import { readInstant } from "../model/instant-field.ts";
import { LIMITS } from "../model/limits.ts";
import {
	EventRow,
	EventsQuery,
	type ListFilters,
	type ListQuery,
	SessionRow,
	SessionsQuery,
} from "../model/listing.ts";
import { type Instant, parseDatePrefix } from "../model/time.ts";
import { decodePosition, type ListRequest } from "../reports/list-request.ts";
import { dataAnswer } from "./answers.ts";
import type { RouteDependencies } from "./dependencies.ts";
import { describeRoute, jsonAnswer, READ_ERRORS } from "./openapi.ts";
import { createQueryReader } from "./read-query.ts";

const LIST_ERRORS: readonly ErrorCode[] = [...READ_ERRORS, "not_shared"];

/** A long list may be taken slowly. */
const LIST_SECONDS = 60;

/** `GET /sessions` and `GET /events`. */
export function listRoutes({ reader, config, now, allowSeconds }: RouteDependencies) {
	const silentSince = () => now() - config.sessionTimeoutMs;

	return new Elysia()
		.get(
			"/sessions",
			async ({ query, request }) => {
				allowSeconds(request, LIST_SECONDS);
				const sort = query["sort.desc"] ?? query.sort ?? "id";
				return dataAnswer(await reader.list(withPage({ list: "sessions", sort }, query, silentSince())));
			},
			{
				query: SessionsQuery,
				transform: createQueryReader(SessionsQuery),
				detail: describeRoute({
					summary: "List sessions",
					tag: "Reading",
					answer: listAnswer("sessions", SessionRow),
					errors: LIST_ERRORS,
				}),
			},
		)
		.get(
			"/events",
			async ({ query, request }) => {
				allowSeconds(request, LIST_SECONDS);
				const sort = query["sort.desc"] ?? query.sort ?? "id";
				return dataAnswer(await reader.list(withPage({ list: "events", sort }, query, silentSince())));
			},
			{
				query: EventsQuery,
				transform: createQueryReader(EventsQuery),
				detail: describeRoute({
					summary: "List events",
					tag: "Reading",
					answer: listAnswer("events", EventRow),
					errors: LIST_ERRORS,
				}),
			},
		);
}

function withPage<T extends Pick<ListRequest, "list" | "sort">>(list: T, query: ListQuery, silentSince: number) {
	if (query.sort !== undefined && query["sort.desc"] !== undefined) {
		throw new AppError("invalid_parameter", { sentence: 'Give "sort" or "sort.desc", not both', parameter: "sort" });
	}
	const order = { ...list, descending: query["sort.desc"] !== undefined };
	return {
		...order,
		filters: readFilters(query),
		limit: query.limit ?? LIMITS.listRowsDefault,
		offset: query.offset ?? 0,
		after: query.after === undefined ? undefined : decodePosition(order, query.after),
		silentSince,
	};
}

/** @throws {AppError} `invalid_parameter` */
function readFilters({ ip, consumer, action, session, date, from, to }: ListQuery): ListFilters {
	const day = date === undefined ? undefined : parseDatePrefix(date);
	if (date !== undefined && day === undefined) {
		throw new AppError("invalid_parameter", {
			sentence: 'The "date" parameter is no year, month or day, such as 2017-08-25',
			parameter: "date",
		});
	}
	return {
		ip,
		consumer,
		action,
		session,
		from: both(Math.max, day?.from, from === undefined ? undefined : readInstant(from, "from")),
		to: both(Math.min, day?.to, to === undefined ? undefined : readInstant(to, "to")),
	};
}

/** Two bounds as one, where both are given. */
function both(choose: (one: Instant, other: Instant) => Instant, one?: Instant, other?: Instant): Instant | undefined {
	return one === undefined || other === undefined ? (one ?? other) : choose(one, other);
}

function listAnswer(name: string, row: TSchema) {
	return jsonAnswer({
		count: Type.Integer({ description: "Rows in this answer." }),
		[name]: Type.Array(row),
		next: Type.Union([Type.String(), Type.Null()], {
			description: "What `after` takes for the next page; null on the last.",
		}),
	});
}
