import type { Trail } from "./packs/session-facts.ts";
import type { Terms } from "./packs/terms.ts";
import { forEachTrail, type Segment } from "./selected.ts";
import type { Snapshot } from "./snapshot.ts";

/** Finds the sessions that came to something by its name: the names are looked through first, and then only their numbers. */
export class SessionSearch {
	readonly #actions: ReadonlySet<number>;
	readonly #names: ReadonlySet<number>;
	readonly #languages: ReadonlySet<number>;

	/** @param text what has to stand in the name, in capitals or not */
	constructor(terms: Terms, text: string) {
		this.#actions = terms.findContaining(["action"], text);
		this.#names = terms.findContaining(["name"], text);
		this.#languages = terms.findContaining(["language"], text);
	}

	/** Whether nothing has such a name: then no session needs to be looked at. */
	get isVain(): boolean {
		return this.#actions.size + this.#names.size + this.#languages.size === 0;
	}

	/** Calls a function with each chosen session of a segment that is found, by its place in the segment's columns. */
	forEachFound(snapshot: Snapshot, segment: Segment, visit: (index: number) => void): void {
		const { chosen, columns } = segment;
		const isFound = (index: number) => this.#languages.has(columns.language[index] ?? 0);
		if (this.#actions.size > 0 || this.#names.size > 0) {
			forEachTrail(snapshot, segment, (trail, index) => {
				if (isFound(index) || this.#isOn(trail)) visit(index);
			});
		} else if (this.#languages.size > 0) {
			const indexes = chosen ?? columns.language.keys();
			for (const index of indexes) if (isFound(index)) visit(index);
		}
	}

	#isOn({ screen, actions, names }: Trail): boolean {
		return (
			this.#names.has(screen) ||
			names.some((name) => this.#names.has(name)) ||
			actions.some((action) => this.#actions.has(action))
		);
	}
}
