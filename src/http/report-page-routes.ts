import { Elysia } from "elysia";
import { PageQuery } from "../model/reports/query.ts";
import type { Selection } from "../model/reports/request.ts";
import { localDate } from "../model/reports/zone.ts";
import { dataAnswer } from "./answers.ts";
import type { RouteDependencies } from "./dependencies.ts";
import { describeRoute, textAnswer } from "./openapi.ts";
import { createQueryReader } from "./read-query.ts";
import { readPageSelections } from "./read-selection.ts";
import { REPORT_ERRORS, readContext } from "./report-routes.ts";

/** A page over years may take a while. */
const PAGE_SECONDS = 120;

/** As the page itself says; and where it is shown rather than saved, it is a page of nobody's. */
const POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; sandbox";

/** `GET /reports/page`: the figures and pictures of a range as one file, to print or to send. */
export function reportPageRoutes(dependencies: RouteDependencies) {
	const { printer, allowSeconds, scopeOf } = dependencies;

	return new Elysia().get(
		"/reports/page",
		async ({ query, request }) => {
			const context = readContext(dependencies);
			const selections = readPageSelections(query, context, scopeOf(request));
			allowSeconds(request, PAGE_SECONDS);
			const page = await printer.print({ selections, context, language: query.lang ?? "en" }, request.signal);
			const answer = dataAnswer(page, "text/html; charset=utf-8");
			answer.headers.set("content-disposition", `attachment; filename="${pageName(selections[0])}"`);
			answer.headers.set("content-security-policy", POLICY);
			return answer;
		},
		{
			query: PageQuery,
			transform: createQueryReader(PageQuery),
			detail: describeRoute({
				summary: "The figures and pictures of a range as one page, to print or to send",
				description:
					"A file that needs no other. One is made at a time: another that is asked for meanwhile is `busy`.",
				tag: "Reports",
				answer: textAnswer("text/html"),
				errors: REPORT_ERRORS,
			}),
		},
	);
}

/** Such as `microticks-2026-10-01-2026-10-31.html`: the first and the last day. */
function pageName({ from, to, zone }: Selection): string {
	return `microticks-${localDate(from, zone)}-${localDate(to - 1, zone)}.html`;
}
