import type { Kiosks } from "../model/reports/answers.ts";
import type { ReportContext, ReportRequest, Selection } from "../model/reports/request.ts";
import { reportDwell } from "./dwell.ts";
import { reportElements, reportGoals } from "./elements.ts";
import { reportKiosks } from "./kiosks.ts";
import { reportLanguages } from "./languages.ts";
import { reportFunnel, reportPaths } from "./paths.ts";
import { type Selected, select } from "./selected.ts";
import { reportSeries, reportWeek } from "./series.ts";
import type { Snapshot, Snapshots } from "./snapshot.ts";
import { reportTotals } from "./totals.ts";
import { reportTouches } from "./touches.ts";
import { reportTrust } from "./trust.ts";

/** Makes a report of each selection that is asked for, all at the same moment of the file. */
export function answerReport(snapshots: Snapshots, request: ReportRequest): unknown[] {
	return snapshots.look((snapshot) =>
		request.selections.map((selection) => report(snapshot, select(snapshot, selection), selection, request)),
	);
}

/** The state of all consumers. */
export function answerKiosks(snapshots: Snapshots, context: ReportContext): Kiosks {
	return snapshots.lookAtRows((database) => reportKiosks(database, context));
}

function report(snapshot: Snapshot, selected: Selected, selection: Selection, request: ReportRequest): unknown {
	switch (request.report) {
		case "totals":
			return reportTotals(snapshot, selected, selection, request);
		case "series":
			return reportSeries(snapshot, selected, selection, request.grain, request);
		case "week":
			return reportWeek(selected, selection);
		case "dwell":
			return reportDwell(snapshot, selected, request.silentSince);
		case "languages":
			return reportLanguages(snapshot, selected);
		case "elements":
			return reportElements(snapshot, selected, request.kind, request.limit);
		case "trust":
			return reportTrust(snapshot, selection, request);
		case "goals":
			return reportGoals(snapshot, selected, request.owner);
		case "paths":
			return reportPaths(snapshot, selected, request.kind, request.limit);
		case "funnel":
			return reportFunnel(snapshot, selected, request.steps);
		case "touches":
			return reportTouches(snapshot, selected, request.place, request.layer);
	}
}
