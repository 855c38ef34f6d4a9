import { FLAGS, type Point, type SessionFacts, type Trail } from "./session-facts.ts";
import type { Terms } from "./terms.ts";

/** Figures that are compared as they are, with what they are called. */
const FIGURES = {
	startedAt: "start",
	heardMs: "milliseconds until its last sign",
	dwellSeconds: "dwell seconds",
	events: "events",
	misses: "misses",
	bursts: "bursts",
	targets: "different targets",
} as const satisfies Partial<Record<keyof SessionFacts, string>>;

/** Tells in what a session's pack differs from its rows, a line each. */
export function* compareSession(pack: SessionFacts, rows: SessionFacts, terms: Terms): Generator<string> {
	const text = (id: number) => nameTerm(id, terms);
	for (const [name, what] of Object.entries(FIGURES) as [keyof typeof FIGURES, string][]) {
		if (pack[name] !== rows[name]) yield say(what, `${pack[name]}`, `${rows[name]}`);
	}
	if (pack.flags !== rows.flags) yield say("kind", nameFlags(pack.flags), nameFlags(rows.flags));
	if (pack.language !== rows.language) yield say("language", text(pack.language), text(rows.language));
	if (pack.ending !== rows.ending) yield say("end", text(pack.ending), text(rows.ending));
	if (pack.trail.screen !== rows.trail.screen) {
		yield say("screen at its start", text(pack.trail.screen), text(rows.trail.screen));
	}
	const event = firstDifference(pack.trail.at.length, rows.trail.at.length, (index) => sameEvent(pack, rows, index));
	if (event !== undefined) {
		yield say(`event ${event + 1}`, describeEvent(pack.trail, event, terms), describeEvent(rows.trail, event, terms));
	}
	// Packs keep them by place.
	const [ours, theirs] = [pack.points, rows.points.toSorted((one, other) => one.place - other.place)];
	const point = firstDifference(ours.length, theirs.length, (index) => samePoint(ours[index], theirs[index]));
	if (point !== undefined) {
		yield say(`touch ${point + 1} on the map`, describePoint(ours[point], terms), describePoint(theirs[point], terms));
	}
}

/** A text that packs name by number, as it may stand on a terminal: with nothing in it that would change the line. */
export function nameTerm(id: number, terms: Terms): string {
	if (id === 0) return "none";
	const text = terms.textOf(id);
	const shown = text.length > 60 ? `${text.slice(0, 60)}…` : text;
	const quoted = JSON.stringify(shown).replaceAll(/\p{C}/gu, (mark) => `\\u{${mark.codePointAt(0)?.toString(16)}}`);
	// Two numbers of one text, of different kinds, would else look the same.
	return `${quoted} (${id})`;
}

/** What a pack says beside what the rows say. */
export function say(what: string, pack: string, rows: string): string {
	return `${what}: the pack says ${pack}, the rows say ${rows}`;
}

function firstDifference(one: number, other: number, same: (index: number) => boolean): number | undefined {
	for (let index = 0; index < Math.max(one, other); index++) if (!same(index)) return index;
	return undefined;
}

function sameEvent({ trail: one }: SessionFacts, { trail: other }: SessionFacts, index: number): boolean {
	return (
		one.at[index] === other.at[index] &&
		one.actions[index] === other.actions[index] &&
		one.names[index] === other.names[index] &&
		one.extras[index] === other.extras[index]
	);
}

function samePoint(one: Point | undefined, other: Point | undefined): boolean {
	return one?.place === other?.place && one?.x === other?.x && one?.y === other?.y && one?.tap === other?.tap;
}

function describeEvent({ at, actions, names, extras }: Trail, index: number, terms: Terms): string {
	const [ms, action, name = 0, extra = 0] = [at[index], actions[index], names[index], extras[index]];
	if (ms === undefined || action === undefined) return "nothing";
	const words = [
		nameTerm(action, terms),
		...(name === 0 ? [] : [nameTerm(name, terms)]),
		...(extra === 0 ? [] : [extra]),
	];
	return `after ${ms} ms ${words.join(" ")}`;
}

function describePoint(point: Point | undefined, terms: Terms): string {
	if (point === undefined) return "nothing";
	const { place, x, y, tap } = point;
	return `${nameTerm(place, terms)} at ${x}/${y}${tap === 0 ? "" : ` (${tap})`}`;
}

function nameFlags(flags: number): string {
	const names = Object.entries(FLAGS).filter(([, bit]) => (flags & bit) !== 0);
	return names.length === 0 ? "ordinary" : names.map(([name]) => name).join(", ");
}
