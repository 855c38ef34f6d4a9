import { CLICK_ACTION } from "../model/event.ts";
import type { Funnel, Paths } from "../model/reports/answers.ts";
import type { FunnelStep, Selection } from "../model/reports/request.ts";
import type { LongReport } from "./long-report.ts";
import { TAP, type Trail } from "./packs/session-facts.ts";
import { SCREEN_ACTION } from "./packs/session-reader.ts";
import { eachSegment, forEachTrail } from "./selected.ts";
import type { Snapshot } from "./snapshot.ts";

/** Numbers of names are below it: two of them make one key, which is exact as a number. */
const NAMES = 2 ** 26;

/** The most common transitions between targets or screens; a name that follows itself is none. */
export function* reportPaths(
	snapshot: Snapshot,
	selection: Selection,
	kind: "target" | "screen",
	limit: number,
): LongReport<Paths> {
	const screen = snapshot.terms.idOf("action", SCREEN_ACTION);
	const click = snapshot.terms.idOf("action", CLICK_ACTION);
	const counts = new Map<number, number>();
	let at = 0;
	const come = (name: number) => {
		if (name === 0 || name === at) return;
		count(counts, at, name);
		at = name;
	};
	const follow = (trail: Trail) => {
		const { screen: first, actions, names } = trail;
		at = 0;
		if (kind === "screen") come(first);
		for (let index = 0; index < actions.length; index++) {
			if ((actions[index] === screen) !== (kind === "screen") || isMiss(trail, index, click)) continue;
			come(names[index] ?? 0);
		}
		if (at !== 0) count(counts, at, 0);
	};
	for (const segment of eachSegment(snapshot, selection)) {
		yield;
		forEachTrail(snapshot, segment, follow);
	}
	const nameOf = (id: number) => (id === 0 ? null : snapshot.terms.textOf(id));
	return {
		count: counts.size,
		transitions: [...counts]
			.sort(([oneKey, one], [otherKey, other]) => other - one || oneKey - otherKey)
			.slice(0, limit)
			.map(([key, transitions]) => ({
				from: nameOf(Math.floor(key / NAMES)),
				to: nameOf(key % NAMES),
				transitions,
			})),
	};
}

function count(counts: Map<number, number>, from: number, to: number): void {
	const key = from * NAMES + to;
	counts.set(key, (counts.get(key) ?? 0) + 1);
}

/** How many sessions come to each step, one after another, with whatever between; and how long they take. */
export function* reportFunnel(
	snapshot: Snapshot,
	selection: Selection,
	steps: readonly FunnelStep[],
): LongReport<Funnel> {
	const screen = snapshot.terms.idOf("action", SCREEN_ACTION);
	const click = snapshot.terms.idOf("action", CLICK_ACTION);
	const wanted = steps.map(({ kind, name }) => ({
		kind,
		id: snapshot.terms.find(kind === "action" ? "action" : "name", name) ?? -1,
	}));
	const reached: number[][] = steps.map(() => []);
	let [sessions, step, lastMs] = [0, 0, 0];
	for (const segment of eachSegment(snapshot, selection)) {
		yield;
		forEachTrail(snapshot, segment, follow);
	}
	return {
		sessions,
		steps: steps.map(({ kind, name }, index) => {
			const times = (reached[index] ?? []).sort((one, other) => one - other);
			return { kind, name, sessions: times.length, median_seconds: medianSeconds(times) };
		}),
	};

	function reach(ms: number): void {
		reached[step]?.push(ms - lastMs);
		lastMs = ms;
		step++;
	}

	function follow(trail: Trail): void {
		const { screen: first, at, actions, names } = trail;
		sessions++;
		step = 0;
		lastMs = 0;
		if (wanted[0]?.kind === "screen" && wanted[0].id === first) reach(0);
		for (let index = 0; index < at.length && step < wanted.length; index++) {
			const next = wanted[step];
			const isScreen = actions[index] === screen;
			const isNamed = isScreen === (next?.kind === "screen") && !isMiss(trail, index, click);
			const named = next?.kind === "action" ? actions[index] : isNamed ? names[index] : 0;
			if (named === next?.id) reach(at[index] ?? 0);
		}
	}
}

/** Whether an event is a tap on nothing: what it names was not touched. */
function isMiss({ actions, extras }: Trail, index: number, click: number): boolean {
	return actions[index] === click && ((extras[index] ?? 0) & TAP.miss) !== 0;
}

/** By nearest rank, of times in order. */
function medianSeconds(times: readonly number[]): number | null {
	const median = times[Math.ceil(times.length / 2) - 1];
	return median === undefined ? null : median / 1000;
}
