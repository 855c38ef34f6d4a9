import { type Static, Type } from "@sinclair/typebox";
import { ClientId } from "./client-id.ts";
import type { ClientTime } from "./clock.ts";
import { ConsumerKeyField } from "./consumer.ts";
import { InstantField } from "./instant-field.ts";
import { LIMITS } from "./limits.ts";
import { OPEN } from "./open-object.ts";
import { STORABLE_TEXT } from "./text.ts";
import type { Instant } from "./time.ts";

/** `token` in a request. */
export const TokenField = Type.String({
	description: "The token that starting the session gave. It can write to its own session, and nothing else.",
	examples: ["0d8bede288664271894751762c3f3e23"],
});

/** The body of `POST /sessions`. */
export const StartSessionBody = Type.Object(
	{
		consumer_key: ConsumerKeyField,
		ts: InstantField,
		id: Type.Optional(ClientId),
		data: Type.Optional(Type.Unknown({ description: "Anything about the session: text, or any JSON value. 64 KiB." })),
		test: Type.Optional(
			Type.Union([Type.Boolean(), Type.Literal("true"), Type.Literal("false"), Type.Literal("1"), Type.Literal("0")], {
				description:
					"A trial by staff: lists say so, and reports leave it out. With the same `id` again, it marks the session that is there.",
			}),
		),
		sent_at: Type.Optional(InstantField),
	},
	OPEN,
);
export type StartSessionBody = Static<typeof StartSessionBody>;

/** The body of `POST /sessions/stop`. */
export const StopSessionBody = Type.Object(
	{
		token: TokenField,
		ts: InstantField,
		reason: Type.Optional(
			Type.String({
				format: STORABLE_TEXT,
				maxLength: LIMITS.nameCharacters,
				description: "Why it ended, such as `idle`.",
			}),
		),
		sent_at: Type.Optional(InstantField),
	},
	OPEN,
);
export type StopSessionBody = Static<typeof StopSessionBody>;

/** A session to be started, checked and read. */
export interface NewSession {
	readonly consumerKey: string;
	/** The client's address, without a port; empty on a unix socket. */
	readonly address: string;
	readonly started: ClientTime;
	readonly receivedAt: Instant;
	readonly clientId: Uint8Array | null;
	readonly data: string | null;
	readonly test: boolean;
}

/** A session to be stopped. */
export interface SessionStop {
	readonly token: string;
	readonly stopped: ClientTime;
	readonly reason: string | null;
}

/** What a client needs to know of the session that it started. */
export interface StartedSession {
	readonly id: number;
	readonly token: string;
}

/** Why a session counts as ended that nobody stopped. */
export const TIMEOUT_REASON = "timeout";
