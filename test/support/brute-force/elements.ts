import type { Element, Elements, Goals } from "../../../src/model/reports/answers.ts";
import type { ElementKind } from "../../../src/model/reports/query.ts";
import type { OwnerSettings } from "../../../src/model/reports/settings.ts";
import { type Chosen, nameIn, targetOf, type Visit, type VisitEvent } from "./visits.ts";

/** That a session came to something, at a time since its start. */
interface Coming {
	readonly name: string;
	readonly ms: number;
	/** How long it stayed; `undefined` where nothing came after. */
	readonly heldMs: number | undefined;
	readonly misses: number;
	readonly bursts: number;
}

/** The actions, targets, screens or media of a selection, by name. */
export function expectElements({ visits }: Chosen, kind: ElementKind): Elements {
	const elements = kind === "media" ? mediaOf(visits) : comingsOf(visits, kind);
	return { kind, count: elements.length, elements };
}

export function expectGoals({ visits }: Chosen, { goals }: OwnerSettings): Goals {
	return {
		goals: goals.map(({ name, kind, element }) => {
			const reached = visits
				.map((visit) => listComings(visit, kind as "action" | "target" | "screen").find((one) => one.name === element))
				.filter((coming) => coming !== undefined);
			return {
				name,
				kind,
				element,
				sessions: reached.length,
				rate: visits.length === 0 ? null : reached.length / visits.length,
				mean_seconds:
					reached.length === 0
						? null
						: reached.reduce((sum, { ms }) => sum + Math.max(0, ms), 0) / reached.length / 1000,
			};
		}),
	};
}

/** The screens of a visit, one after another, the one that it began on first. */
export function screensOf(visit: Visit): string[] {
	return listComings(visit, "screen").map(({ name }) => name);
}

function comingsOf(visits: readonly Visit[], kind: "action" | "target" | "screen"): Element[] {
	const ways = visits.map((visit) => listComings(visit, kind)).filter((way) => way.length > 0);
	const missed = kind === "target" ? visits.flatMap(({ events }) => events.filter(({ miss }) => miss)) : [];
	const names = new Set([
		...ways.flat().map(({ name }) => name),
		...missed.map(({ fields }) => nameIn(fields, "target")).filter((name) => name !== undefined),
	]);
	return [...names].map((name) => {
		const inVain = missed.filter(({ fields }) => nameIn(fields, "target") === name);
		const own = ways.flat().filter((coming) => coming.name === name);
		const held = own.map(({ heldMs }) => heldMs).filter((ms) => ms !== undefined);
		const sessions = ways.filter((way) => way.some((coming) => coming.name === name)).length;
		return {
			name,
			events: own.length,
			sessions,
			attracting_power: sessions / visits.length,
			holding_seconds: held.length === 0 ? null : held.reduce((sum, ms) => sum + ms, 0) / held.length / 1000,
			first_share: ways.length === 0 ? null : ways.filter((way) => way[0]?.name === name).length / ways.length,
			last_share: ways.length === 0 ? null : ways.filter((way) => way.at(-1)?.name === name).length / ways.length,
			misses: kind === "action" ? 0 : own.reduce((sum, { misses }) => sum + misses, inVain.length),
			bursts:
				kind === "action"
					? 0
					: own.reduce((sum, { bursts }) => sum + bursts, inVain.filter(({ burst }) => burst).length),
			reached: null,
		};
	});
}

function listComings(visit: Visit, kind: "action" | "target" | "screen"): Coming[] {
	if (kind === "screen") return listScreens(visit);
	return visit.events.flatMap((event, index) => {
		const name = kind === "action" ? event.action : targetOf(event);
		if (name === undefined) return [];
		const next = visit.events.slice(index + 1).find(({ action }) => action !== "screen");
		return [
			{
				name,
				ms: event.ms,
				heldMs: next === undefined ? undefined : next.ts - event.ts,
				misses: event.miss ? 1 : 0,
				bursts: event.burst ? 1 : 0,
			},
		];
	});
}

/** A screen is there from its event, the first one from the first event on, until the next one's or the last event. */
function listScreens({ fields, events }: Visit): Coming[] {
	const changes = [...events.entries()].filter(([, { action }]) => action === "screen");
	const shown = [
		{ name: nameIn(fields, "screen") ?? nameIn(fields, "page"), ms: 0, index: 0 },
		...changes.map(([index, event]) => ({ name: nameIn(event.fields, "screen"), ms: event.ms, index })),
	];
	return shown.flatMap(({ name, ms, index }, place) => {
		if (name === undefined) return [];
		const next = shown[place + 1];
		const during = events.slice(index, next?.index);
		const until = next?.ms ?? events.at(-1)?.ms ?? 0;
		return [
			{
				name,
				ms,
				heldMs: Math.max(0, until - (events[index]?.ms ?? 0)),
				misses: during.filter(({ miss }) => miss).length,
				bursts: during.filter(({ burst }) => burst).length,
			},
		];
	});
}

const MEDIA = ["play", "pause", "ended"];

function mediaOf(visits: readonly Visit[]): Element[] {
	const uses = visits.map(({ events }) =>
		events.filter(({ action, fields }) => MEDIA.includes(action) && nameIn(fields, "target") !== undefined),
	);
	const names = new Set(uses.flat().map(({ fields }) => nameIn(fields, "target") ?? ""));
	return [...names].map((name) => {
		const own = uses.map((events) => events.filter(({ fields }) => nameIn(fields, "target") === name));
		const users = own.filter((events) => events.length > 0);
		const percents = users.map((events) => Math.max(...events.map(percentOf)));
		return {
			name,
			events: own.flat().filter(({ action }) => action === "play").length,
			sessions: users.length,
			attracting_power: users.length / visits.length,
			holding_seconds: null,
			first_share: null,
			last_share: null,
			misses: 0,
			bursts: 0,
			reached: [25, 50, 75, 95].map((least) => percents.filter((percent) => percent >= least).length),
		};
	});
}

function percentOf({ action, fields }: VisitEvent): number {
	const { position, duration } = fields;
	if (action === "ended") return 100;
	if (typeof position !== "number" || typeof duration !== "number" || duration <= 0) return 0;
	return Math.max(0, Math.min(100, Math.floor((position / duration) * 100)));
}
