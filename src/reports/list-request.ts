import { AppError } from "../errors.ts";
import type { EventMember, ListFilters, SessionMember } from "../model/listing.ts";
import type { Instant } from "../model/time.ts";

/** Where a page ended: the last row's sort value and its id. */
export interface Position {
	readonly value: string | number;
	readonly id: number;
}

/** A page of a list, as the worker is asked for it. */
export type ListRequest = (
	| { readonly list: "sessions"; readonly sort: SessionMember }
	| { readonly list: "events"; readonly sort: EventMember }
) & {
	readonly filters: ListFilters;
	readonly descending: boolean;
	readonly limit: number;
	readonly offset: number;
	readonly after: Position | undefined;
	/** A session whose last sign came at this time or before counts as ended where nobody stopped it. */
	readonly silentSince: Instant;
};

/** The part of a request that a position is good for. */
type Order = Pick<ListRequest, "list" | "sort" | "descending">;

/** A position as a client is given it: opaque, and good for the same order only. */
export function encodePosition(order: Order, { value, id }: Position): string {
	return Buffer.from(JSON.stringify([order.list, order.sort, order.descending, value, id])).toString("base64url");
}

/**
 * Reads what {@link encodePosition} gave.
 * @throws {AppError} `invalid_parameter` for anything else, or another order's
 */
export function decodePosition(order: Order, after: string): Position {
	try {
		const [list, sort, descending, value, id] = JSON.parse(Buffer.from(after, "base64url").toString()) as unknown[];
		if (
			list === order.list &&
			sort === order.sort &&
			descending === order.descending &&
			(typeof value === "string" || typeof value === "number") &&
			Number.isSafeInteger(id)
		) {
			return { value, id: Number(id) };
		}
	} catch {
		// Not base64url, not JSON or not an array: refused below like any other.
	}
	throw new AppError("invalid_parameter", {
		sentence: 'The "after" parameter is not what "next" gave for this list and order',
		parameter: "after",
	});
}
