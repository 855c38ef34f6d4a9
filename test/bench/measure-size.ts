import { Database } from "bun:sqlite";
import { rmSync, statSync } from "node:fs";
import { writeLegacyFile } from "../support/legacy-file.ts";

/** Bytes of a file, by what they are for. */
export interface SizeFigures {
	readonly rows: number;
	readonly indexes: number;
	/** What the reports read, with its indexes. */
	readonly packs: number;
	readonly unused: number;
	readonly all: number;
	/** The same sessions and events in the tables of 2017, which had no index. */
	readonly from2017: number;
	/** And with the indexes that its own requests would need: sessions by token, events by session, both by time. */
	readonly indexed2017: number;
}

/**
 * Measures a generated file that nobody has open.
 * @param legacyPath where the file of 2017 is made for a while
 */
export function measureSize(path: string, legacyPath: string): SizeFigures {
	const { rows, indexes, packs, all } = measureObjects(path);
	const from2017 = writeAs2017(path, legacyPath);
	const indexed2017 = index2017(legacyPath);
	rmSync(legacyPath);
	return { rows, indexes, packs, unused: all - rows - indexes - packs, all, from2017, indexed2017 };
}

function measureObjects(path: string): Pick<SizeFigures, "rows" | "indexes" | "packs" | "all"> {
	using database = new Database(path, { readonly: true });
	const sizes = database
		.query<{ purpose: "rows" | "indexes" | "packs"; bytes: number }, []>(
			`SELECT
				CASE
					WHEN tbl_name IN ('session_packs', 'touch_packs', 'report_terms', 'pack_holes') THEN 'packs'
					WHEN type = 'index' THEN 'indexes'
					ELSE 'rows'
				END AS purpose,
				sum(pgsize) AS bytes
			FROM dbstat
			LEFT JOIN sqlite_schema ON sqlite_schema.name = dbstat.name
			WHERE aggregate = TRUE
			GROUP BY purpose`,
		)
		.all();
	const bytesOf = (purpose: string) => sizes.find((size) => size.purpose === purpose)?.bytes ?? 0;
	const file = database
		.query<{ bytes: number }, []>("SELECT page_count * page_size AS bytes FROM pragma_page_count, pragma_page_size")
		.get();
	return { rows: bytesOf("rows"), indexes: bytesOf("indexes"), packs: bytesOf("packs"), all: file?.bytes ?? 0 };
}

function writeAs2017(path: string, legacyPath: string): number {
	writeLegacyFile(legacyPath, {});
	using database = openQuickly(legacyPath);
	database.run("ATTACH $1 AS source", [path]);
	database.run(
		`INSERT INTO main.consumers (id, name, key, ip_filter, created_at, deleted_at)
		SELECT id, name, key, ip_filter, created_at, deleted_at FROM source.consumers`,
	);
	database.run(
		`INSERT INTO main.sessions (id, token, ip, started_at, stopped_at, consumer_id)
		SELECT id, token, ip, started_at, stopped_at, consumer_id FROM source.sessions ORDER BY id`,
	);
	database.run(
		`INSERT INTO main.events (id, session_id, time, action, data)
		SELECT id, session_id, time, action, data FROM source.events ORDER BY id`,
	);
	return statSync(legacyPath).size;
}

function index2017(legacyPath: string): number {
	using database = openQuickly(legacyPath);
	database.run("CREATE INDEX session_by_token ON sessions (token)");
	database.run("CREATE INDEX session_by_start ON sessions (started_at)");
	database.run("CREATE INDEX event_by_session ON events (session_id)");
	database.run("CREATE INDEX event_by_time ON events (time)");
	return statSync(legacyPath).size;
}

function openQuickly(path: string): Database {
	const database = new Database(path);
	database.run("PRAGMA journal_mode = OFF");
	database.run("PRAGMA synchronous = OFF");
	database.run("PRAGMA cache_size = -262144");
	return database;
}
