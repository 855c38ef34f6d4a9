import { type Static, Type } from "@sinclair/typebox";
import { ConsumerKeyField } from "./consumer.ts";
import { InstantField } from "./instant-field.ts";
import { LIMITS } from "./limits.ts";
import { OPEN } from "./open-object.ts";
import { STORABLE_TEXT } from "./text.ts";
import type { Instant } from "./time.ts";

/** The body of `POST /heartbeat`. */
export const HeartbeatBody = Type.Object(
	{
		consumer_key: ConsumerKeyField,
		ts: InstantField,
		page: Type.Optional(
			Type.String({
				format: STORABLE_TEXT,
				maxLength: LIMITS.nameCharacters,
				description: "The page that is alive, such as its path.",
			}),
		),
		sent_at: Type.Optional(InstantField),
	},
	OPEN,
);
export type HeartbeatBody = Static<typeof HeartbeatBody>;

/** A sign of life, checked and read. */
export interface Heartbeat {
	readonly consumerKey: string;
	readonly address: string;
	readonly page: string;
	readonly at: Instant;
}
