import { Database } from "bun:sqlite";
import { describe, expect, test } from "bun:test";
import { join } from "node:path";
import fc from "fast-check";
import { EVENT_MEMBERS, SESSION_MEMBERS } from "../../src/model/listing.ts";
import { eventsQuery, type Query, sessionsQuery } from "../../src/reports/list-query.ts";
import type { ListRequest } from "../../src/reports/list-request.ts";
import { readLive } from "../../src/reports/live.ts";
import { openDatabase } from "../../src/store/open-database.ts";
import { openStore } from "../../src/store/store.ts";
import { temporaryDirectory } from "../support/service.ts";

const SOURCES = join(import.meta.dir, "../../src");

/** The numbered parameters of a statement, each at its first appearance. */
function parametersOf(sql: string): number[] {
	const numbers = [...sql.matchAll(/\$(\d+)/g)].map(([, number]) => Number(number));
	return [...new Set(numbers)];
}

/** Texts of the source code that hold numbered parameters, with their file. */
async function findStatements(): Promise<{ file: string; sql: string }[]> {
	const found: { file: string; sql: string }[] = [];
	for (const file of new Bun.Glob("{store,reports}/**/*.ts").scanSync(SOURCES)) {
		const source = await Bun.file(join(SOURCES, file)).text();
		const code = source.replaceAll(/\/\*[\s\S]*?\*\//g, "").replaceAll(/^\s*\/\/.*$/gm, "");
		for (const [text] of code.matchAll(/`[^`]*`|"[^"\n]*"/g)) {
			if (/\$\d/.test(text)) found.push({ file, sql: text });
		}
	}
	return found;
}

/** A database that also remembers each statement that is prepared on it. */
class RecordingDatabase extends Database {
	readonly statements: string[] = [];

	override query: Database["query"] = (sql: string) => {
		this.statements.push(sql);
		return super.query(sql);
	};
}

/** A database with our tables; `plan` tells how SQLite would run a statement, a line a step. */
function openTables() {
	const directory = temporaryDirectory();
	const path = join(directory.path, "ticks.db");
	openDatabase(path).database.close();
	const database = new RecordingDatabase(path);
	return {
		database,
		plan(sql: string): string[] {
			using statement = database.prepare<{ detail: string }, []>(`EXPLAIN QUERY PLAN ${sql}`);
			return statement.all().map((step) => step.detail);
		},
		[Symbol.dispose]() {
			database.close();
			directory[Symbol.dispose]();
		},
	};
}

const NO_FILTERS: ListRequest["filters"] = {
	ip: undefined,
	consumer: undefined,
	action: undefined,
	session: undefined,
	from: undefined,
	to: undefined,
};

const PAGE = { filters: NO_FILTERS, descending: false, limit: 1000, offset: 0, after: undefined, silentSince: 0 };

// bun:sqlite binds by the order in which parameters first appear, whatever their numbers are.
describe("numbered parameters first appear in the order 1, 2, 3", () => {
	test("in bun:sqlite this is what counts", () => {
		using database = new Database(":memory:");
		expect(database.query("SELECT $2 AS second, $1 AS first").get("a", "b")).toEqual({ second: "a", first: "b" });
	});

	test("in every statement of the source", async () => {
		const statements = await findStatements();
		expect(statements.length).toBeGreaterThanOrEqual(17);
		const wrong = statements.filter(({ sql }) => parametersOf(sql).some((number, index) => number !== index + 1));
		expect(wrong).toEqual([]);
	});

	test("in every list that can be asked for, with a value for each", () => {
		const text = fc.option(fc.string(), { nil: undefined });
		const number = fc.option(fc.integer(), { nil: undefined });
		const filters = fc.record({ ip: text, consumer: number, action: text, session: number, from: number, to: number });
		const after = fc.option(fc.record({ value: fc.oneof(fc.string(), fc.integer()), id: fc.integer() }), {
			nil: undefined,
		});
		const page = fc.record({
			filters,
			descending: fc.boolean(),
			limit: fc.nat(),
			offset: fc.nat(),
			after,
			silentSince: fc.integer(),
		});
		const queries = fc.oneof(
			fc
				.tuple(page, fc.constantFrom(...SESSION_MEMBERS))
				.map(([rest, sort]) => sessionsQuery({ ...rest, list: "sessions", sort })),
			fc
				.tuple(page, fc.constantFrom(...EVENT_MEMBERS))
				.map(([rest, sort]) => eventsQuery({ ...rest, list: "events", sort })),
		);
		using tables = openTables();
		fc.assert(
			fc.property(queries, ({ sql, parameters }: Query) => {
				expect(parametersOf(sql)).toEqual(parameters.map((_, index) => index + 1));
				expect(() => tables.plan(sql)).not.toThrow();
			}),
		);
	});
});

describe("no cost grows with history", () => {
	test("every statement of the write path finds its rows by an index", () => {
		using tables = openTables();
		openStore({ database: tables.database, newToken: () => "", sessionTimeoutMs: 1 });
		const statements = tables.database.statements.filter((sql) => /^\s*(SELECT|INSERT|UPDATE|DELETE)/.test(sql));
		const steps = statements.flatMap((sql) => tables.plan(sql).map((step) => `${step} in ${sql}`));
		expect(statements.length).toBeGreaterThanOrEqual(14);
		// What the owner makes by hand is listed for people; of pictures, the names alone.
		expect(steps.filter((step) => step.startsWith("SCAN"))).toEqual([
			expect.stringMatching(/^SCAN consumer_records in SELECT .* FROM consumer_records ORDER BY id$/s),
			expect.stringMatching(/^SCAN shares in SELECT .* FROM shares ORDER BY id$/s),
			"SCAN pictures USING COVERING INDEX sqlite_autoindex_pictures_1 in SELECT place, consumer_id AS consumer FROM pictures",
		]);
		for (const lookup of [
			/^SEARCH session_records USING INDEX session_by_token \(token=\?\)/,
			/^SEARCH session_records USING INDEX session_by_client_id \(consumer_id=\? AND client_id=\?\)/,
			/^SEARCH event_records USING COVERING INDEX event_by_session \(session_id=\? AND client_id=\?\)/,
			/^SEARCH consumer_records USING INDEX consumer_by_key \(key=\?\)/,
			/^SEARCH shares USING INDEX sqlite_autoindex_shares_1 \(digest=\?\)/,
			/^SEARCH heartbeat_spans USING INDEX heartbeat_by_page \(consumer_id=\? AND page=\? AND last_at>\?\)/,
		]) {
			expect(steps.filter((step) => lookup.test(step))).toHaveLength(1);
		}
	});

	const behind = { value: 1, id: 1 };
	test.each([
		["events", { ...PAGE, list: "events", sort: "id" }, "SCAN e"],
		[
			"events by id",
			{ ...PAGE, list: "events", sort: "id", after: behind },
			"SEARCH e USING INTEGER PRIMARY KEY (rowid>?)",
		],
		[
			"events by id, downwards",
			{ ...PAGE, list: "events", sort: "id", descending: true, after: behind },
			"SEARCH e USING INTEGER PRIMARY KEY (rowid<?)",
		],
		[
			"events by time",
			{ ...PAGE, list: "events", sort: "time", after: behind },
			"SEARCH e USING INDEX event_by_time (ts>?)",
		],
		[
			"events by time, downwards",
			{ ...PAGE, list: "events", sort: "time", descending: true, after: behind },
			"SEARCH e USING INDEX event_by_time (ts<?)",
		],
		[
			"events of a day, by time",
			{ ...PAGE, list: "events", sort: "time", filters: { ...NO_FILTERS, from: 1, to: 2 } },
			"SEARCH e USING INDEX event_by_time (ts>? AND ts<?)",
		],
		[
			"sessions by id",
			{ ...PAGE, list: "sessions", sort: "id", after: behind },
			"SEARCH session_records USING INTEGER PRIMARY KEY (rowid>?)",
		],
		[
			"sessions by start",
			{ ...PAGE, list: "sessions", sort: "started_at", after: behind },
			"SEARCH session_records USING INDEX session_by_start (started_at>?)",
		],
	] as [string, ListRequest, string][])("a page of %s walks an index, and sorts nothing", (_, request, step) => {
		using tables = openTables();
		const { sql } = request.list === "events" ? eventsQuery(request) : sessionsQuery(request);
		const steps = tables.plan(sql).filter((line) => !/SCALAR SUBQUERY|legacy_values/.test(line));
		expect(steps).toEqual([step]);
	});

	test("a look for what happens live finds its rows by an index", () => {
		using tables = openTables();
		tables.database.run(
			"INSERT INTO session_records (id, token, ip, started_at, last_received_at) VALUES (1, '', '', 1000, 1000)",
		);
		tables.database.run("INSERT INTO event_records (id, session_id, ts, action) VALUES (1, 1, 1000, 'click')");
		tables.database.statements.length = 0;
		const question = { since: undefined, known: [], silentSince: 0, startedSince: 0 };
		expect(readLive(tables.database, question).sessions).toHaveLength(1);
		readLive(tables.database, { ...question, since: { event: 0, session: 1 }, known: [2] });
		const steps = [...new Set(tables.database.statements)].flatMap((sql) => tables.plan(sql));
		expect(steps.filter((step) => !/SUBQUERY|json_each|TEMP B-TREE/.test(step)).toSorted()).toEqual([
			"SEARCH e USING INTEGER PRIMARY KEY (rowid>?)",
			"SEARCH event_records",
			"SEARCH event_records USING COVERING INDEX event_by_session (session_id=?)",
			"SEARCH event_records USING INDEX event_by_session (session_id=?)",
			"SEARCH s USING INTEGER PRIMARY KEY (rowid=?) LEFT-JOIN",
			"SEARCH session_records",
			"SEARCH session_records USING INDEX session_by_start (started_at>?)",
			"SEARCH session_records USING INTEGER PRIMARY KEY (rowid=?)",
			"SEARCH session_records USING INTEGER PRIMARY KEY (rowid>?)",
		]);
	});

	test("the events of a session are found by an index", () => {
		using tables = openTables();
		for (const sort of EVENT_MEMBERS) {
			const { sql } = eventsQuery({ ...PAGE, list: "events", sort, filters: { ...NO_FILTERS, session: 1 } });
			expect(tables.plan(sql)).toContain("SEARCH e USING INDEX event_by_session (session_id=?)");
		}
	});
});
