import { Database } from "bun:sqlite";

const DAY_MS = 86_400_000;

/** What is in a generated file. */
export interface HistoryFacts {
	readonly sessions: number;
	readonly events: number;
	readonly consumers: number;
	/** Midnight in UTC of the first day that has sessions. */
	readonly firstDayAt: number;
	/** From that day to the last one that has sessions. */
	readonly days: number;
	/** The consumers' keys. */
	readonly keys: readonly string[];
}

/** Looks into a file. */
export function readHistoryFacts(path: string): HistoryFacts {
	using database = new Database(path, { readonly: true });
	const { first, last, ...counts } = one<Omit<HistoryFacts, "firstDayAt" | "days" | "keys"> & Record<string, number>>(
		database,
		`SELECT
			(SELECT count(*) FROM session_records) AS sessions,
			(SELECT count(*) FROM event_records) AS events,
			(SELECT count(*) FROM consumer_records) AS consumers,
			(SELECT min(started_at) FROM session_records) AS first,
			(SELECT max(started_at) FROM session_records) AS last`,
	);
	const firstDay = Math.floor((first ?? 0) / DAY_MS);
	const keys = database.query<{ key: string }, []>("SELECT key FROM consumer_records ORDER BY id").all();
	return {
		...counts,
		firstDayAt: firstDay * DAY_MS,
		days: Math.floor((last ?? 0) / DAY_MS) - firstDay + 1,
		keys: keys.map(({ key }) => key),
	};
}

/** Sessions that no pack speaks for. */
export function countUnpacked(path: string): number {
	using database = new Database(path, { readonly: true });
	return one<{ count: number }>(database, "SELECT count(*) AS count FROM session_records WHERE packed = 0").count;
}

/** Writes that were answered: sessions, events, and stops. */
export function countWrites(path: string): number {
	using database = new Database(path, { readonly: true });
	return one<{ count: number }>(
		database,
		`SELECT
			(SELECT count(*) FROM session_records)
				+ (SELECT count(*) FROM event_records)
				+ (SELECT count(*) FROM session_records WHERE stopped_at IS NOT NULL) AS count`,
	).count;
}

function one<Row>(database: Database, sql: string): Row {
	const row = database.query<Row, []>(sql).get();
	if (row === null) throw new Error(`nothing is there: ${sql}`);
	return row;
}
