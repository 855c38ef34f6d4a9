import type { SessionSort } from "../model/reports/query.ts";
import type { Digest } from "./digests.ts";
import { type ColumnRow, columnBytes, rowOf, toColumns } from "./packs/columns.ts";
import { forEachChosen, type Selected } from "./selected.ts";
import { KEPT_SESSIONS } from "./session-page.ts";
import { consumerOf, type SessionOrder, SessionRanking, type SessionSource } from "./session-ranking.ts";

/** What is looked through for the first ones; by their starts, days and months are in order already. */
const SORTS = ["dwell_seconds", "events", "misses", "bursts", "targets"] as const satisfies SessionSort[];

/** The sessions that come first in any order. */
interface SessionOrders {
	readonly count: number;
	readonly source: SessionSource;
	/** By {@link nameOf}: places in the source. */
	readonly first: ReadonlyMap<string, Uint32Array>;
}

/** {@link SessionOrders} of whole days and months. */
export const SESSION_ORDERS: Digest<SessionOrders> = {
	name: "orders",
	make: (_, selected) => findFirst(selected),
	weigh: ({ source, first }) => 500 + 2 * columnBytes(source.columns) + first.size * 4 * KEPT_SESSIONS,
};

/** An order's name. */
export function nameOf({ sort, descending }: SessionOrder): string {
	return `${sort} ${descending}`;
}

function findFirst({ segments }: Selected): SessionOrders {
	const orders = SORTS.flatMap((sort) => [true, false].map((descending) => ({ sort, descending })));
	const rankings = orders.map((order) => new SessionRanking(order, KEPT_SESSIONS));
	let count = 0;
	for (const segment of segments) {
		const takers = rankings.map((ranking) => ranking.from(segment));
		forEachChosen(segment, (index) => {
			count++;
			for (const take of takers) take(index);
		});
	}
	const places = new Map<number, number>();
	const rows: ColumnRow[] = [];
	const consumers: number[] = [];
	const first = new Map<string, Uint32Array>();
	for (const [at, ranking] of rankings.entries()) {
		const order = orders[at];
		if (order === undefined) continue;
		const taken = ranking.take(0, KEPT_SESSIONS).map((place) => {
			const row = rowOf(place.source.columns, place.index);
			const known = places.get(row.id);
			if (known !== undefined) return known;
			consumers.push(consumerOf(place));
			places.set(row.id, rows.length);
			return rows.push(row) - 1;
		});
		first.set(nameOf(order), Uint32Array.from(taken));
	}
	return { count, source: { columns: toColumns(rows), consumer: Uint32Array.from(consumers) }, first };
}
