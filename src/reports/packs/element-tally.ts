import { CLICK_ACTION } from "../../model/event.ts";
import type { ElementKind } from "../../model/reports/query.ts";
import { ByteReader, ByteWriter } from "./bytes.ts";
import { COUNTS, type ElementCounts, noCounts } from "./element-counts.ts";
import { TAP, type Trail } from "./session-facts.ts";
import { SCREEN_ACTION } from "./session-reader.ts";
import type { Terms } from "./terms.ts";

export const KINDS = ["action", "target", "screen", "media"] as const satisfies ElementKind[];

/** Bytes of one element's counts in memory, about. */
const ELEMENT_BYTES = 250;

/** One kind's counts, by the number of the name. */
interface KindTally {
	/** Sessions that came to any. */
	sessions: number;
	readonly elements: Map<number, ElementCounts>;
}

/** What the trail of one session is read for. */
interface Visit {
	last: number;
	readonly seen: Set<number>;
}

/** Counts elements over many sessions; the counts of a whole pack add up without looking at its trails. */
export class ElementTally {
	readonly kinds: Record<ElementKind, KindTally> = {
		action: { sessions: 0, elements: new Map() },
		target: { sessions: 0, elements: new Map() },
		screen: { sessions: 0, elements: new Map() },
		media: { sessions: 0, elements: new Map() },
	};

	readonly #screen: number;
	readonly #click: number;
	readonly #media: ReadonlySet<number>;
	readonly #play: number;

	constructor(terms: Terms) {
		this.#screen = terms.idOf("action", SCREEN_ACTION);
		this.#click = terms.idOf("action", CLICK_ACTION);
		this.#play = terms.idOf("action", "play");
		this.#media = new Set([this.#play, terms.idOf("action", "pause"), terms.idOf("action", "ended")]);
	}

	/**
	 * Counts one session.
	 * @param touched gets the targets that it touched
	 */
	addTrail({ screen, at, actions, names, extras }: Trail, touched?: Set<number>): void {
		const visits = { action: newVisit(), target: newVisit(), screen: newVisit() };
		const reached = new Map<number, number>();
		let shown = screen;
		let shownAt = at[0] ?? 0;
		if (shown !== 0) this.#come("screen", visits.screen, shown, 0).events++;
		for (let index = 0; index < at.length; index++) {
			const ms = at[index] ?? 0;
			const action = actions[index] ?? 0;
			const name = names[index] ?? 0;
			const extra = extras[index] ?? 0;
			const next = at[this.#nextTouch(actions, index)];
			hold(this.#come("action", visits.action, action, ms), ms, next).events++;
			if (action === this.#screen) {
				this.#leave(shown, ms - shownAt);
				shown = name;
				shownAt = ms;
				if (name !== 0) this.#come("screen", visits.screen, name, ms).events++;
				continue;
			}
			const isTap = action === this.#click;
			// There was nothing to touch: what it names lay under the finger.
			const isMiss = isTap && (extra & TAP.miss) !== 0;
			if (name !== 0 && !isMiss) {
				hold(this.#come("target", visits.target, name, ms), ms, next).events++;
				touched?.add(name);
			}
			if (isTap && extra !== 0) this.#frustrate(extra, name, shown);
			if (name !== 0 && this.#media.has(action)) {
				if (action === this.#play) this.#element("media", name).events++;
				reached.set(name, Math.max(reached.get(name) ?? 0, extra - 1));
			}
		}
		this.#leave(shown, (at.at(-1) ?? 0) - shownAt);
		for (const kind of ["action", "target", "screen"] as const) {
			const { last } = visits[kind];
			if (last === 0) continue;
			this.kinds[kind].sessions++;
			this.#element(kind, last).last++;
		}
		if (reached.size > 0) this.kinds.media.sessions++;
		for (const [name, percent] of reached) this.#reach(name, percent);
	}

	/** Bytes that the counts keep, about. */
	get bytes(): number {
		return KINDS.reduce((sum, kind) => sum + this.kinds[kind].elements.size * ELEMENT_BYTES, 500);
	}

	/** Adds another tally. */
	add(other: ElementTally): void {
		for (const kind of KINDS) {
			this.kinds[kind].sessions += other.kinds[kind].sessions;
			for (const [id, more] of other.kinds[kind].elements) {
				const counts = this.#element(kind, id);
				for (const name of COUNTS) counts[name] += more[name];
			}
		}
	}

	/**
	 * Adds what {@link encode} gave.
	 * @param touched gets the targets in it that were touched
	 */
	addEncoded(bytes: Uint8Array, touched?: Set<number>): void {
		const reader = new ByteReader(bytes);
		for (const kind of KINDS) {
			if (reader.done) return;
			this.kinds[kind].sessions += reader.read();
			for (let left = reader.read(); left > 0; left--) {
				const id = reader.read();
				const counts = this.#element(kind, id);
				for (const name of COUNTS) {
					const more = reader.read();
					counts[name] += more;
					if (kind === "target" && name === "events" && more > 0) touched?.add(id);
				}
			}
		}
	}

	/** All counts as bytes: of each kind the sessions, how many elements, and of each its number and its counts. */
	encode(): Uint8Array<ArrayBuffer> {
		const writer = new ByteWriter();
		for (const kind of KINDS) {
			const { sessions, elements } = this.kinds[kind];
			writer.write(sessions);
			writer.write(elements.size);
			for (const [id, counts] of [...elements].toSorted(([one], [other]) => one - other)) {
				writer.write(id);
				for (const name of COUNTS) writer.write(counts[name]);
			}
		}
		return writer.bytes();
	}

	#element(kind: ElementKind, id: number): ElementCounts {
		const { elements } = this.kinds[kind];
		let counts = elements.get(id);
		if (counts === undefined) {
			counts = noCounts();
			elements.set(id, counts);
		}
		return counts;
	}

	#come(kind: "action" | "target" | "screen", visit: Visit, id: number, ms: number): ElementCounts {
		const counts = this.#element(kind, id);
		if (!visit.seen.has(id)) {
			counts.sessions++;
			// A clock that was set may have put an event before its session's start.
			counts.untilMs += Math.max(0, ms);
			if (visit.seen.size === 0) counts.first++;
			visit.seen.add(id);
		}
		visit.last = id;
		return counts;
	}

	/** The screen that a touch opens tells of itself at once: it is no end of what was touched. */
	#nextTouch(actions: readonly number[], index: number): number {
		let next = index + 1;
		while (actions[next] === this.#screen) next++;
		return next;
	}

	#leave(screen: number, ms: number): void {
		if (screen === 0) return;
		const counts = this.#element("screen", screen);
		counts.holdMs += Math.max(0, ms);
		counts.holds++;
	}

	#frustrate(tap: number, target: number, screen: number): void {
		for (const [kind, name] of [
			["target", target],
			["screen", screen],
		] as const) {
			if (name === 0) continue;
			const each = this.#element(kind, name);
			if ((tap & TAP.miss) !== 0) each.misses++;
			if ((tap & TAP.burst) !== 0) each.bursts++;
		}
	}

	#reach(name: number, percent: number): void {
		const counts = this.#element("media", name);
		counts.sessions++;
		if (percent >= 25) counts.reached25++;
		if (percent >= 50) counts.reached50++;
		if (percent >= 75) counts.reached75++;
		if (percent >= 95) counts.reached95++;
	}
}

function newVisit(): Visit {
	return { last: 0, seen: new Set() };
}

function hold(counts: ElementCounts, ms: number, next: number | undefined): ElementCounts {
	if (next !== undefined) {
		counts.holdMs += next - ms;
		counts.holds++;
	}
	return counts;
}
