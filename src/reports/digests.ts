import { DAY_MS } from "../model/reports/pack-update.ts";
import type { Selection } from "../model/reports/request.ts";
import { BoundedCache } from "./bounded-cache.ts";
import { createJudge } from "./judge.ts";
import { join, type Selected, selectBehind, selectPacked } from "./selected.ts";
import type { Snapshot } from "./snapshot.ts";

/** What a report adds up over sessions. Of whole days and months it is added up once, and kept. */
export interface Digest<T> {
	/** No other has it. */
	readonly name: string;
	make(snapshot: Snapshot, selected: Selected): T;
	/** Puts those of several consumers together; left out where that is no easier than to make it anew. */
	readonly merge?: (parts: readonly T[], snapshot: Snapshot) => T;
	/** Bytes that it keeps, about. */
	weigh(value: T): number;
}

/** Digests are kept up to so many bytes: those of a million sessions, twice. */
const CACHE_BYTES = 80 * 1024 * 1024;

/** A whole day or month of which every session counts, but for its flags. */
export interface Unit {
	readonly selection: Selection;
	readonly days: readonly number[];
}

interface Kept {
	readonly revision: number;
	readonly value: unknown;
}

/** Digests of whole days and months. */
export class Digests {
	readonly #kept = new BoundedCache<string, Kept>(CACHE_BYTES);

	/** The digest of a unit, as it was kept or made anew where a pack has changed. */
	of<T>(snapshot: Snapshot, { selection, days }: Unit, digest: Digest<T>): T {
		const { consumers, test, faulty } = selection;
		const key = [digest.name, days[0], days.length, consumers?.toSorted().join() ?? "all", test, faulty].join("/");
		const revision = days.reduce((most, day) => Math.max(most, snapshot.packs.ofDay(day).revision), 0);
		const kept = this.#kept.get(key);
		// What lies under a digest's name is what the digest made.
		if (kept?.revision === revision) return kept.value as T;
		const value = this.#make(snapshot, { selection, days }, digest);
		if (!isKept(selection)) return value;
		this.#kept.set(key, { revision, value }, digest.weigh(value) + key.length * 2);
		return value;
	}

	/**
	 * A month of several consumers is put together from those of each: whatever consumers are chosen next, these are there.
	 * Days of each would take more memory than they are worth: they are soon added up.
	 */
	#make<T>(snapshot: Snapshot, { selection, days }: Unit, digest: Digest<T>): T {
		const isMonth = digest.merge !== undefined && days.length > 1;
		const consumers = isMonth ? consumersOf(snapshot, { selection, days }) : [];
		if (digest.merge === undefined || consumers.length < 2) {
			return digest.make(snapshot, selectPacked(snapshot, selection, days));
		}
		return digest.merge(
			consumers.map((consumer) => {
				const own = { ...selection, consumers: [consumer] };
				return this.of(snapshot, { selection: own, days }, digest);
			}),
			snapshot,
		);
	}
}

/** Whether digests of a selection are worth keeping: a choice of several consumers is soon another one. */
function isKept({ consumers }: Selection): boolean {
	return consumers === undefined || consumers.length === 1;
}

/** A selection taken apart: whole days and months, and the sessions of the rest. */
export interface Portions {
	readonly units: readonly Unit[];
	readonly rest: Selected;
}

/** Takes a selection apart. */
export function takeApart(snapshot: Snapshot, selection: Selection): Portions {
	const { packs, touchedDays } = snapshot;
	const judge = createJudge(selection);
	const holds = (day: number) => !touchedDays.has(day) && judge.holds({ from: day * DAY_MS, to: (day + 1) * DAY_MS });
	const units: Unit[] = [];
	const rest: number[] = [];
	const lastDay = Math.ceil(selection.to / DAY_MS);
	const keepsDays = isKept(selection);
	const days = packs.days.filter((day) => (day + 1) * DAY_MS > selection.from && day < lastDay);
	for (const month of Map.groupBy(days, monthOf).values()) {
		const [whole, broken] = [month.filter(holds), month.filter((day) => !holds(day))];
		if (broken.length === 0 && isAllOf(month, packs.days)) units.push({ selection, days: month });
		else if (keepsDays) {
			for (const day of whole) units.push({ selection, days: [day] });
			rest.push(...broken);
		} else rest.push(...month);
	}
	return { units, rest: join(selectPacked(snapshot, selection, rest), selectBehind(snapshot, selection)) };
}

/** A digest of each part of a selection; the last is that of the sessions that no whole day holds. */
export function digestsOf<T>(snapshot: Snapshot, { units, rest }: Portions, digest: Digest<T>): T[] {
	return [...units.map((unit) => snapshot.digests.of(snapshot, unit, digest)), digest.make(snapshot, rest)];
}

/** The chosen consumers that have sessions on some days. */
export function consumersOf({ packs }: Snapshot, { selection, days }: Unit): number[] {
	const all = new Set(days.flatMap((day) => packs.ofDay(day).entries.map(({ consumer }) => consumer)));
	const { consumers } = selection;
	return consumers === undefined ? [...all] : consumers.filter((consumer) => all.has(consumer));
}

/** The whole months of a file, the latest first. */
export function listMonths({ packs }: Snapshot): (readonly number[])[] {
	return [...Map.groupBy(packs.days, monthOf).values()].reverse();
}

function monthOf(day: number): number {
	const date = new Date(day * DAY_MS);
	return date.getUTCFullYear() * 12 + date.getUTCMonth();
}

/** Whether a month's chosen days are all that it has. */
function isAllOf(month: readonly number[], all: readonly number[]): boolean {
	const [first = 0] = month;
	const at = all.indexOf(first);
	const next = all[at + month.length];
	const before = all[at - 1];
	const isOther = (day: number | undefined) => day === undefined || monthOf(day) !== monthOf(first);
	return isOther(before) && isOther(next);
}
