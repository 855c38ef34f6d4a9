/** How long a browser may keep the answer to a preflight; Chromium cuts it to two hours. */
const PREFLIGHT_SECONDS = 86_400;

/** What every answer to a write carries: any page may write. */
export const ANY_ORIGIN = { "access-control-allow-origin": "*" } as const;

/** Which pages of other origins may do what. */
export interface Cors {
	/** Answers a preflight; `undefined` where the request is none. */
	preflight(request: Request): Response | undefined;
	/** Lets a page of a named origin see the answer to its reading. */
	expose(request: Request, response: Response): void;
}

/** @param readers origins whose pages may read */
export function createCors(readers: readonly string[]): Cors {
	const mayRead = (origin: string | null): origin is string => origin !== null && readers.includes(origin);

	return {
		preflight({ method, headers }) {
			if (method !== "OPTIONS") return undefined;
			const wanted = headers.get("access-control-request-method");
			if (wanted === null) return undefined;
			const origin = headers.get("origin");
			const allowed = mayRead(origin) ? origin : wanted === "POST" ? "*" : undefined;
			return new Response(null, {
				status: 204,
				headers: {
					vary: "Origin, Access-Control-Request-Method",
					...(allowed === undefined
						? {}
						: {
								"access-control-allow-origin": allowed,
								"access-control-allow-methods": "GET, HEAD, POST",
								"access-control-allow-headers": "Authorization, Content-Type, X-API-Key",
								"access-control-allow-private-network": "true",
								"access-control-max-age": `${PREFLIGHT_SECONDS}`,
							}),
				},
			});
		},
		expose({ headers }, response) {
			if (readers.length === 0 || response.headers.has("access-control-allow-origin")) return;
			const origin = headers.get("origin");
			response.headers.append("vary", "Origin");
			if (mayRead(origin)) response.headers.set("access-control-allow-origin", origin);
		},
	};
}
