import { type Static, type TSchema, Type } from "@sinclair/typebox";
import { LIMITS } from "./limits.ts";
import { OPEN } from "./open-object.ts";
import { STORABLE_TEXT } from "./text.ts";
import type { Instant } from "./time.ts";

/** The members of a session in a list, by which it can be sorted. */
export const SESSION_MEMBERS = [
	"id",
	"consumer_id",
	"started_at",
	"stopped_at",
	"clicks",
	"last_action",
	"events",
	"duration_ms",
	"stop_reason",
	"test",
] as const;
export type SessionMember = (typeof SESSION_MEMBERS)[number];

/** The members of an event in a list, by which it can be sorted. */
export const EVENT_MEMBERS = ["id", "session_id", "time", "action", "data"] as const;
export type EventMember = (typeof EVENT_MEMBERS)[number];

const memberOf = <T extends readonly string[]>(members: T, description: string) =>
	Type.Optional(
		Type.Unsafe<T[number]>(Type.String({ enum: [...members], pattern: `^(${members.join("|")})$`, description })),
	);

const number = (description: string, options: { minimum?: number; maximum?: number } = {}) =>
	Type.Optional(Type.Integer({ description, ...options }));

const listFilters = {
	ip: Type.Optional(Type.String({ description: "The address that the session came from." })),
	date: Type.Optional(
		Type.String({
			description: "A prefix of an ISO 8601 date, in UTC: `2017`, `2017-08`, `2017-08-25`.",
		}),
	),
	consumer: number("The consumer's id."),
	from: Type.Optional(Type.String({ description: "From this time on: ISO 8601, or epoch milliseconds." })),
	to: Type.Optional(Type.String({ description: "Before this time." })),
	action: Type.Optional(
		Type.String({
			format: STORABLE_TEXT,
			description: "The event's action; for sessions, that of any of their events.",
		}),
	),
	session: number("The session's id."),
	limit: number(`Rows at most; ${LIMITS.listRowsDefault} where it is left out.`, {
		minimum: 0,
		maximum: LIMITS.listRows,
	}),
	offset: number("Rows to skip. `after` costs less.", { minimum: 0 }),
	after: Type.Optional(Type.String({ description: "What `next` of the page before gave." })),
};

const listQuery = <T extends readonly string[]>(members: T) =>
	Type.Object(
		{
			...listFilters,
			sort: memberOf(members, "Sort upwards by this member."),
			"sort.desc": memberOf(members, "Sort downwards by this member."),
		},
		OPEN,
	);

/** The query of `GET /sessions`. */
export const SessionsQuery = listQuery(SESSION_MEMBERS);
/** The query of `GET /events`. */
export const EventsQuery = listQuery(EVENT_MEMBERS);
/** Either list's query. */
export type ListQuery = Static<typeof SessionsQuery> | Static<typeof EventsQuery>;

/** Which rows of a list, checked and read. */
export interface ListFilters {
	readonly ip: string | undefined;
	readonly consumer: number | undefined;
	readonly action: string | undefined;
	readonly session: number | undefined;
	/** Inclusive. */
	readonly from: Instant | undefined;
	/** Exclusive. */
	readonly to: Instant | undefined;
}

/** A time in an answer. */
const TimeText = Type.String({ examples: ["2017-08-25T17:09:19.438Z"] });
const orNull = <T extends TSchema>(schema: T) => Type.Union([schema, Type.Null()]);

/** A session in a list. */
export const SessionRow = Type.Object({
	id: Type.Integer(),
	consumer_id: orNull(Type.Integer()),
	started_at: TimeText,
	stopped_at: orNull(TimeText),
	clicks: Type.Integer({ description: "Events whose action is `click`." }),
	last_action: orNull(Type.String({ description: "The time of the last click." })),
	events: Type.Integer(),
	duration_ms: Type.Integer({
		description: "From the start to the stop, or to the last event while nobody has stopped it.",
	}),
	stop_reason: orNull(Type.String({ description: "As the client gave it, or `timeout`." })),
	test: Type.Boolean(),
});

/** An event in a list. */
export const EventRow = Type.Object({
	id: Type.Integer(),
	session_id: orNull(Type.Integer()),
	time: TimeText,
	action: Type.String(),
	data: Type.Unknown({ description: "The JSON value where it was JSON, else the text." }),
});
