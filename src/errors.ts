/**
 * Every error that a client can be answered with: its code, its HTTP status and its sentence. The one
 * table behind the answers, the OpenAPI document and the README.
 */
export const ERRORS = {
	missing_parameter: { status: 400, sentence: "A parameter is missing." },
	invalid_parameter: { status: 400, sentence: "A parameter is not valid." },
	malformed_body: { status: 400, sentence: "The body cannot be read." },
	api_key_required: {
		status: 401,
		sentence: "This server asks for an API key: Authorization: Bearer, X-API-Key, or ?key=.",
	},
	api_key_wrong: { status: 401, sentence: "The API key is wrong." },
	unknown_consumer: { status: 401, sentence: "Invalid consumer_key" },
	consumer_inactive: { status: 403, sentence: "Consumer is not active." },
	address_not_allowed: { status: 403, sentence: "This consumer does not take sessions from your address." },
	reads_are_local: {
		status: 403,
		sentence:
			"Reading is for this machine only. To read from elsewhere, set MICROTICKS_READ_KEY (or MICROTICKS_KEY) on the server and send it with the request.",
	},
	host_not_allowed: {
		status: 403,
		sentence: "This server does not answer to that host name. Name it with --allowed-host.",
	},
	changes_are_local: {
		status: 403,
		sentence:
			"Changing this is for this machine only. To do it from elsewhere, set MICROTICKS_KEY on the server and send it with the request.",
	},
	foreign_page: { status: 403, sentence: "Only the dashboard of this server may do that." },
	not_shared: { status: 403, sentence: "A shared link shows the dashboard, and nothing else." },
	unknown_consumer_id: { status: 404, sentence: "There is no such consumer." },
	unknown_session_id: { status: 404, sentence: "There is no such session." },
	unknown_share_id: { status: 404, sentence: "There is no such shared link." },
	unknown_session: { status: 404, sentence: "Could not find session" },
	not_found: { status: 404, sentence: "There is nothing here." },
	method_not_allowed: { status: 405, sentence: "This path does not take that method." },
	name_taken: { status: 409, sentence: "There is a consumer of that name already." },
	limit_reached: { status: 409, sentence: "There are as many as there may be." },
	session_stopped: { status: 409, sentence: "Session was already stopped." },
	too_large: { status: 413, sentence: "The request is too large." },
	unsupported_media_type: {
		status: 415,
		sentence: "Send application/x-www-form-urlencoded, multipart/form-data, application/json, or JSON as text/plain.",
	},
	rate_limited: { status: 429, sentence: "Too many requests from your address." },
	internal: { status: 500, sentence: "Something went wrong here." },
	busy: { status: 503, sentence: "The server has too much to do. Try again." },
	reports_not_ready: { status: 503, sentence: "The reports are being made. Try again." },
	shutting_down: { status: 503, sentence: "The server is shutting down. Try again." },
	disk_full: { status: 507, sentence: "The server's disk is full. Nothing was stored." },
} as const satisfies Record<string, { status: number; sentence: string }>;

/** A code of {@link ERRORS}. */
export type ErrorCode = keyof typeof ERRORS;

/** What an {@link AppError} may carry beside its code. */
export interface ErrorDetails {
	/** The sentence, where the table's own says too little. */
	readonly sentence?: string;
	/** The request's parameter that is at fault. */
	readonly parameter?: string;
	/** Seconds after which a repeat makes sense; sent as `Retry-After`. */
	readonly retryAfterSeconds?: number;
	/** Methods that the path takes; sent as `Allow`. */
	readonly allow?: string;
	/** Another status than the table's: `/healthz` says every reason with 503. */
	readonly status?: number;
	/** What is in the log and at Sentry under the same name. */
	readonly errorId?: string;
}

/** An error that the client is told of. Anything else that is thrown is answered as `internal`. */
export class AppError extends Error {
	override readonly name = "AppError";
	readonly status: number;

	constructor(
		readonly code: ErrorCode,
		readonly details: ErrorDetails = {},
	) {
		super(details.sentence ?? ERRORS[code].sentence);
		this.status = details.status ?? ERRORS[code].status;
	}
}

/** Why a database file cannot be used; each has an exit code of its own. */
export type DatabaseProblem = "unavailable" | "not_microticks" | "damaged" | "newer" | "locked";

/** A database file that cannot be opened, read or migrated. The message is one line for the person at the terminal. */
export class DatabaseFileError extends Error {
	override readonly name = "DatabaseFileError";

	constructor(
		readonly problem: DatabaseProblem,
		message: string,
		options?: ErrorOptions,
	) {
		super(message, options);
	}
}

/** A flag, a variable or an argument that cannot be used. */
export class UsageError extends Error {
	override readonly name = "UsageError";
}
