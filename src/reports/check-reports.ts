import { checkPart, type Difference, namePack } from "./packs/check-part.ts";
import type { PackContents } from "./packs/pack-contents.ts";
import { FIRST_PART, findNextPart } from "./packs/parts.ts";
import type { Snapshots } from "./snapshot.ts";

/** What a check is handed. */
export interface CheckDependencies {
	readonly snapshots: Snapshots;
	readonly contents: PackContents;
	/** Told after each part how many sessions were in it. */
	readonly onPart: (sessions: number) => void;
	readonly onDifference: (difference: Difference) => void;
}

/** What was compared. */
export interface Checked {
	readonly packs: number;
	readonly sessions: number;
	/** Sessions that no pack speaks for: their rows count. */
	readonly unpacked: number;
	readonly differences: number;
}

/**
 * Compares all packs with the rows, and changes nothing. Each part is read at one moment, so that a server that runs makes
 * no false alarm: with any change to a session it is marked as not packed, in the same transaction.
 */
export function checkReports({ snapshots, contents, onPart, onDifference }: CheckDependencies): Checked {
	const checked = { packs: 0, sessions: 0, unpacked: 0, differences: 0 };
	const tell = (difference: Difference) => {
		checked.differences++;
		onDifference(difference);
	};
	const checkFrom = (from: number) =>
		snapshots.lookAtPacks((sources) => {
			const part = findNextPart(sources, from);
			return part === undefined ? undefined : { part, ...checkPart(sources, contents, part, tell) };
		});
	for (let done = checkFrom(FIRST_PART); done !== undefined; done = checkFrom(done.part + 1)) {
		checked.packs += done.packs;
		checked.sessions += done.sessions;
		checked.unpacked += done.unpacked;
		onPart(done.sessions);
	}
	for (const key of contents.listStrayTouches()) {
		tell({ where: namePack(key), what: "there are touches of it, and it is not there" });
	}
	return checked;
}
