import type { Element, Elements, Goals } from "../model/reports/answers.ts";
import type { ElementKind } from "../model/reports/query.ts";
import type { Selection } from "../model/reports/request.ts";
import type { OwnerSettings } from "../model/reports/settings.ts";
import { type Digest, digestsOf, type Portions, takeApart } from "./digests.ts";
import type { ElementCounts } from "./packs/element-counts.ts";
import { ElementTally } from "./packs/element-tally.ts";
import { forEachTrail } from "./selected.ts";
import { SESSION_SUMS, total } from "./session-sums.ts";
import type { Snapshot } from "./snapshot.ts";

/** What reports add up of the elements that sessions came to. */
interface ElementSums {
	readonly tally: ElementTally;
	/** The targets that were touched, by consumer. */
	readonly targets: ReadonlyMap<number, ReadonlySet<number>>;
}

/** {@link ElementSums} of whole days and months. */
export const ELEMENT_SUMS: Digest<ElementSums> = {
	name: "elements",
	make(snapshot, { segments }) {
		const tally = new ElementTally(snapshot.terms);
		const targets = new Map<number, Set<number>>();
		for (const segment of segments) {
			const touched = touchedOf(targets, segment.consumer);
			if (segment.whole && segment.entry !== undefined) {
				tally.addEncoded(snapshot.packs.elementsOf(segment.entry), touched);
			} else forEachTrail(snapshot, segment, (trail) => tally.addTrail(trail, touched));
		}
		return { tally, targets };
	},
	merge: mergeSums,
	weigh: ({ tally, targets }) => targets.values().reduce((sum, touched) => sum + 100 + touched.size * 16, tally.bytes),
};

/** Adds up all elements of a selection. */
export function sumElements(snapshot: Snapshot, portions: Portions): ElementSums {
	return mergeSums(digestsOf(snapshot, portions, ELEMENT_SUMS), snapshot);
}

function mergeSums(parts: readonly ElementSums[], { terms }: Snapshot): ElementSums {
	const tally = new ElementTally(terms);
	const targets = new Map<number, Set<number>>();
	for (const part of parts) {
		tally.add(part.tally);
		for (const [consumer, own] of part.targets) {
			const touched = touchedOf(targets, consumer);
			for (const target of own) touched.add(target);
		}
	}
	return { tally, targets };
}

function touchedOf(targets: Map<number, Set<number>>, consumer: number): Set<number> {
	let touched = targets.get(consumer);
	if (touched === undefined) {
		touched = new Set();
		targets.set(consumer, touched);
	}
	return touched;
}

/** The actions, targets, screens or media that sessions came to, the largest first. */
export function reportElements(snapshot: Snapshot, selection: Selection, kind: ElementKind, limit: number): Elements {
	const portions = takeApart(snapshot, selection);
	const sessions = countSessions(snapshot, portions);
	const { sessions: touching, elements } = sumElements(snapshot, portions).tally.kinds[kind];
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
	const { kinds } = sumElements(snapshot, portions).tally;
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
