import { PART_SESSIONS, type PackKey, type PackUpdate } from "../../model/reports/pack-update.ts";
import { keyText, packOf } from "./day.ts";
import { asPacked, encodePack, type PackSources, type QuietRule } from "./pack-step.ts";
import { MOST_HEARD_MS } from "./session-facts.ts";
import type { SessionRow } from "./session-reader.ts";
import { readSession } from "./tail.ts";

/**
 * Makes all packs of a part anew, inside the caller's transaction. The sessions of a part, and they alone, are in its
 * packs; so packs of it that no session is in are made empty. They are not deleted: a server that runs would not see it.
 * @returns what to keep; how many packs have sessions, and how many sessions are in them or not
 */
export function rebuildPart(
	{ rows, packs, terms }: PackSources,
	part: number,
	rule: QuietRule,
): { update: PackUpdate; packs: number; packed: number; unpacked: number } {
	const [first, end] = [part * PART_SESSIONS, (part + 1) * PART_SESSIONS];
	const all = rows.listBetween(first, end);
	const sessions = all.filter((row) => row.packed === 1 || isQuiet(row, rule));
	const wanted = new Map<string, { key: PackKey; sessions: SessionRow[] }>();
	const holes = rows.listHolesBetween(first, end);
	// For the reason that stands beside changePack.
	const ofHoles = holes.map(({ consumer_id: consumer, day }) => ({ consumer, day }));
	for (const { consumer, day } of [...packs.entriesOf(part), ...ofHoles]) {
		const key = { consumer, day, part };
		wanted.set(keyText(key), { key, sessions: [] });
	}
	for (const row of sessions) {
		const key = packOf(row);
		const found = wanted.get(keyText(key));
		if (found === undefined) wanted.set(keyText(key), { key, sessions: [row] });
		else found.sessions.push(row);
	}
	const made = [...wanted.values()].map(({ key, sessions: own }) => {
		const facts = own.map((row) => readSession(row, rows, terms).facts);
		return encodePack(key, facts, terms, packs.find(key)?.revision ?? 0);
	});
	const update = {
		terms: terms.changes,
		packs: made,
		// One that is packed already stays so, where nothing came for it meanwhile.
		sessions: sessions.filter(({ packed }) => packed === 0).map(asPacked),
		holes: holes.map(({ session_id }) => session_id),
	};
	const filled = [...wanted.values()].filter((pack) => pack.sessions.length > 0);
	return { update, packs: filled.length, packed: sessions.length, unpacked: all.length - sessions.length };
}

/** As the statement that lists quiet sessions in session-rows.ts. */
function isQuiet(row: SessionRow, { quietSince, silentSince }: QuietRule): boolean {
	const { last_received_at: heardAt, started_at: startedAt, stopped_at: stoppedAt } = row;
	if (heardAt > quietSince) return false;
	return heardAt - startedAt <= MOST_HEARD_MS || stoppedAt !== null || heardAt <= silentSince;
}
