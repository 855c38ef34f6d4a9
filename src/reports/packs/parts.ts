import { PART_SESSIONS } from "../../model/reports/pack-update.ts";
import type { PackSources } from "./pack-step.ts";

/** No part is before it. */
export const FIRST_PART = Math.floor(Number.MIN_SAFE_INTEGER / PART_SESSIONS);

/** The least part from one on in which there is anything: a session, a pack, or what a deleted session left. */
export function findNextPart({ rows, packs }: PackSources, from: number): number | undefined {
	const id = rows.findNextId(from * PART_SESSIONS);
	const parts = [packs.findNextPart(from), id === undefined ? undefined : Math.floor(id / PART_SESSIONS)];
	const found = parts.filter((part) => part !== undefined);
	return found.length === 0 ? undefined : Math.min(...found);
}
