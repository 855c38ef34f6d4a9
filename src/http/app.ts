import type { TSchema } from "@sinclair/typebox";
import type { TypeCheck } from "@sinclair/typebox/compiler";
import { Elysia, type ValidationError } from "elysia";
import { AppError } from "../errors.ts";
import { clientRoutes } from "./client-routes.ts";
import { dashboardRoutes } from "./dashboard-routes.ts";
import type { RouteDependencies } from "./dependencies.ts";
import { docsRoutes } from "./docs-routes.ts";
import { asAppError, errorAnswer } from "./error-answers.ts";
import { eventRoutes } from "./event-routes.ts";
import { healthRoutes } from "./health-routes.ts";
import { heartbeatRoutes } from "./heartbeat-routes.ts";
import { kioskRoutes } from "./kiosk-routes.ts";
import { listRoutes } from "./list-routes.ts";
import { liveRoutes } from "./live-routes.ts";
import { ownerRoutes } from "./owner-routes.ts";
import { pageRoutes } from "./page-routes.ts";
import { pictureRoutes } from "./picture-routes.ts";
import { reportPageRoutes } from "./report-page-routes.ts";
import { reportRoutes } from "./report-routes.ts";
import { sessionRoutes } from "./session-routes.ts";
import { shareRoutes } from "./share-routes.ts";
import { asParameterError } from "./validation.ts";

/** Composes the routes, and answers every error of theirs in one shape. */
export function createApp(dependencies: RouteDependencies) {
	const app = new Elysia({
		normalize: false,
		strictPath: true,
		// Else it takes the first four letters of a host name for part of the scheme.
		handler: { standardHostname: false },
	})
		.onError(({ code, error, request, path }) => {
			if (code === "VALIDATION") return errorAnswer(asParameterError(firstFinding(error)), request);
			if (code === "NOT_FOUND") return unrouted(request, path);
			return errorAnswer(asAppError(error, dependencies), request);
		})
		.use(apiRoutes(dependencies))
		.use(docsRoutes(() => apiRoutes(dependencies), dependencies.version));

	/** A path that is there takes other methods; else nothing is there. */
	function unrouted(request: Request, path: string): Response {
		const methods = app.routes
			.filter((route) => route.path === path || (route.path.endsWith("*") && path.startsWith(route.path.slice(0, -1))))
			.map((route) => route.method);
		if (methods.length === 0) return errorAnswer(new AppError("not_found"), request);
		const heads = methods.includes("GET") ? ["HEAD"] : [];
		const allow = [...new Set([...methods, ...heads, "OPTIONS"])].join(", ");
		return request.method === "OPTIONS"
			? new Response(null, { status: 204, headers: { allow } })
			: errorAnswer(new AppError("method_not_allowed", { allow }), request);
	}

	return app;
}

function apiRoutes(dependencies: RouteDependencies) {
	return new Elysia()
		.use(sessionRoutes(dependencies))
		.use(eventRoutes(dependencies))
		.use(heartbeatRoutes(dependencies))
		.use(listRoutes(dependencies))
		.use(reportRoutes(dependencies))
		.use(reportPageRoutes(dependencies))
		.use(liveRoutes(dependencies))
		.use(ownerRoutes(dependencies))
		.use(shareRoutes(dependencies))
		.use(pictureRoutes(dependencies))
		.use(healthRoutes(dependencies))
		.use(pageRoutes(dependencies))
		.use(dashboardRoutes())
		.use(clientRoutes())
		.use(kioskRoutes(dependencies));
}

function firstFinding(error: Readonly<ValidationError>) {
	const { Errors } = error.validator as Partial<TypeCheck<TSchema>>;
	return Errors?.call(error.validator, error.value).First();
}
