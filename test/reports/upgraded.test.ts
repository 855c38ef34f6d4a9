import { Database } from "bun:sqlite";
import { expect, test } from "bun:test";
import { join } from "node:path";
import type { ReportContext, Selection } from "../../src/model/reports/request.ts";
import { checkReports } from "../../src/reports/check-reports.ts";
import { preparePackContents } from "../../src/reports/packs/pack-contents.ts";
import { nextPackUpdate } from "../../src/reports/packs/pack-step.ts";
import { Snapshots } from "../../src/reports/snapshot.ts";
import { openDatabase } from "../../src/store/open-database.ts";
import { createPackWriter } from "../../src/store/packs.ts";
import { compareReports } from "../support/compare-reports.ts";
import { copyLegacyFile } from "../support/legacy-file.ts";
import { temporaryDirectory } from "../support/service.ts";

const NOW = Date.UTC(2026, 0, 1);

const CONTEXT: ReportContext = {
	now: NOW,
	silentSince: NOW,
	owner: {
		zone: "Europe/Oslo",
		opening_hours: Array.from({ length: 7 }, () => [{ from: "10:00", to: "16:00" }]),
		goals: [{ name: "Clicks", kind: "action", element: "click" }],
		notes: [],
		excluded: [],
		count_faulty: false,
	},
};

test("a file of 2017 is packed, and its reports say what its rows say before and after", () => {
	using directory = temporaryDirectory();
	const path = join(directory.path, "ticks.db");
	copyLegacyFile(path);
	using database = openDatabase(path).database;
	const { first, last, mean } = database
		.query<{ first: number; last: number; mean: number }, []>(
			"SELECT min(started_at) AS first, max(started_at) AS last, CAST(avg(started_at) AS INTEGER) AS mean FROM session_records",
		)
		.get() ?? { first: 0, last: 0, mean: 0 };
	const all: Selection = {
		from: first,
		to: last + 1,
		zone: "Europe/Oslo",
		consumers: undefined,
		test: "exclude",
		faulty: "include",
		excluded: [],
	};
	const selections = [all, { ...all, from: mean, faulty: "exclude" as const }, { ...all, consumers: [0, 1] }];
	const funnels = [
		[
			{ kind: "action", name: "click" },
			{ kind: "action", name: "click" },
		],
	] as const;
	using reading = new Database(path, { readonly: true });
	const snapshots = new Snapshots(reading);
	const compare = () => compareReports({ database: reading, snapshots, context: CONTEXT, selections, funnels });

	compare();
	const keep = createPackWriter(database);
	const rule = { quietSince: NOW, silentSince: NOW, atLeast: 1, overdueSince: NOW };
	const next = () => snapshots.lookAtPacks((sources) => nextPackUpdate(sources, rule));
	let packed = 0;
	for (let update = next(); update !== undefined; update = next()) {
		expect(keep(update)).toBe(true);
		packed += update.sessions.length;
	}
	expect(packed).toBe(303);
	compare();
	const found = checkReports({
		snapshots,
		contents: preparePackContents(reading),
		onPart: () => undefined,
		onDifference: (difference) => expect(difference).toBeUndefined(),
	});
	expect(found).toMatchObject({ sessions: 303, unpacked: 0, differences: 0 });
});
