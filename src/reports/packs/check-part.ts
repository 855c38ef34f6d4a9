import { DAY_MS, PART_SESSIONS, type PackKey } from "../../model/reports/pack-update.ts";
import { compareElements } from "./compare-elements.ts";
import { compareSession, nameTerm, say } from "./compare-session.ts";
import { keyText, packOf } from "./day.ts";
import { ElementTally } from "./element-tally.ts";
import { decodePack, type PackContent, type PackContents } from "./pack-contents.ts";
import type { PackSources } from "./pack-step.ts";
import type { PackEntry } from "./pack-store.ts";
import { ORDINARY_MASK, type SessionFacts } from "./session-facts.ts";
import type { SessionRow } from "./session-reader.ts";
import { readSession } from "./tail.ts";
import { encodePoints } from "./touch-points.ts";

/** A difference between the packs and the rows: of which session or pack, and what it is. */
export interface Difference {
	readonly where: string;
	readonly what: string;
}

/** What is compared in one part. */
interface Part {
	readonly number: number;
	readonly rows: ReadonlyMap<number, SessionRow>;
	/** The packs in which deleted sessions may be, by session. */
	readonly holes: ReadonlyMap<number, string>;
	/** Sessions that were found in a pack, or whose pack cannot be read. */
	readonly found: Set<number>;
}

/**
 * Compares the packs of a part with its rows, inside the caller's transaction.
 * @returns how many packs have sessions, how many sessions there are, and how many of them no pack speaks for
 */
export function checkPart(
	sources: PackSources,
	contents: PackContents,
	number: number,
	tell: (difference: Difference) => void,
): { packs: number; sessions: number; unpacked: number } {
	const [first, end] = [number * PART_SESSIONS, (number + 1) * PART_SESSIONS];
	const sessions = sources.rows.listBetween(first, end);
	const holes = sources.rows.listHolesBetween(first, end);
	const part: Part = {
		number,
		rows: new Map(sessions.map((row) => [row.id, row])),
		holes: new Map(
			holes.map(({ session_id: id, consumer_id: consumer, day }) => [id, keyText({ consumer, day, part: number })]),
		),
		found: new Set(),
	};
	let packs = 0;
	for (const entry of sources.packs.entriesOf(number)) {
		const content = contents.read(entry);
		if (content !== undefined && checkPack(sources, part, entry, content, tell) > 0) packs++;
	}
	const packed = sessions.filter((row) => row.packed === 1);
	for (const { id } of packed) {
		if (!part.found.has(id)) tell({ where: nameSession(id), what: "it is packed, and in no pack" });
	}
	return { packs, sessions: sessions.length, unpacked: sessions.length - packed.length };
}

/** @returns how many sessions are in it */
function checkPack(
	sources: PackSources,
	part: Part,
	entry: PackEntry,
	content: PackContent,
	tell: (difference: Difference) => void,
): number {
	const { terms } = sources;
	const where = namePack(entry);
	try {
		const facts = decodePack(entry, content);
		let before = Number.NEGATIVE_INFINITY;
		for (const each of facts) {
			if (each.id <= before) tell({ where, what: `${nameSession(each.id)} is in it twice, or out of order` });
			before = each.id;
			checkSession(sources, part, entry, each, tell);
		}
		const ordinary = facts.filter(({ flags }) => (flags & ORDINARY_MASK) === 0);
		const recount = new ElementTally(terms);
		for (const { trail } of ordinary) recount.addTrail(trail);
		for (const what of compareElements(content.elements, recount, terms)) tell({ where, what });
		checkTouches(sources, entry, content, facts, tell);
		return facts.length;
	} catch (error) {
		if (!(error instanceof RangeError)) throw error;
		tell({ where, what: `it cannot be read: ${error.message}` });
		const key = keyText(entry);
		for (const row of part.rows.values()) if (keyText(packOf(row)) === key) part.found.add(row.id);
		return 0;
	}
}

function checkSession(
	{ rows, terms }: PackSources,
	part: Part,
	entry: PackEntry,
	facts: SessionFacts,
	tell: (difference: Difference) => void,
): void {
	const where = nameSession(facts.id);
	const row = part.rows.get(facts.id);
	part.found.add(facts.id);
	if (row === undefined) {
		if (part.holes.get(facts.id) === keyText(entry)) return;
		const isOfPart = Math.floor(facts.id / PART_SESSIONS) === part.number;
		const why = isOfPart ? "there is no such session" : "is of another part";
		tell({ where, what: `it is in the ${namePack(entry)}, and ${why}` });
		return;
	}
	const key = packOf(row);
	if (keyText(key) !== keyText(entry)) {
		tell({ where, what: say("where it belongs", `into the ${namePack(entry)}`, `into the ${namePack(key)}`) });
		return;
	}
	// Something came for it since: its rows count, and not what the pack says of it.
	if (row.packed === 0) return;
	for (const what of compareSession(facts, readSession(row, rows, terms).facts, terms)) tell({ where, what });
}

/** The points were compared session by session; here the counts beside them. */
function checkTouches(
	{ terms }: PackSources,
	entry: PackEntry,
	content: PackContent,
	facts: readonly SessionFacts[],
	tell: (difference: Difference) => void,
): void {
	const counted = new Map(encodePoints(entry, facts).map((touches) => [touches.place, touches]));
	for (const kept of content.touches) {
		const recount = counted.get(kept.place);
		for (const name of ["touches", "misses", "bursts"] as const) {
			if (kept[name] === (recount?.[name] ?? 0)) continue;
			const what = say(`${name} on ${nameTerm(kept.place, terms)}`, `${kept[name]}`, `${recount?.[name] ?? 0}`);
			tell({ where: namePack(entry), what });
		}
	}
}

function nameSession(id: number): string {
	return `session ${id}`;
}

/** A pack, for people. */
export function namePack({ consumer, day, part }: PackKey): string {
	return `pack of consumer ${consumer} on ${nameDay(day)}, part ${part}`;
}

/** Where it is no day of the calendar, its number. */
function nameDay(day: number): string {
	const date = new Date(day * DAY_MS);
	return Number.isNaN(date.getTime()) ? `day ${day}` : date.toISOString().slice(0, 10);
}
