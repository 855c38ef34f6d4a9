import { type Static, Type } from "@sinclair/typebox";
import type { Instant } from "./time.ts";

/** A link that shows the figures of some consumers to somebody without a key. */
export interface Share {
	readonly id: number;
	readonly name: string;
	/** Their ids; `null` is all, also those that are made later. */
	readonly consumers: readonly number[] | null;
	readonly createdAt: Instant;
	/** When it was revoked; `null` while it is in force. */
	readonly revokedAt: Instant | null;
}

/** Shares in force at most. */
export const MOST_SHARES = 200;

/** The body of `POST /dashboard/shares`. */
export const ShareBody = Type.Object({
	name: Type.String({ description: "What to call it, such as who it is for." }),
	consumers: Type.Optional(
		Type.Union([Type.Array(Type.Integer(), { maxItems: 10_000 }), Type.Null()], {
			description: "Ids of the consumers that it shows; all, also those that are made later, where it is left out.",
		}),
	),
});
export type ShareBody = Static<typeof ShareBody>;

/** A share in `GET /dashboard/shares`. Its token is in no answer but the one that made it. */
export const ShareAnswer = Type.Object({
	id: Type.Integer(),
	name: Type.String(),
	consumers: Type.Union([Type.Array(Type.Integer()), Type.Null()], { description: "Null is all." }),
	created_at: Type.String(),
	revoked_at: Type.Union([Type.String(), Type.Null()]),
});
export type ShareAnswer = Static<typeof ShareAnswer>;
