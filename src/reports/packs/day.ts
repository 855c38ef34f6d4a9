import { DAY_MS, PART_SESSIONS, type PackKey } from "../../model/reports/pack-update.ts";
import type { SessionRow } from "./session-reader.ts";

/** The pack that a session belongs to. */
export function packOf({
	id,
	consumer_id,
	started_at,
}: Pick<SessionRow, "id" | "consumer_id" | "started_at">): PackKey {
	return {
		consumer: consumer_id,
		day: Math.floor(started_at / DAY_MS),
		part: Math.floor(id / PART_SESSIONS),
	};
}

/** A pack's name in a map. */
export function keyText({ consumer, day, part }: PackKey): string {
	return `${consumer}/${day}/${part}`;
}
