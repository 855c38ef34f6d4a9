import type { Kiosks } from "../model/reports/answers.ts";
import { chooseGrain } from "../model/reports/grain.ts";
import type { ReportContext, ReportQuestion, ReportRequest, Selection } from "../model/reports/request.ts";
import { reportDwell } from "./dwell.ts";
import { reportElements, reportGoals } from "./elements.ts";
import { type KioskQuestion, reportKiosks } from "./kiosks.ts";
import { reportLanguages } from "./languages.ts";
import type { LongReport } from "./long-report.ts";
import { reportFunnel, reportPaths } from "./paths.ts";
import { reportSeries, reportWeek } from "./series.ts";
import { readWholeSession, type SessionQuestion } from "./session.ts";
import { reportSessions } from "./session-list.ts";
import type { Snapshot, Snapshots } from "./snapshot.ts";
import { reportTotals } from "./totals.ts";
import { reportTouches } from "./touches.ts";
import { reportTrust } from "./trust.ts";

/** Makes a report of each selection that is asked for, all at the same moment of the file. */
export function answerReport(snapshots: Snapshots, request: ReportRequest): unknown[] {
	return finish(answerLongReport(snapshots, request));
}

/** The same, as a generator that can be left in the middle: its read transaction ends with it. */
export function answerLongReport(snapshots: Snapshots, request: ReportRequest): LongReport<unknown[]> {
	return snapshots.lookAtLength(function* (snapshot) {
		const reports: unknown[] = [];
		const comparable = inSameSteps(request);
		for (const selection of comparable.selections) reports.push(yield* report(snapshot, selection, comparable));
		return reports;
	});
}

/** Runs a task that asks for one report after another, all at the same moment of the file. */
export function answerTogether<T>(
	snapshots: Snapshots,
	context: ReportContext,
	task: (ask: (question: ReportQuestion, selection: Selection) => unknown) => T,
): T {
	return snapshots.look((snapshot) =>
		task((question, selection) =>
			finish(report(snapshot, selection, { ...question, ...context, selections: [selection] })),
		),
	);
}

/** The state of all consumers, or of some. */
export function answerKiosks(snapshots: Snapshots, context: ReportContext, question: KioskQuestion): Kiosks {
	return snapshots.lookAtRows((database) => reportKiosks(database, context, question));
}

/**
 * One session whole, as JSON text.
 * @returns `null` where there is none that may be seen
 */
export function answerSession(snapshots: Snapshots, question: SessionQuestion): string {
	return snapshots.lookAtRows((database, terms) => readWholeSession(database, terms, question)) ?? "null";
}

/** The steps of ranges that are compared are as long as those of the first one. */
function inSameSteps(request: ReportRequest): ReportRequest {
	const [first] = request.selections;
	if (request.report !== "series" || first === undefined) return request;
	return { ...request, grain: chooseGrain(first.from, first.to, request.grain) };
}

function finish<T>(long: LongReport<T>): T {
	for (;;) {
		const { value, done } = long.next();
		if (done) return value;
	}
}

function* report(snapshot: Snapshot, selection: Selection, request: ReportRequest): LongReport<unknown> {
	switch (request.report) {
		case "totals":
			return reportTotals(snapshot, selection, request);
		case "series":
			return reportSeries(snapshot, selection, request.grain, request);
		case "week":
			return reportWeek(snapshot, selection);
		case "dwell":
			return reportDwell(snapshot, selection, request.silentSince);
		case "languages":
			return reportLanguages(snapshot, selection);
		case "elements":
			return reportElements(snapshot, selection, request.kind, request.limit);
		case "trust":
			return reportTrust(snapshot, selection, request);
		case "goals":
			return reportGoals(snapshot, selection, request.owner);
		case "paths":
			return yield* reportPaths(snapshot, selection, request.kind, request.limit);
		case "funnel":
			return yield* reportFunnel(snapshot, selection, request.steps);
		case "sessions":
			return yield* reportSessions(snapshot, selection, request, request.silentSince);
		case "touches":
			return reportTouches(snapshot, selection, request.place, request.layer);
	}
}
