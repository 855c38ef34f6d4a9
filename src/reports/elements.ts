import type { Element, Elements, Goals } from "../model/reports/answers.ts";
import type { ElementKind } from "../model/reports/query.ts";
import type { OwnerSettings } from "../model/reports/settings.ts";
import { type ElementCounts, ElementTally } from "./packs/element-tally.ts";
import { forEachSession, forEachTrail, type Selected } from "./selected.ts";
import type { Snapshot } from "./snapshot.ts";

/** Counts all elements of a selection. */
export function tallyElements(snapshot: Snapshot, { segments }: Selected): ElementTally {
	const tally = new ElementTally(snapshot.terms);
	for (const segment of segments) {
		if (segment.whole && segment.entry !== undefined) tally.addEncoded(snapshot.packs.elementsOf(segment.entry));
		else forEachTrail(snapshot, segment, (trail) => tally.addTrail(trail));
	}
	return tally;
}

/** The actions, targets, screens or media that sessions came to, the largest first. */
export function reportElements(snapshot: Snapshot, selected: Selected, kind: ElementKind, limit: number): Elements {
	const sessions = countSessions(selected);
	const { sessions: touching, elements } = tallyElements(snapshot, selected).kinds[kind];
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
export function reportGoals(snapshot: Snapshot, selected: Selected, { goals }: OwnerSettings): Goals {
	const sessions = countSessions(selected);
	const { kinds } = tallyElements(snapshot, selected);
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

function countSessions(selected: Selected): number {
	let sessions = 0;
	forEachSession(selected, () => sessions++);
	return sessions;
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
