import { Database } from "bun:sqlite";

/** What a file's rows say, however they are packed. */
interface RowCounts {
	readonly sessions: number;
	readonly events: number;
}

/** Looks at a file while others write it. */
export interface PackedFile extends Disposable {
	/** Sessions that no pack speaks for. */
	countUnpacked(): number;
	countRows(): RowCounts;
	/** Resolves when so many sessions or fewer are unpacked, or when what packs them has ended. */
	waitForUnpacked(count: number, ended: () => boolean): Promise<void>;
}

/** Opens a {@link PackedFile}. */
export function watchPacking(path: string): PackedFile {
	const database = new Database(path, { readonly: true });
	database.run("PRAGMA busy_timeout = 5000");
	const unpacked = database.query<{ count: number }, []>(
		"SELECT count(*) AS count FROM session_records WHERE packed = 0",
	);
	const rows = database.query<RowCounts, []>(
		`SELECT
			(SELECT count(*) FROM session_records) AS sessions,
			(SELECT count(*) FROM event_records) AS events`,
	);
	const countUnpacked = () => unpacked.get()?.count ?? 0;
	return {
		countUnpacked,
		countRows: () => rows.get() ?? { sessions: 0, events: 0 },
		async waitForUnpacked(count, ended) {
			// Bun.sleep(0) lets this process hear that the other has ended.
			while (countUnpacked() > count && !ended()) await Bun.sleep(0);
		},
		[Symbol.dispose]: () => database.close(),
	};
}

/** Takes the mark away from all sessions, so that all of them are to be packed anew. */
export function unpackAll(path: string): void {
	using database = new Database(path, { readwrite: true, create: false });
	database.run("PRAGMA busy_timeout = 5000");
	database.run("UPDATE session_records SET packed = 0");
}
