import { AppError } from "../errors.ts";
import { ANY_ORIGIN } from "./cors.ts";
import type { ServiceDependencies } from "./dependencies.ts";

/** The body of every error. */
export interface ErrorBody {
	readonly status: number;
	readonly code: string;
	readonly error: string;
	readonly parameter?: string;
	readonly error_id?: string;
}

/** An error as it is answered, alone or among a batch's results. */
export function errorBody(error: AppError): ErrorBody {
	const { parameter, errorId } = error.details;
	return {
		status: error.status,
		code: error.code,
		error: error.message,
		...(parameter === undefined ? {} : { parameter }),
		...(errorId === undefined ? {} : { error_id: errorId }),
	};
}

/** An error as the answer to a request; any page may see what became of its write. */
export function errorAnswer(error: AppError, { method }: Request): Response {
	const { retryAfterSeconds, allow } = error.details;
	return Response.json(errorBody(error), {
		status: error.status,
		headers: {
			...(method === "POST" ? ANY_ORIGIN : {}),
			"cache-control": "no-store",
			...(retryAfterSeconds === undefined
				? {}
				: // Without this, a page of another origin is not shown it.
					{ "retry-after": `${retryAfterSeconds}`, "access-control-expose-headers": "Retry-After" }),
			...(allow === undefined ? {} : { allow }),
			...(error.code === "shutting_down" ? { connection: "close" } : {}),
			...(error.status === 401 ? { "www-authenticate": "Bearer" } : {}),
		},
	});
}

/** Any error as one that the client may be told; what is ours is reported, and named by an id alone. */
export function asAppError(error: unknown, { reportError }: Pick<ServiceDependencies, "reportError">): AppError {
	if (error instanceof AppError) return error;
	const errorId = crypto.randomUUID();
	reportError(error, errorId);
	return new AppError("internal", { errorId });
}
