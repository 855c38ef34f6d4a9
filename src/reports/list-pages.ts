import type { Database, Statement } from "bun:sqlite";
import { type EventListRow, eventsQuery, type SessionListRow, sessionsQuery } from "./list-query.ts";
import { encodePosition, type ListRequest, type Position } from "./list-request.ts";
import { eventJson, sessionJson } from "./list-rows.ts";

/** A chunk of an answer is sent on at this length, so that memory stays flat however long the list is. */
const CHUNK_CHARACTERS = 64 * 1024;

/** Gives the whole answer to a list request as JSON text, in chunks, the last as its result; the read transaction ends with it. */
export function* listChunks(database: Database, request: ListRequest): Generator<string, string> {
	if (request.list === "sessions") {
		const { sql, parameters } = sessionsQuery(request);
		using statement = database.prepare<SessionListRow, typeof parameters>(sql);
		return yield* chunks(request, statement.iterate(...parameters), sessionJson);
	} else {
		const { sql, parameters } = eventsQuery(request);
		using statement = database.prepare<EventListRow, typeof parameters>(sql);
		return yield* chunks(request, statement.iterate(...parameters), eventJson);
	}
}

function* chunks<Row extends { id: number; sort_value: string | number }>(
	request: ListRequest,
	rows: ReturnType<Statement<Row>["iterate"]>,
	toJson: (row: Row) => string,
): Generator<string, string> {
	let text = `{"status":200,"${request.list}":[`;
	let count = 0;
	let last: Position | undefined;
	let next: Position | undefined;
	for (const row of rows) {
		if (count === request.limit) {
			next = last;
			break;
		}
		text += (count === 0 ? "" : ",") + toJson(row);
		last = { value: row.sort_value, id: row.id };
		count++;
		if (text.length >= CHUNK_CHARACTERS) {
			yield text;
			text = "";
		}
	}
	const position = next === undefined ? null : encodePosition(request, next);
	return `${text}],"count":${count},"next":${JSON.stringify(position)}}`;
}
