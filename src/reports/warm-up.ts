import { DAY_MS } from "../model/reports/pack-update.ts";
import type { Selection } from "../model/reports/request.ts";
import { consumersOf, listMonths, type Unit } from "./digests.ts";
import { ELEMENT_SUMS } from "./elements.ts";
import { SESSION_SUMS } from "./session-sums.ts";
import { ANY_SESSION, SIGNS } from "./silences.ts";
import type { Snapshot, Snapshots } from "./snapshot.ts";
import { PLACES } from "./touches.ts";
import { DOUBTS } from "./trust.ts";

/**
 * Adds up every month of every consumer, a little at a time and the latest first, so that who looks at a year next does not
 * wait for it.
 * @param like what is asked for, in whatever range: whether trials and faulty screens count
 */
export function* warmUp(snapshots: Snapshots, like: Selection): Generator<undefined, void> {
	for (const unit of snapshots.look((snapshot) => listUnits(snapshot, like))) {
		yield;
		snapshots.look((snapshot) => addUp(snapshot, unit));
	}
}

function listUnits(snapshot: Snapshot, like: Selection): Unit[] {
	return listMonths(snapshot).flatMap((days) => {
		const [first = 0, last = 0] = [days[0], days.at(-1)];
		const range = { from: first * DAY_MS, to: (last + 1) * DAY_MS };
		const all = { ...like, ...range, consumers: undefined, excluded: [] };
		return consumersOf(snapshot, { selection: all, days }).map((consumer) => ({
			selection: { ...all, consumers: [consumer] },
			days,
		}));
	});
}

function addUp(snapshot: Snapshot, unit: Unit): void {
	// A day that goes on is not kept as a whole.
	if (unit.days.some((day) => snapshot.touchedDays.has(day))) return;
	snapshot.digests.of(snapshot, unit, SESSION_SUMS);
	snapshot.digests.of(snapshot, unit, ELEMENT_SUMS);
	snapshot.digests.of(snapshot, unit, PLACES);
	snapshot.digests.of(snapshot, { ...unit, selection: { ...unit.selection, faulty: "include" } }, DOUBTS);
	snapshot.digests.of(snapshot, { ...unit, selection: { ...unit.selection, ...ANY_SESSION } }, SIGNS);
}
