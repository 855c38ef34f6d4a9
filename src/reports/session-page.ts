import type { SessionPage } from "../model/reports/request.ts";

/** So many of the first sessions of each day and month are kept for each order: four pages. */
export const KEPT_SESSIONS = 200;

/** Whether a page can only be found by looking at every session of its range. */
export function needsAll({ search, sort, offset, limit }: SessionPage): boolean {
	return isSearch(search) || (sort !== "started_at" && offset + limit > KEPT_SESSIONS);
}

/** Whether anything is searched for. */
export function isSearch(search: string | undefined): search is string {
	return search !== undefined && search !== "";
}
