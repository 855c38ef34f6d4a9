import { nameTerm, say } from "./compare-session.ts";
import { COUNTS } from "./element-counts.ts";
import { ElementTally, KINDS } from "./element-tally.ts";
import type { Terms } from "./terms.ts";

/**
 * Tells in what a pack's counts of elements differ from a recount: the first of each kind.
 * @throws {RangeError} where they were damaged so that they cannot be read
 */
export function* compareElements(encoded: Uint8Array, recount: ElementTally, terms: Terms): Generator<string> {
	if (Buffer.compare(encoded, recount.encode()) === 0) return;
	const pack = new ElementTally(terms);
	pack.addEncoded(encoded);
	let found = false;
	for (const kind of KINDS) {
		const difference = differenceOf(kind, pack, recount, terms);
		if (difference === undefined) continue;
		found = true;
		yield difference;
	}
	if (!found) yield "its counts of elements are followed by what belongs to nothing";
}

function differenceOf(
	kind: (typeof KINDS)[number],
	pack: ElementTally,
	recount: ElementTally,
	terms: Terms,
): string | undefined {
	const [ours, theirs] = [pack.kinds[kind], recount.kinds[kind]];
	if (ours.sessions !== theirs.sessions)
		return say(`sessions with any ${kind}`, `${ours.sessions}`, `${theirs.sessions}`);
	for (const id of new Set([...ours.elements.keys(), ...theirs.elements.keys()])) {
		const [one, other] = [ours.elements.get(id), theirs.elements.get(id)];
		const name = COUNTS.find((count) => one?.[count] !== other?.[count]);
		if (name === undefined) continue;
		return say(
			`${name} of ${kind} ${nameTerm(id, terms)}`,
			`${one?.[name] ?? "nothing"}`,
			`${other?.[name] ?? "nothing"}`,
		);
	}
	return undefined;
}
