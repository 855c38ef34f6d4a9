import type { SQLQueryBindings } from "bun:sqlite";
import type { EventMember, SessionMember } from "../model/listing.ts";
import { TIMEOUT_REASON } from "../model/session.ts";
import type { ListRequest } from "./list-request.ts";

/** A statement with its parameters, by position. */
export interface Query {
	readonly sql: string;
	readonly parameters: SQLQueryBindings[];
}

/** A session as {@link sessionsQuery} reads it. */
export interface SessionListRow {
	id: number;
	consumer_id: number | string | null;
	started_at: number;
	started_text: string | null;
	ended_at: number | null;
	stopped_text: string | null;
	clicks: number;
	last_click_at: number | null;
	events: number;
	duration_ms: number;
	stop_reason: string | null;
	test: number;
	sort_value: string | number;
}

/** An event as {@link eventsQuery} reads it. */
export interface EventListRow {
	id: number;
	session_id: number | string | null;
	ts: number;
	time_text: string | null;
	action: string;
	data: string | null;
	sort_value: string | number;
}

/** What 2017 stored in a cell that has no place today, for JSON; asked for rows of 2017 alone. */
const legacy = (row: string, table: string, column: string) =>
	`CASE WHEN ${row}.received_at IS NULL THEN (
			SELECT iif(typeof(value) = 'blob', CAST(value AS TEXT), value) FROM legacy_values
			WHERE table_name = '${table}' AND row_id = ${row}.id AND column_name = '${column}'
		) END`;

/** Below every time, so that what has none sorts first and pages go on behind it. */
const NO_TIME = Number.MIN_SAFE_INTEGER;

/** How each member of a session sorts; never NULL, for NULL does not compare. */
const SESSION_ORDER: Record<SessionMember, string> = {
	id: "s.id",
	consumer_id: "coalesce(s.consumer_id, 0)",
	started_at: "s.started_at",
	stopped_at: `coalesce(ended_at, ${NO_TIME})`,
	clicks: "s.clicks",
	last_action: `coalesce(s.last_click_at, ${NO_TIME})`,
	events: "s.events",
	duration_ms: "duration_ms",
	stop_reason: "coalesce(ended_reason, '')",
	test: "s.test",
};

/** Long data sorts by its beginning: the value of the last row is in the address of the next page. */
const EVENT_ORDER: Record<EventMember, string> = {
	id: "e.id",
	session_id: "coalesce(e.session_id, 0)",
	time: "e.ts",
	action: "e.action",
	data: "substr(coalesce(e.data, ''), 1, 64)",
};

/**
 * The statement behind `GET /sessions`; one row more than the limit tells whether there is a next page. The view
 * `sessions` has the same rule for when a session has ended, and a test holds the two to each other.
 */
export function sessionsQuery(request: ListRequest & { list: "sessions" }): Query {
	const where = new Conditions();
	const silentSince = where.parameter(request.silentSince);
	const { filters } = request;
	where.add("s.ip =", filters.ip);
	where.add("s.consumer_id =", filters.consumer);
	where.add("s.id =", filters.session);
	where.add("s.started_at >=", filters.from);
	where.add("s.started_at <", filters.to);
	if (filters.action !== undefined) {
		const action = where.parameter(filters.action);
		where.addRaw(`EXISTS (SELECT 1 FROM event_records AS e WHERE e.session_id = s.id AND e.action = ${action})`);
	}
	const order = SESSION_ORDER[request.sort];
	where.addPosition(request, order, "s.id");
	return {
		sql: `SELECT
				s.id,
				coalesce(s.consumer_id, ${legacy("s", "sessions", "consumer_id")}) AS consumer_id,
				s.started_at,
				${legacy("s", "sessions", "started_at")} AS started_text,
				s.ended_at,
				${legacy("s", "sessions", "stopped_at")} AS stopped_text,
				s.clicks,
				s.last_click_at,
				s.events,
				s.duration_ms,
				s.ended_reason AS stop_reason,
				s.test,
				${order} AS sort_value
			FROM (
				SELECT
					*,
					max(coalesce(ended_at, last_event_at, started_at) - started_at, 0) AS duration_ms,
					CASE WHEN stopped_at IS NULL AND ended_at IS NOT NULL THEN '${TIMEOUT_REASON}' ELSE stop_reason END AS ended_reason
				FROM (
					SELECT
						*,
						CASE
							WHEN stopped_at IS NOT NULL THEN stopped_at
							WHEN last_received_at <= ${silentSince} THEN coalesce(last_event_at, started_at)
						END AS ended_at
					FROM session_records
				)
			) AS s
			${where.sql}
			${orderAndLimit(request, order, "s.id")}`,
		parameters: where.parameters,
	};
}

/** The statement behind `GET /events`; one row more than the limit tells whether there is a next page. */
export function eventsQuery(request: ListRequest & { list: "events" }): Query {
	const where = new Conditions();
	const { filters } = request;
	where.add("e.session_id =", filters.session);
	where.add("e.ts >=", filters.from);
	where.add("e.ts <", filters.to);
	where.add("e.action =", filters.action);
	where.add("s.ip =", filters.ip);
	where.add("s.consumer_id =", filters.consumer);
	const order = EVENT_ORDER[request.sort];
	where.addPosition(request, order, "e.id");
	// CROSS JOIN fixes the order of the loops: a kiosk's file has few consumers and addresses, so walking events
	// in the order that is asked for finds a page at once, where starting from sessions would sort all of them.
	const ofSession = filters.ip !== undefined || filters.consumer !== undefined;
	return {
		sql: `SELECT
				e.id,
				coalesce(e.session_id, ${legacy("e", "events", "session_id")}) AS session_id,
				e.ts,
				${legacy("e", "events", "time")} AS time_text,
				e.action,
				e.data,
				${order} AS sort_value
			FROM event_records AS e
			${ofSession ? "CROSS JOIN session_records AS s ON s.id = e.session_id" : ""}
			${where.sql}
			${orderAndLimit(request, order, "e.id")}`,
		parameters: where.parameters,
	};
}

function orderAndLimit(request: ListRequest, order: string, id: string): string {
	const direction = request.descending ? "DESC" : "ASC";
	const columns = order === id ? `${id} ${direction}` : `${order} ${direction}, ${id} ${direction}`;
	return `ORDER BY ${columns} LIMIT ${request.limit + 1} OFFSET ${request.offset}`;
}

/** The WHERE clause as it grows, with its parameters. */
class Conditions {
	readonly parameters: SQLQueryBindings[] = [];
	readonly #terms: string[] = [];

	get sql(): string {
		return this.#terms.length === 0 ? "" : `WHERE ${this.#terms.join(" AND ")}`;
	}

	/** @returns its placeholder */
	parameter(value: string | number): string {
		this.parameters.push(value);
		return `$${this.parameters.length}`;
	}

	add(comparison: string, value: string | number | undefined): void {
		if (value !== undefined) this.#terms.push(`${comparison} ${this.parameter(value)}`);
	}

	addRaw(term: string): void {
		this.#terms.push(term);
	}

	/** Rows behind a position; a row value, so that an index serves it. */
	addPosition({ after, descending }: ListRequest, order: string, id: string): void {
		if (after === undefined) return;
		const than = descending ? "<" : ">";
		this.#terms.push(
			order === id
				? `${id} ${than} ${this.parameter(after.id)}`
				: `(${order}, ${id}) ${than} (${this.parameter(after.value)}, ${this.parameter(after.id)})`,
		);
	}
}
