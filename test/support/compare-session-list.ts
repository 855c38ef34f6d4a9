import { expect } from "bun:test";
import type { ReportQuestion } from "../../src/model/reports/request.ts";
import type { Sessions } from "../../src/model/reports/session-answers.ts";
import { type Chosen, targetOf, type Visit } from "./brute-force/visits.ts";

/** A page from the middle, so that what comes before it counts too. */
const PAGE = { report: "sessions", limit: 3, offset: 1 } as const;

const ORDERS = ["started_at", "dwell_seconds", "events", "misses", "bursts", "targets"] as const;

/** Compares pages of the list of sessions, in every order and by a search. */
export function compareSessionList({ visits }: Chosen, ask: (question: ReportQuestion) => Sessions): void {
	const list = visits.map(describe);
	for (const sort of ORDERS) {
		const inOrder = list.toSorted((one, other) => {
			const [a, b] = [one[sort], other[sort]];
			return a === b ? one.id - other.id : a < b ? -1 : 1;
		});
		for (const descending of [false, true]) {
			const { count, sessions } = ask({ ...PAGE, search: undefined, sort, descending });
			expect(count).toBe(list.length);
			const expected = (descending ? inOrder.toReversed() : inOrder).slice(1, 4);
			expect(sessions.map(({ id }) => id)).toEqual(expected.map(({ id }) => id));
			for (const [index, figures] of expected.entries()) expect(sessions[index]).toMatchObject(figures);
		}
	}
	const all = { ...PAGE, limit: 1000, offset: 0, sort: "started_at", descending: false } as const;
	const found = ask({ ...all, search: "FIL" }).sessions.map(({ id }) => id);
	const holding = visits.filter(mentions("fil")).map(({ session }) => session.id);
	expect(found.toSorted((one, other) => one - other)).toEqual(holding.toSorted((one, other) => one - other));
}

function describe({ session, events, dwell, faulty, corrected }: Visit) {
	return {
		id: session.id,
		consumer: session.consumer_id,
		started_at: new Date(session.started_at).toISOString(),
		dwell_seconds: dwell,
		events: events.length,
		misses: events.filter(({ miss }) => miss).length,
		bursts: events.filter(({ burst }) => burst).length,
		targets: new Set(events.map(targetOf).filter((name) => name !== undefined)).size,
		test: session.test === 1,
		faulty,
		corrected,
	};
}

/** Whether a visit came to an action, a target, a screen or a language whose name has a text in it. */
function mentions(text: string) {
	return ({ fields, events }: Visit): boolean => {
		const names = [
			...[fields["language"], fields["screen"] ?? fields["page"]].flatMap(nameOf),
			...events.flatMap(({ action, fields: own }) => [
				action,
				...nameOf(own[action === "screen" ? "screen" : "target"]),
			]),
		];
		return names.some((name) => name.toLowerCase().includes(text));
	};
}

/** Names are texts, or numbers that stand for them. */
function nameOf(value: unknown): string[] {
	return (typeof value === "string" && value !== "") || typeof value === "number" ? [`${value}`] : [];
}
