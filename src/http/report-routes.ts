import { type TObject, Type } from "@sinclair/typebox";
import { Elysia } from "elysia";
import { AppError, type ErrorCode } from "../errors.ts";
import {
	Dwell,
	Elements,
	Funnel,
	Goals,
	Kiosks,
	Languages,
	Paths,
	SelectionAnswer,
	Series,
	Totals,
	Touches,
	Trust,
	Week,
} from "../model/reports/answers.ts";
import type { Grain } from "../model/reports/grain.ts";
import {
	ElementsQuery,
	FunnelQuery,
	KiosksQuery,
	PathsQuery,
	ReportQuery,
	SeriesQuery,
	SessionListQuery,
	SessionQuery,
	TouchesQuery,
} from "../model/reports/query.ts";
import type { ReportContext, ReportQuestion, SessionPage } from "../model/reports/request.ts";
import { describeSelection } from "../model/reports/selection-answer.ts";
import { Session, Sessions } from "../model/reports/session-answers.ts";
import { dataAnswer } from "./answers.ts";
import type { RouteDependencies } from "./dependencies.ts";
import { describeRoute, jsonAnswer, READ_ERRORS } from "./openapi.ts";
import { createQueryReader } from "./read-query.ts";
import { readSelections, readSteps, readZone } from "./read-selection.ts";

/** Rows of a report that nobody said how many of. */
const DEFAULT_ROWS = 1000;

/** Sessions of a page that nobody said how many of. */
const DEFAULT_SESSIONS = 50;

/** A report over years of raw rows may take a while. */
const REPORT_SECONDS = 60;

export const REPORT_ERRORS: readonly ErrorCode[] = [...READ_ERRORS, "reports_not_ready"];

/** `GET /reports/…`: what visitors did. */
export function reportRoutes(dependencies: RouteDependencies) {
	const { reader, allowSeconds, scopeOf, askerOf } = dependencies;
	const context = () => readContext(dependencies);

	async function answer(request: Request, query: ReportQuery, question: ReportQuestion): Promise<Response> {
		allowSeconds(request, REPORT_SECONDS);
		const known = context();
		const selections = readSelections(query, known, scopeOf(request));
		const [report = "null", compared] = await reader.report({ ...question, ...known, selections }, askerOf(request));
		const [selection, other] = selections.map((each) => JSON.stringify(describeSelection(each, known.owner)));
		const comparison = compared === undefined ? "null" : `{"selection":${other},"report":${compared}}`;
		return dataAnswer(`{"status":200,"selection":${selection},"report":${report},"compared":${comparison}}`);
	}

	async function answerSession(request: Request, session: number): Promise<Response> {
		const question = { session, consumers: scopeOf(request).consumers, silentSince: context().silentSince };
		const report = await reader.session(question, askerOf(request));
		if (report === "null") throw new AppError("unknown_session_id", { parameter: "id" });
		return dataAnswer(`{"status":200,"report":${report}}`);
	}

	return new Elysia({ prefix: "/reports" })
		.get(
			"/totals",
			({ query, request }) => answer(request, query, { report: "totals" }),
			describe("The key figures", ReportQuery, Totals),
		)
		.get(
			"/series",
			({ query, request }) => answer(request, query, { report: "series", grain: query.grain as Grain | undefined }),
			describe("Sessions and events over time", SeriesQuery, Series),
		)
		.get(
			"/week",
			({ query, request }) => answer(request, query, { report: "week" }),
			describe("Sessions and events by hour and day of the week", ReportQuery, Week),
		)
		.get(
			"/dwell",
			({ query, request }) => answer(request, query, { report: "dwell" }),
			describe("How long sessions are, and how they end", ReportQuery, Dwell),
		)
		.get(
			"/languages",
			({ query, request }) => answer(request, query, { report: "languages" }),
			describe("Sessions by language", ReportQuery, Languages),
		)
		.get(
			"/elements",
			({ query, request }) =>
				answer(request, query, {
					report: "elements",
					kind: query.kind ?? "target",
					limit: query.limit ?? DEFAULT_ROWS,
				}),
			describe("Actions, targets, screens or media", ElementsQuery, Elements),
		)
		.get(
			"/goals",
			({ query, request }) => answer(request, query, { report: "goals" }),
			describe("How many sessions come to what the owner named", ReportQuery, Goals),
		)
		.get(
			"/paths",
			({ query, request }) =>
				answer(request, query, {
					report: "paths",
					kind: query.kind === "screen" ? "screen" : "target",
					limit: query.limit ?? DEFAULT_ROWS,
				}),
			describe("The most common transitions between targets or screens", PathsQuery, Paths),
		)
		.get(
			"/funnel",
			({ query, request }) => answer(request, query, { report: "funnel", steps: readSteps(query.steps) }),
			describe("How many sessions come through some steps", FunnelQuery, Funnel),
		)
		.get(
			"/touches",
			({ query, request }) =>
				answer(request, query, { report: "touches", place: query.place, layer: query.layer ?? "all" }),
			describe("Where screens are touched", TouchesQuery, Touches),
		)
		.get(
			"/sessions",
			({ query, request }) => answer(request, query, { report: "sessions", ...readPage(query) }),
			describe("Sessions, a page at a time", SessionListQuery, Sessions),
		)
		.get("/session", ({ query, request }) => answerSession(request, query.id), {
			query: SessionQuery,
			transform: createQueryReader(SessionQuery),
			detail: describeRoute({
				summary: "One session, event by event",
				tag: "Reports",
				answer: jsonAnswer({ report: Session }),
				errors: [...READ_ERRORS, "missing_parameter", "unknown_session_id"],
			}),
		})
		.get(
			"/trust",
			({ query, request }) => answer(request, query, { report: "trust" }),
			describe("How good the figures are", ReportQuery, Trust),
		)
		.get(
			"/kiosks",
			async ({ query, request }) => {
				const known = context();
				const question = { zone: readZone(query.zone, known), consumers: scopeOf(request).consumers };
				const report = await reader.kiosks(question, known, askerOf(request));
				return dataAnswer(`{"status":200,"report":${report}}`);
			},
			{
				query: KiosksQuery,
				transform: createQueryReader(KiosksQuery),
				detail: describeRoute({
					summary: "All consumers with their last signs of life",
					tag: "Reports",
					answer: jsonAnswer({ report: Kiosks }),
					errors: REPORT_ERRORS,
				}),
			},
		);
}

/** @throws {AppError} `invalid_parameter` */
function readPage(query: SessionListQuery): SessionPage {
	const { sort, "sort.desc": sortDown, search, limit = DEFAULT_SESSIONS, offset = 0 } = query;
	if (sort !== undefined && sortDown !== undefined) {
		throw new AppError("invalid_parameter", { sentence: 'Give "sort" or "sort.desc", not both', parameter: "sort" });
	}
	return { search, sort: sort ?? sortDown ?? "started_at", descending: sort === undefined, limit, offset };
}

/** What reports need to know now. */
export function readContext({
	now,
	config,
	store,
}: Pick<RouteDependencies, "now" | "config" | "store">): ReportContext {
	return { now: now(), silentSince: now() - config.sessionTimeoutMs, owner: store.readOwnerSettings() };
}

function describe<Query extends TObject>(summary: string, query: Query, report: TObject) {
	return {
		query,
		transform: createQueryReader(query),
		detail: describeRoute({
			summary,
			tag: "Reports",
			answer: jsonAnswer({
				selection: SelectionAnswer,
				report,
				compared: Type.Union([Type.Object({ selection: SelectionAnswer, report }), Type.Null()], {
					description: "The same of the range to compare with, where one was asked for.",
				}),
			}),
			errors: query.required === undefined ? REPORT_ERRORS : [...REPORT_ERRORS, "missing_parameter"],
		}),
	};
}
