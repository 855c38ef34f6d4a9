import { DatabaseFileError } from "../errors.ts";
import type { PackUpdate } from "../model/reports/pack-update.ts";
import { dropUnnamed } from "./packs/drop-unnamed.ts";
import type { PackContents } from "./packs/pack-contents.ts";
import { encodePack, type PackSources, type QuietRule } from "./packs/pack-step.ts";
import { FIRST_PART, findNextPart } from "./packs/parts.ts";
import { rebuildPart } from "./packs/rebuild-part.ts";
import type { Snapshots } from "./snapshot.ts";

/** A server that packs beside a rebuild is through with a part after a few tries. */
const MOST_TRIES = 100;

/** All packs are read for it, which takes a while. */
const DROP_TRIES = 5;

/** What a rebuild is handed. */
export interface RebuildDependencies {
	readonly snapshots: Snapshots;
	readonly contents: PackContents;
	readonly rule: QuietRule;
	/** Keeps an update in a transaction; gives `false` where another program has changed the packs since they were read. */
	readonly keep: (update: PackUpdate) => boolean;
	/** Told after each part how many sessions were in it. */
	readonly onPart: (sessions: number) => void;
}

/** What a rebuild has done. */
export interface Rebuilt {
	readonly packs: number;
	readonly sessions: number;
	/** Sessions that still go on: their rows count. */
	readonly unpacked: number;
}

/**
 * Makes all packs anew, part by part, each read in one read transaction and kept in one write transaction: as the server
 * packs, and so beside it. Where it is killed, it can be done again.
 * @throws {DatabaseFileError} `locked` where another program changes the packs again and again
 */
export function rebuildReports({ snapshots, contents, rule, keep, onPart }: RebuildDependencies): Rebuilt {
	const rebuilt = { packs: 0, sessions: 0, unpacked: 0 };
	const findFrom = (from: number) => snapshots.lookAtPacks((sources) => findNextPart(sources, from));
	for (let part = findFrom(FIRST_PART); part !== undefined; part = findFrom(part + 1)) {
		const made = part;
		const { packs, packed, unpacked } = insist((sources) => rebuildPart(sources, made, rule));
		rebuilt.packs += packs;
		rebuilt.sessions += packed + unpacked;
		rebuilt.unpacked += unpacked;
		onPart(packed + unpacked);
	}
	insist((sources) => ({ update: emptyStrays(sources) }));
	dropTerms();
	return rebuilt;

	/** Texts of what was deleted: a server that packs meanwhile may name them again, and after a few tries they stay. */
	function dropTerms(): void {
		for (let tries = 0; tries < DROP_TRIES; tries++) {
			const update = snapshots.lookAtPacks((sources) => dropUnnamed(sources, contents));
			if (update === undefined || keep(update)) return;
		}
	}

	/** What was read is read anew where it is no more what another program left. */
	function insist<T extends { readonly update: PackUpdate }>(make: (sources: PackSources) => T): T {
		for (let tries = 0; tries < MOST_TRIES; tries++) {
			const made = snapshots.lookAtPacks(make);
			if (keep(made.update)) return made;
		}
		throw new DatabaseFileError("locked", "Another program changes the reports all the time. Try again later");
	}

	/** A pack that is there has no touches but its own. */
	function emptyStrays({ terms }: PackSources): PackUpdate {
		const packs = contents.listStrayTouches().map((key) => encodePack(key, [], terms, 0));
		return { terms: terms.changes, packs, sessions: [], holes: [] };
	}
}
