import { Type } from "@sinclair/typebox";
import type { Instant } from "./time.ts";

/** Something that may write: one kiosk, or one app on many of them. */
export interface Consumer {
	readonly id: number;
	readonly name: string;
	/** What its pages send as `consumer_key`. */
	readonly key: string;
	/** Addresses and CIDR ranges that it may write from, see `ip-filter.ts`; `null` is everywhere. */
	readonly ipFilter: string | null;
	readonly createdAt: Instant;
	/** When it was revoked; `null` while it is active. */
	readonly deletedAt: Instant | null;
}

/** `consumer_key` in a request. */
export const ConsumerKeyField = Type.String({
	description: "The key that `microticks createconsumer` printed.",
	examples: ["25869d5902464a8183c618a13095828c"],
});
