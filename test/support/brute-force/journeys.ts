import type { Funnel, Paths } from "../../../src/model/reports/answers.ts";
import type { FunnelStep } from "../../../src/model/reports/request.ts";
import { screensOf } from "./elements.ts";
import { type Chosen, nameIn, targetOf, type Visit } from "./visits.ts";

/** From one target or screen to the next, and from the beginning and to the end. */
export function expectPaths({ visits }: Chosen, kind: "target" | "screen"): Paths {
	const steps = visits.flatMap((visit) => {
		const names =
			kind === "screen" ? screensOf(visit) : visit.events.map(targetOf).filter((name) => name !== undefined);
		const way = names.filter((name, index) => name !== names[index - 1]);
		return way.length === 0 ? [] : [null, ...way].map((from, index) => JSON.stringify([from, way[index] ?? null]));
	});
	const transitions = [...Map.groupBy(steps, (step) => step)].map(([step, all]) => {
		const [from = null, to = null] = JSON.parse(step) as (string | null)[];
		return { from, to, transitions: all.length };
	});
	return { count: transitions.length, transitions };
}

/** How many visits come to each step after the ones before it. */
export function expectFunnel({ visits }: Chosen, steps: readonly FunnelStep[]): Funnel {
	const times = visits.map((visit) => follow(visit, steps));
	return {
		sessions: visits.length,
		steps: steps.map(({ kind, name }, index) => {
			const taken = times
				.map((reached) => [reached[index], reached[index - 1] ?? 0] as const)
				.flatMap(([at, before]) => (at === undefined ? [] : [at - before]))
				.toSorted((one, other) => one - other);
			const median = taken[Math.ceil(taken.length / 2) - 1];
			return { kind, name, sessions: taken.length, median_seconds: median === undefined ? null : median / 1000 };
		}),
	};
}

/** When a visit came to each step, as far as it came. */
function follow({ fields, events }: Visit, steps: readonly FunnelStep[]): number[] {
	const begin = nameIn(fields, "screen") ?? nameIn(fields, "page");
	const told = events.map((event) => ({
		ms: event.ms,
		action: event.action,
		target: targetOf(event),
		screen: event.action === "screen" ? nameIn(event.fields, "screen") : undefined,
	}));
	let left = [{ ms: 0, action: undefined, target: undefined, screen: begin }, ...told];
	const reached: number[] = [];
	for (const { kind, name } of steps) {
		const found = left.findIndex((each) => each[kind] === name);
		if (found === -1) break;
		reached.push(left[found]?.ms ?? 0);
		left = left.slice(found + 1);
	}
	return reached;
}
