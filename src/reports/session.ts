import type { Database } from "bun:sqlite";
import { dataToJson } from "../model/data.ts";
import { CLICK_ACTION } from "../model/event.ts";
import { type Place, pictureOf, placeText } from "../model/reports/place.ts";
import type { Session, SessionEvent } from "../model/reports/session-answers.ts";
import { formatInstant } from "../model/time.ts";
import { toColumns } from "./packs/columns.ts";
import { TAP } from "./packs/session-facts.ts";
import {
	asObject,
	isLength,
	isMedia,
	isNumber,
	SessionReader,
	type SessionRow,
	screenOf,
	textOf,
} from "./packs/session-reader.ts";
import type { Terms } from "./packs/terms.ts";
import { hasPicture } from "./pictured.ts";
import { figuresOf } from "./session-figures.ts";

/** Events of a session that are given at most. */
const MOST_EVENTS = 2000;

/** Characters of data that are given at most, so that an answer has a bound however much each event tells. */
const MOST_CHARACTERS = 8 * 1024 * 1024;

/** Which session is wanted, and of whose. */
export interface SessionQuestion {
	readonly session: number;
	/** Ids of the consumers whose sessions may be seen; `undefined` where all may. */
	readonly consumers: readonly number[] | undefined;
	readonly silentSince: number;
}

interface WholeSessionRow extends SessionRow {
	readonly last_event_at: number | null;
}

interface WholeEventRow {
	readonly id: number;
	readonly ts: number;
	readonly ts_client: number | null;
	readonly received_at: number | null;
	readonly action: string;
	readonly data: string | null;
}

/**
 * One session whole, from its rows, as JSON text.
 * @returns `undefined` where there is none, or none that may be seen
 */
export function readWholeSession(
	database: Database,
	terms: Terms,
	{ session: id, consumers, silentSince }: SessionQuestion,
): string | undefined {
	const row = database
		.query<WholeSessionRow, [number]>(
			`SELECT
				id,
				coalesce(consumer_id, 0) AS consumer_id,
				started_at,
				started_at_client,
				stopped_at,
				stop_reason,
				data,
				test,
				events,
				last_event_at,
				last_received_at
			FROM session_records
			WHERE id = $1`,
		)
		.get(id);
	if (row === null || consumers?.includes(row.consumer_id) === false) return undefined;
	const reader = new SessionReader(terms, row.started_at, row.data);
	const events: WholeEventRow[] = [];
	let characters = 0;
	for (const event of listEvents(database, id)) {
		reader.add(event);
		characters += event.data?.length ?? 0;
		if (events.length < MOST_EVENTS && characters <= MOST_CHARACTERS) events.push(event);
	}
	const facts = reader.facts(row);
	const figures = figuresOf({ consumer: row.consumer_id, columns: toColumns([facts]), index: 0 }, terms, silentSince);
	const endedAt = row.stopped_at ?? (figures.open ? null : (row.last_event_at ?? row.started_at));
	const recorded = events.map((event, index) => toEvent(event, facts.trail.extras[index] ?? 0));
	const whole: Omit<Session, "data" | "recorded"> = {
		...figures,
		stopped_at: endedAt === null ? null : formatInstant(endedAt),
		stop_reason: row.stop_reason,
		more: facts.events - events.length,
		pictures: placesOf(recorded).filter((place) => hasPicture(database, pictureOf(place, [row.consumer_id]))),
	};
	const list = recorded.map((event, index) => withData(event, events[index]?.data ?? null)).join(",");
	return `${withData(whole, row.data).slice(0, -1)},"recorded":[${list}]}`;
}

function listEvents(database: Database, session: number) {
	return database
		.query<WholeEventRow, [number]>(
			`SELECT
				id,
				ts,
				ts_client,
				received_at,
				action,
				data
			FROM event_records
			WHERE session_id = $1
			ORDER BY ts, id`,
		)
		.iterate(session);
}

function toEvent({ id, ts, received_at, action, data }: WholeEventRow, extra: number): Omit<SessionEvent, "data"> {
	const told = asObject(data);
	const { clickX: x, clickY: y, viewportWidth: width, viewportHeight: height } = told;
	const isTap = action === CLICK_ACTION;
	return {
		id,
		time: formatInstant(ts),
		received_at: received_at === null ? null : formatInstant(received_at),
		action,
		target: textOf(told["target"]) ?? null,
		screen: screenOf(told) ?? null,
		x: isNumber(x) ? x : null,
		y: isNumber(y) ? y : null,
		viewport: isLength(width) && isLength(height) ? { width, height } : null,
		miss: isTap && (extra & TAP.miss) !== 0,
		burst: isTap && (extra & TAP.burst) !== 0,
		played: isMedia(action) && extra > 0 ? extra - 1 : null,
	};
}

/** The screens in their viewports that were touched. */
function placesOf(events: readonly Omit<SessionEvent, "data">[]): Place[] {
	const places = new Map<string, Place>();
	for (const { screen, viewport } of events) {
		if (viewport === null) continue;
		const place = {
			screen: screen ?? "",
			width: Math.round(viewport.width),
			height: Math.round(viewport.height),
		};
		places.set(placeText(place), place);
	}
	return [...places.values()];
}

/** Something as JSON text, with its data as it was stored. */
function withData(value: object, data: string | null): string {
	return `${JSON.stringify(value).slice(0, -1)},"data":${dataToJson(data)}}`;
}
