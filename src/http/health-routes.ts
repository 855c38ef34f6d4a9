import { Elysia } from "elysia";
import { AppError } from "../errors.ts";
import { dataAnswer } from "./answers.ts";
import type { RouteDependencies } from "./dependencies.ts";
import { CLOSED_ERRORS, COMMON_ERRORS, describeRoute, jsonAnswer, textAnswer } from "./openapi.ts";

/** `GET /healthz` and `GET /metrics`. */
export function healthRoutes({ store }: RouteDependencies) {
	return new Elysia()
		.get(
			"/healthz",
			async () => {
				const problem = await store.findProblem();
				if (problem !== undefined) throw new AppError(problem.code, { sentence: problem.message, status: 503 });
				return dataAnswer('{"status":200}');
			},
			{
				detail: describeRoute({
					summary: "Whether the service can store what it is sent",
					description: "503 with the reason where the last commit failed, whatever status the reason has elsewhere.",
					tag: "Service",
					answer: jsonAnswer({}),
					errors: [...COMMON_ERRORS, "busy"],
					open: true,
				}),
			},
		)
		.get("/metrics", () => new Response("# This version has no metrics yet.\n", { headers: METRICS_HEADERS }), {
			detail: describeRoute({
				summary: "Metrics for Prometheus; none in this version",
				tag: "Service",
				answer: textAnswer("text/plain"),
				errors: CLOSED_ERRORS,
			}),
		});
}

/** https://prometheus.io/docs/instrumenting/exposition_formats/ */
const METRICS_HEADERS = { "content-type": "text/plain; version=0.0.4; charset=utf-8" };
