import { signal } from "@preact/signals";
import type { SessionSort } from "../../../model/reports/query.ts";
import { part } from "../../address.ts";
import { texts } from "../../language.ts";

/** Sessions on one page. */
export const PAGE_SESSIONS = 50;

/** Columns that the list can be sorted by, in the order in which they are shown. */
export const SORTED_COLUMNS: readonly (readonly [SessionSort, string])[] = [
	["started_at", texts.started],
	["dwell_seconds", texts.duration],
	["events", texts.events],
	["targets", texts.target],
	["misses", texts.misses],
	["bursts", texts.bursts],
];

/** The page that was shown last: from one session there it goes on to the next. */
export const listed = signal<readonly number[]>([]);

/** The order that the address names: the last ones to begin first, unless it says otherwise. */
export function chosenOrder(): { readonly sort: SessionSort; readonly upwards: boolean } {
	return {
		sort: SORTED_COLUMNS.find(([name]) => name === part("sort"))?.[0] ?? "started_at",
		upwards: part("upwards") === "1",
	};
}

/** How many sessions come before the page that the address names. */
export function chosenOffset(): number {
	const offset = Number(part("offset"));
	return Number.isSafeInteger(offset) && offset > 0 ? offset : 0;
}

/** What the sessions are searched for. */
export function chosenSearch(): string {
	return part("search");
}
