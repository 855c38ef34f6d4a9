import type { Funnel, Paths } from "../model/reports/answers.ts";
import type { FunnelStep } from "../model/reports/request.ts";
import type { Trail } from "./packs/session-facts.ts";
import { SCREEN_ACTION } from "./packs/session-reader.ts";
import { forEachTrail, type Selected } from "./selected.ts";
import type { Snapshot } from "./snapshot.ts";

/** Numbers of names are below it: two of them make one key, which is exact as a number. */
const NAMES = 2 ** 26;

/** The most common transitions between targets or screens; a name that follows itself is none. */
export function reportPaths(snapshot: Snapshot, selected: Selected, kind: "target" | "screen", limit: number): Paths {
	const screen = snapshot.terms.idOf("action", SCREEN_ACTION);
	const counts = new Map<number, number>();
	const count = (from: number, to: number) => {
		const key = from * NAMES + to;
		counts.set(key, (counts.get(key) ?? 0) + 1);
	};
	for (const segment of selected.segments) {
		forEachTrail(snapshot, segment, ({ screen: first, actions, names }) => {
			let at = 0;
			const come = (name: number) => {
				if (name === 0 || name === at) return;
				count(at, name);
				at = name;
			};
			if (kind === "screen") come(first);
			for (let index = 0; index < actions.length; index++) {
				if ((actions[index] === screen) === (kind === "screen")) come(names[index] ?? 0);
			}
			if (at !== 0) count(at, 0);
		});
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

/** How many sessions come to each step, one after another, with whatever between; and how long they take. */
export function reportFunnel(snapshot: Snapshot, selected: Selected, steps: readonly FunnelStep[]): Funnel {
	const screen = snapshot.terms.idOf("action", SCREEN_ACTION);
	const wanted = steps.map(({ kind, name }) => ({
		kind,
		id: snapshot.terms.find(kind === "action" ? "action" : "name", name) ?? -1,
	}));
	const reached: number[][] = steps.map(() => []);
	let sessions = 0;
	for (const segment of selected.segments) {
		forEachTrail(snapshot, segment, (trail) => {
			sessions++;
			follow(trail);
		});
	}
	return {
		sessions,
		steps: steps.map(({ kind, name }, index) => {
			const times = (reached[index] ?? []).sort((one, other) => one - other);
			return { kind, name, sessions: times.length, median_seconds: medianSeconds(times) };
		}),
	};

	function follow({ screen: first, at, actions, names }: Trail): void {
		let step = 0;
		let lastMs = 0;
		const reach = (ms: number) => {
			reached[step]?.push(ms - lastMs);
			lastMs = ms;
			step++;
		};
		if (wanted[0]?.kind === "screen" && wanted[0].id === first) reach(0);
		for (let index = 0; index < at.length && step < wanted.length; index++) {
			const next = wanted[step];
			const isScreen = actions[index] === screen;
			const named =
				next?.kind === "action" ? actions[index] : isScreen === (next?.kind === "screen") ? names[index] : 0;
			if (named === next?.id) reach(at[index] ?? 0);
		}
	}
}

/** By nearest rank, of times in order. */
function medianSeconds(times: readonly number[]): number | null {
	const median = times[Math.ceil(times.length / 2) - 1];
	return median === undefined ? null : median / 1000;
}
