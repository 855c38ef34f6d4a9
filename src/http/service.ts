import type { Server } from "bun";
import { AppError } from "../errors.ts";
import { createAccess } from "./access.ts";
import { createApp } from "./app.ts";
import { clientOf } from "./client-address.ts";
import { createCors } from "./cors.ts";
import { EVERYTHING, type Scope, type ServiceDependencies } from "./dependencies.ts";
import { asAppError, errorAnswer } from "./error-answers.ts";
import { createRateLimit } from "./rate-limit.ts";

/** Stands in the examples where the server listens on a unix socket. */
const DEFAULT_PORT = 5000;

/** The HTTP service: what `Bun.serve` calls. */
export interface Service {
	fetch(request: Request, server: Server<undefined>): Promise<Response>;
	/** From now on, everything is answered `shutting_down`. */
	refuse(): void;
}

/**
 * Makes the service. What holds for every request (who may come, who may read, logging) stands here, in front of
 * the routes: as hooks inside the framework each would cost more than the routes themselves.
 */
export function createService(dependencies: ServiceDependencies): Service {
	const { config, logger } = dependencies;
	const access = createAccess(dependencies);
	const cors = createCors(config.corsOrigins);
	const limit = createRateLimit(config.rateLimit, () => performance.now());
	let listening: Server<undefined> | undefined;
	const stopping = new AbortController();
	// Of what comes by a shared link: no other request pays for it.
	const scopes = new WeakMap<Request, Scope>();
	const scopeOf = (request: Request) => scopes.get(request) ?? EVERYTHING;
	const route = createApp({
		...dependencies,
		clientOf: (request) => senderOf(request),
		scopeOf,
		askerOf: (request) => ({ givenUp: request.signal, guest: scopeOf(request).shared }),
		mayChange: (request) => access.mayChange(request, senderOf(request)),
		stopping: stopping.signal,
		localAddress: () => `http://localhost:${listening?.port ?? DEFAULT_PORT}`,
		allowSeconds: (request, seconds) => listening?.timeout(request, seconds),
	}).compile().fetch;

	return {
		async fetch(request, server) {
			listening = server;
			const startedMs = performance.now();
			const { method, url } = request;
			const path = pathOf(url);
			let response: Response;
			try {
				response = admit(request, path) ?? (await route(request));
			} catch (error) {
				response = errorAnswer(asAppError(error, dependencies), request);
			}
			if (method !== "POST") cors.expose(request, response);
			const level = response.status >= 500 ? "error" : response.status >= 400 ? "warn" : "info";
			if (logger.says(level)) {
				logger.log(level, "request", {
					method,
					path: path + loggableQuery(url),
					status: response.status,
					ms: Math.round((performance.now() - startedMs) * 100) / 100,
				});
			}
			return response;
		},
		refuse() {
			stopping.abort();
		},
	};

	/** @returns an answer that needs no route; `undefined` where the routes have it */
	function admit(request: Request, path: string): Response | undefined {
		if (stopping.signal.aborted) throw new AppError("shutting_down", { retryAfterSeconds: 5 });
		access.checkHost(request);
		const preflight = cors.preflight(request);
		if (preflight !== undefined) return preflight;
		const writing = request.method !== "GET" && request.method !== "HEAD";
		if (writing && config.rateLimit > 0) limit(senderOf(request).address);
		const scope = access.checkKey(request, path, writing, () => senderOf(request));
		if (scope !== undefined) scopes.set(request, scope);
		return undefined;
	}

	function senderOf(request: Request) {
		if (listening === undefined) throw new Error("No server is listening.");
		return clientOf(request, listening, config.trustedProxy);
	}
}

/** Where the host begins in an address: Bun's are all `http:`, and the router looks for the path from here on, too. */
const AUTHORITY = "http://".length;

/** Cheaper than `new URL`, which every request would pay. */
function pathOf(url: string): string {
	const start = url.indexOf("/", AUTHORITY);
	if (start === -1) return "/";
	const end = url.indexOf("?", start);
	return end === -1 ? url.slice(start) : url.slice(start, end);
}

/** Query parameters whose value no log may show. */
const SECRET_PARAMETERS = new Set(["key", "token", "share", "consumer_key", "data"]);

function loggableQuery(url: string): string {
	const start = url.indexOf("?");
	if (start === -1) return "";
	// By their decoded names: `k%65y` is `key` too.
	const parameters = new URLSearchParams(url.slice(start));
	for (const name of SECRET_PARAMETERS) if (parameters.has(name)) parameters.set(name, "REDACTED");
	return `?${parameters}`;
}
