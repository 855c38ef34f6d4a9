import { Database } from "bun:sqlite";
import { afterAll, beforeAll, expect, setDefaultTimeout, test } from "bun:test";
import { join } from "node:path";
import fc from "fast-check";
import type { Selection, SessionPage } from "../../src/model/reports/request.ts";
import type { Sessions } from "../../src/model/reports/session-answers.ts";
import { DEFAULT_OWNER_SETTINGS } from "../../src/model/reports/settings.ts";
import { answerReport } from "../../src/reports/answer-report.ts";
import { needsAll } from "../../src/reports/session-page.ts";
import { Snapshots } from "../../src/reports/snapshot.ts";
import { openDatabase } from "../../src/store/open-database.ts";
import { makePackedHistory } from "../support/packed-history.ts";
import { temporaryDirectory } from "../support/service.ts";

setDefaultTimeout(120_000);

const NOW = Date.UTC(2026, 4, 20, 15);
const DAY = 86_400_000;

const directory = temporaryDirectory();
let snapshots: Snapshots;

/** Two months of visits, of which some are behind the packs. */
beforeAll(() => {
	const path = join(directory.path, "ticks.db");
	makePackedHistory(path, { now: NOW, days: 60 });
	snapshots = new Snapshots(new Database(path, { readonly: true }));
	const { database } = openDatabase(path);
	database.run("UPDATE session_records SET packed = 0 WHERE id % 500 = 7");
	database.run("DELETE FROM event_records WHERE session_id % 700 = 3");
	database.run("DELETE FROM session_records WHERE id % 700 = 3");
	database.close();
});

afterAll(() => directory[Symbol.dispose]());

function list(selection: Selection, page: SessionPage): Sessions {
	const context = { now: NOW, silentSince: NOW - DAY, owner: DEFAULT_OWNER_SETTINGS };
	const [answer] = answerReport(snapshots, { report: "sessions", ...page, selections: [selection], ...context });
	return answer as Sessions;
}

const selections = fc.record({
	from: fc.integer({ min: 0, max: 30 }).map((days) => NOW - (61 - days) * DAY),
	to: fc.constantFrom(NOW + DAY, NOW - 7 * DAY, NOW - 17 * DAY + 3_600_000),
	zone: fc.constant("UTC"),
	consumers: fc.constantFrom(undefined, [1], [2, 4]),
	test: fc.constantFrom("exclude", "include", "only"),
	faulty: fc.constantFrom("exclude", "include"),
	excluded: fc.constantFrom([], [{ from: NOW - 20 * DAY, to: NOW - 19 * DAY }]),
});

const pages = fc.record({
	search: fc.constant(undefined),
	sort: fc.constantFrom("started_at", "dwell_seconds", "events", "misses", "bursts", "targets"),
	descending: fc.boolean(),
	limit: fc.constantFrom(1, 50, 200, 1000),
	offset: fc.oneof(fc.integer({ min: 0, max: 260 }), fc.nat(30_000)),
});

test("each page is a piece of the whole list, however it is found", () => {
	let quick = 0;
	fc.assert(
		fc.property(selections, pages, (selection, page) => {
			// The whole list, in no order that is kept, and put in order here.
			const all = list(selection, { ...page, sort: "events", limit: 1_000_000, offset: 0 });
			expect(all.sessions).toHaveLength(all.count);
			const inOrder = all.sessions.toSorted((one, other) => {
				const [a, b] = [one[page.sort], other[page.sort]];
				return (a === b ? one.id - other.id : a < b ? -1 : 1) * (page.descending ? -1 : 1);
			});
			const { count, sessions } = list(selection, page);
			expect(count).toBe(all.count);
			expect(sessions).toEqual(inOrder.slice(page.offset, page.offset + page.limit));
			if (!needsAll(page)) quick++;
		}),
		{ numRuns: 150 },
	);
	expect(quick).toBeGreaterThan(20);
});
