import type { Element, Elements, Goals } from "../model/reports/answers.ts";
import type { ElementKind } from "../model/reports/query.ts";
import type { Selection } from "../model/reports/request.ts";
import type { OwnerSettings } from "../model/reports/settings.ts";
import { type Digest, digestsOf, type Portions, takeApart } from "./digests.ts";
import { type ElementCounts, ElementTally } from "./packs/element-tally.ts";
import { forEachTrail } from "./selected.ts";
import { SESSION_SUMS, total } from "./session-sums.ts";
import type { Snapshot } from "./snapshot.ts";

/** The counts of elements of whole days and months. */
export const ELEMENT_TALLY: Digest<ElementTally> = {
	name: "elements",
	make(snapshot, { segments }) {
		const tally = new ElementTally(snapshot.terms);
		for (const segment of segments) {
			if (segment.whole && segment.entry !== undefined) tally.addEncoded(snapshot.packs.elementsOf(segment.entry));
			else forEachTrail(snapshot, segment, (trail) => tally.addTrail(trail));
		}
		return tally;
	},
	merge: mergeTallies,
	weigh: (tally) => tally.bytes,
};

/** Counts all elements of a selection. */
export function tallyElements(snapshot: Snapshot, portions: Portions): ElementTally {
	return mergeTallies(digestsOf(snapshot, portions, ELEMENT_TALLY), snapshot);
}

function mergeTallies(parts: readonly ElementTally[], { terms }: Snapshot): ElementTally {
	const tally = new ElementTally(terms);
	for (const part of parts) tally.add(part);
	return tally;
}

/** The actions, targets, screens or media that sessions came to, the largest first. */
export function reportElements(snapshot: Snapshot, selection: Selection, kind: ElementKind, limit: number): Elements {
	const portions = takeApart(snapshot, selection);
	const sessions = countSessions(snapshot, portions);
	const { sessions: touching, elements } = tallyElements(snapshot, portions).kinds[kind];
	const named = [...elements]
		.map(([id, counts]) => ({ name: snapshot.terms.textOf(id), counts }))
		.sort((one, other) => other.counts.events - one.counts.events || (one.name < other.name ? -1 : 1));
	return {
		kind,
		count: named.length,
		elements: named.slice(0, limit).map(({ name, counts }) => describe(kind, name, counts, sessions, touching)),
	};
}

/** How many sessions came to what the owner named. */
export function reportGoals(snapshot: Snapshot, selection: Selection, { goals }: OwnerSettings): Goals {
	const portions = takeApart(snapshot, selection);
	const sessions = countSessions(snapshot, portions);
	const { kinds } = tallyElements(snapshot, portions);
	return {
		goals: goals.map(({ name, kind, element }) => {
			const id = snapshot.terms.find(kind === "action" ? "action" : "name", element) ?? 0;
			const counts = kinds[kind as ElementKind].elements.get(id);
			const reached = counts?.sessions ?? 0;
			return {
				name,
				kind,
				element,
				sessions: reached,
				rate: sessions === 0 ? null : reached / sessions,
				mean_seconds: counts === undefined || reached === 0 ? null : counts.untilMs / reached / 1000,
			};
		}),
	};
}

function countSessions(snapshot: Snapshot, portions: Portions): number {
	return total(digestsOf(snapshot, portions, SESSION_SUMS), ({ sessions }) => sessions);
}

function describe(kind: ElementKind, name: string, counts: ElementCounts, sessions: number, touching: number): Element {
	const { events, holdMs, holds, first, last, misses, bursts } = counts;
	return {
		name,
		events,
		sessions: counts.sessions,
		attracting_power: sessions === 0 ? null : counts.sessions / sessions,
		holding_seconds: holds === 0 ? null : holdMs / holds / 1000,
		first_share: kind === "media" || touching === 0 ? null : first / touching,
		last_share: kind === "media" || touching === 0 ? null : last / touching,
		misses,
		bursts,
		reached: kind === "media" ? [counts.reached25, counts.reached50, counts.reached75, counts.reached95] : null,
	};
}
