import { Database } from "bun:sqlite";
import { expect, setDefaultTimeout, test } from "bun:test";
import { join } from "node:path";
import type { Elements, Totals, Touches, Trust } from "../../src/model/reports/answers.ts";
import type { ReportQuestion, Selection } from "../../src/model/reports/request.ts";
import { DEFAULT_OWNER_SETTINGS } from "../../src/model/reports/settings.ts";
import { answerReport } from "../../src/reports/answer-report.ts";
import { Snapshots } from "../../src/reports/snapshot.ts";
import { warmUp } from "../../src/reports/warm-up.ts";
import { makePackedHistory } from "../support/packed-history.ts";
import { temporaryDirectory } from "../support/service.ts";

setDefaultTimeout(60_000);

const NOW = Date.UTC(2026, 10, 20, 15);

/** Two whole months. */
const SELECTION: Selection = {
	from: Date.UTC(2026, 8, 1),
	to: Date.UTC(2026, 10, 1),
	zone: "UTC",
	consumers: undefined,
	test: "exclude",
	faulty: "exclude",
	excluded: [],
};

const QUESTIONS: readonly ReportQuestion[] = [
	{ report: "totals" },
	{ report: "series", grain: "day" },
	{ report: "elements", kind: "target", limit: 100 },
	{ report: "trust" },
];

test("what was added up ahead is the same, and the packs are not read again", () => {
	using directory = temporaryDirectory();
	const path = join(directory.path, "ticks.db");
	makePackedHistory(path, { now: NOW, days: 90 });
	using reading = new Database(path, { readonly: true });
	const ask = (snapshots: Snapshots, consumers: number[] | undefined) =>
		QUESTIONS.map((question) => {
			const context = { now: NOW, silentSince: NOW, owner: DEFAULT_OWNER_SETTINGS };
			return answerReport(snapshots, { ...question, ...context, selections: [{ ...SELECTION, consumers }] });
		}) as [[Totals], [unknown], [Elements], [Trust]] | [[Touches]];
	const expected = [ask(new Snapshots(reading), undefined), ask(new Snapshots(reading), [1, 3])];

	const warm = new Snapshots(reading);
	const steps = [...warmUp(warm, SELECTION)].length;
	// Four kiosks in four months.
	expect(steps).toBe(16);
	const before = warm.bytesRead;
	const answers = [ask(warm, undefined), ask(warm, [1, 3])];
	expect(answers).toEqual(expected);
	expect(JSON.stringify(answers)).toContain('"sessions":');
	// But for who is there now, which is of the last days.
	const lately = new Snapshots(reading);
	answerReport(lately, {
		...{ report: "totals", now: NOW, silentSince: NOW, owner: DEFAULT_OWNER_SETTINGS },
		selections: [{ ...SELECTION, from: NOW, to: NOW + 1 }],
	});
	expect(warm.bytesRead - before).toBeLessThanOrEqual(lately.bytesRead);
});
