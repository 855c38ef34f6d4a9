import type { Database } from "bun:sqlite";
import { type NewTerm, type TermChanges, type TermKind, termText } from "../../model/reports/pack-update.ts";

/** The texts that packs name by number. New ones get theirs here, and are kept with the first pack that names them. */
export class Terms {
	readonly #ids = new Map<string, number>();
	readonly #texts: (string | undefined)[] = [];
	#lastId = 0;
	#lastKept = 0;
	#unkept: NewTerm[] = [];
	#revision: number | undefined;

	constructor(private readonly database: Database) {}

	/**
	 * Reads what was kept since the last time.
	 * @returns `false` where another program has numbered otherwise than here, or dropped some: then all that names them is void
	 */
	refresh(): boolean {
		const revision = readTermRevision(this.database);
		this.#revision ??= revision;
		if (revision !== this.#revision) return false;
		const rows = this.database
			.query<NewTerm, [number]>("SELECT id, kind, text FROM report_terms WHERE id > $1 ORDER BY id")
			.all(this.#lastKept);
		for (const { id, kind, text } of rows) {
			if ((this.#ids.get(kind + text) ?? id) !== id || (this.#texts[id] ?? text) !== text) return false;
			this.#set(id, kind, text);
			this.#lastKept = id;
		}
		this.#unkept = this.#unkept.filter(({ id }) => id > this.#lastKept);
		this.#lastId = Math.max(this.#lastId, this.#lastKept);
		return true;
	}

	/** Numbers a text; from 1 on, so that 0 can stand for none. */
	idOf(kind: TermKind, given: string): number {
		const text = termText(given);
		const found = this.#ids.get(kind + text);
		if (found !== undefined) return found;
		const id = ++this.#lastId;
		this.#set(id, kind, text);
		this.#unkept.push({ id, kind, text });
		return id;
	}

	/** The number of a text, where it has one. */
	find(kind: TermKind, text: string): number | undefined {
		return this.#ids.get(kind + termText(text));
	}

	/** The numbers of the texts of some kinds in which a text stands, in capitals or not. */
	findContaining(kinds: readonly TermKind[], text: string): Set<number> {
		const wanted = fold(text);
		const found = new Set<number>();
		for (const [key, id] of this.#ids) {
			const kind = kinds.find((each) => key.startsWith(each));
			if (kind !== undefined && fold(key.slice(kind.length)).includes(wanted)) found.add(id);
		}
		return found;
	}

	textOf(id: number): string {
		return this.#texts[id] ?? "";
	}

	/** What is to be kept with packs that name them. */
	get changes(): TermChanges {
		return { revision: this.#revision ?? 0, added: [...this.#unkept] };
	}

	/** The numbers of all. */
	get ids(): number[] {
		return [...this.#ids.values()];
	}

	#set(id: number, kind: TermKind, text: string): void {
		this.#ids.set(kind + text, id);
		this.#texts[id] = text;
	}
}

/** How often texts were dropped. */
function readTermRevision(database: Database): number {
	const revision = database.query<{ value: number }, []>("SELECT value FROM settings WHERE name = 'term_revision'");
	return revision.get()?.value ?? 0;
}

/** A text as it is compared: capitals count as small letters, and an accent is the same however it was typed. */
function fold(text: string): string {
	return text.normalize("NFC").toLowerCase();
}
