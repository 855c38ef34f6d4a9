import { Database } from "bun:sqlite";
import { expect } from "bun:test";
import { ERRORS, type ErrorCode } from "../../src/errors.ts";
import type { ErrorBody } from "../../src/http/error-answers.ts";

/** What an error may be checked for. */
export interface ExpectedError {
	readonly parameter?: string | undefined;
	/** Where it is not the table's. */
	readonly status?: number;
	/** Where it is not the table's. */
	readonly sentence?: string | undefined;
}

/** Checks that an answer is an error of this code, in the one shape that all have, and gives its body. */
export async function expectError(
	response: Response,
	code: ErrorCode,
	{ parameter, status = ERRORS[code].status, sentence }: ExpectedError = {},
): Promise<ErrorBody> {
	const body = (await response.json()) as ErrorBody;
	expect(body).toEqual({
		status,
		code,
		error: sentence ?? expect.stringMatching(/^\S.*[^\s]$/),
		...(parameter === undefined ? {} : { parameter }),
		...(code === "internal" ? { error_id: expect.stringMatching(/^[0-9a-f-]{36}$/) } : {}),
	});
	expect(response.status).toBe(status);
	expect(response.headers.get("content-type")).toStartWith("application/json");
	expectNothingInside(JSON.stringify(body));
	return body;
}

/** Checks that a text tells nothing of how this program is made. */
export function expectNothingInside(text: string): void {
	expect(text).not.toMatch(/SQLITE|SELECT |INSERT |_records|no such table|\.ts\b|\/src\/|node_modules|\n\s+at /i);
}

/** Checks that an answer is 200, and gives its body. */
export async function expectOk<T = { status: number }>(response: Response): Promise<T> {
	const text = await response.text();
	expect({ status: response.status, text }).toEqual({ status: 200, text });
	return JSON.parse(text) as T;
}

/** An event as `GET /events` gives it. */
export interface ListedEvent {
	readonly id: number;
	readonly session_id: number;
	readonly time: string;
	readonly action: string;
	readonly data: unknown;
}

/** A session as `GET /sessions` gives it. */
export interface ListedSession {
	readonly id: number;
	readonly consumer_id: number;
	readonly started_at: string;
	readonly stopped_at: string | null;
	readonly clicks: number;
	readonly last_action: string | null;
	readonly events: number;
	readonly duration_ms: number;
	readonly stop_reason: string | null;
	readonly test: boolean;
}

/** Reads the database file beside the server, as its owner would. */
export function queryFile<Row>(databasePath: string, sql: string): Row[] {
	using database = new Database(databasePath, { readonly: true });
	return database.query<Row, []>(sql).all();
}
