import { type Static, Type } from "@sinclair/typebox";
import { ClientId } from "./client-id.ts";
import type { ClientTime } from "./clock.ts";
import { InstantField } from "./instant-field.ts";
import { LIMITS } from "./limits.ts";
import { OPEN } from "./open-object.ts";
import { TokenField } from "./session.ts";
import { STORABLE_TEXT } from "./text.ts";
import type { Instant } from "./time.ts";

const eventFields = {
	action: Type.String({
		format: STORABLE_TEXT,
		maxLength: LIMITS.nameCharacters,
		description: "What the visitor did.",
		examples: ["click"],
	}),
	data: Type.Unknown({
		description: "Anything about it: text, or any JSON value. 64 KiB. JSON is given back as JSON.",
		examples: ['{"target":"some_element","clickX":406,"clickY":300}'],
	}),
	ts: InstantField,
	id: Type.Optional(ClientId),
};

/** The body of `POST /events`. */
export const EventBody = Type.Object({ token: TokenField, ...eventFields, sent_at: Type.Optional(InstantField) }, OPEN);
export type EventBody = Static<typeof EventBody>;

/** The body of `POST /events/batch`. Each item is checked by itself, so that a bad one is refused alone. */
export const EventBatchBody = Type.Object(
	{
		events: Type.Union([Type.Array(Type.Unknown()), Type.String()], {
			description: "Events as `POST /events` takes them, oldest first. In a form, the array as JSON text.",
		}),
		token: Type.Optional(TokenField),
		sent_at: Type.Optional(InstantField),
	},
	OPEN,
);
export type EventBatchBody = Static<typeof EventBatchBody>;

/** The action whose events count as `clicks`, as in 2017. */
export const CLICK_ACTION = "click";

/** An event to be stored, checked and read. */
export interface NewEvent {
	readonly token: string;
	readonly action: string;
	readonly data: string;
	readonly time: ClientTime;
	readonly receivedAt: Instant;
	readonly clientId: Uint8Array | null;
}
