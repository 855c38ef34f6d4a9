import type { SessionPage } from "../model/reports/request.ts";
import type { SessionColumns } from "./packs/columns.ts";
import { Ranking } from "./ranking.ts";

/** What sessions are sorted by, and which way. */
export type SessionOrder = Pick<SessionPage, "sort" | "descending">;

/** The column behind what the list is sorted by. */
const COLUMNS = {
	started_at: "startedAt",
	dwell_seconds: "dwellSeconds",
	events: "events",
	misses: "misses",
	bursts: "bursts",
	targets: "targets",
} as const satisfies Record<SessionPage["sort"], keyof SessionColumns>;

/** Sessions in columns, and whose they are. */
export interface SessionSource {
	readonly columns: SessionColumns;
	/** Of all of them; or of each, in a column. 0 is none. */
	readonly consumer: number | Uint32Array;
}

/** One session of a source. */
export interface SourcePlace {
	readonly source: SessionSource;
	readonly index: number;
}

/** Puts sessions in order. Those that are alike in what they are sorted by are sorted by their ids, in the same direction. */
export class SessionRanking {
	readonly #sources: SessionSource[] = [];
	readonly #ranking: Ranking;

	/** @param wanted how many of the first ones can be asked for */
	constructor(
		private readonly order: SessionOrder,
		wanted: number,
	) {
		this.#ranking = new Ranking(wanted);
	}

	/** @returns takes sessions of a source by their places in its columns */
	from(source: SessionSource): (index: number) => void {
		const { sort, descending } = this.order;
		const group = this.#sources.push(source) - 1;
		const sign = descending ? -1 : 1;
		const keys = source.columns[COLUMNS[sort]];
		const { id } = source.columns;
		return (index) => this.#ranking.add(sign * (keys[index] ?? 0), sign * (id[index] ?? 0), group, index);
	}

	/** The sessions in their order, from a place on. */
	take(offset: number, limit: number): SourcePlace[] {
		return this.#ranking.rows(offset, limit).flatMap(({ group, index }) => {
			const source = this.#sources[group];
			return source === undefined ? [] : { source, index };
		});
	}
}

/** Whose a session is; 0 where it has none. */
export function consumerOf({ source: { consumer }, index }: SourcePlace): number {
	return typeof consumer === "number" ? consumer : (consumer[index] ?? 0);
}
