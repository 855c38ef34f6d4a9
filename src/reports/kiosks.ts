import type { Database } from "bun:sqlite";
import { LIMITS } from "../model/limits.ts";
import type { Kiosks } from "../model/reports/answers.ts";
import type { ReportContext } from "../model/reports/request.ts";
import { localDate, startOfDay } from "../model/reports/zone.ts";
import { formatInstant } from "../model/time.ts";
import { openingHours } from "./opening-use.ts";

interface KioskRow {
	id: number;
	name: string;
	created_at: number;
	deleted_at: number | null;
	last_session_at: number | null;
	last_heartbeat_at: number | null;
}

/** Which consumers are told of. */
export interface KioskQuestion {
	/** Whose day today is. */
	readonly zone: string;
	/** Ids; `undefined` where all are. */
	readonly consumers: readonly number[] | undefined;
}

/**
 * All consumers with their last signs of life: one request, and one look at each index, however many there are.
 */
export function reportKiosks(
	database: Database,
	{ now, owner, silentSince }: ReportContext,
	{ zone, consumers }: KioskQuestion,
): Kiosks {
	const kiosks = database
		.query<KioskRow, [string | null]>(
			`SELECT
				id,
				name,
				created_at,
				deleted_at,
				(
					SELECT max(last_received_at) FROM (
						SELECT last_received_at FROM session_records AS s
						WHERE s.consumer_id = c.id
						ORDER BY started_at DESC
						LIMIT 20
					)
				) AS last_session_at,
				(SELECT max(last_at) FROM heartbeat_spans AS h WHERE h.consumer_id = c.id) AS last_heartbeat_at
			FROM consumer_records AS c
			WHERE $1 IS NULL OR id IN (SELECT value FROM json_each($1))
			ORDER BY name COLLATE NOCASE, id`,
		)
		.all(consumers === undefined ? null : JSON.stringify(consumers));
	const today = database.query<{ sessions: number; open: number; last: number | null }, [number, number, number]>(
		`SELECT
			count(*) FILTER (WHERE test = 0) AS sessions,
			count(*) FILTER (WHERE stopped_at IS NULL AND last_received_at > $1) AS open,
			max(last_event_at) AS last
		FROM session_records
		WHERE consumer_id = $2 AND started_at >= $3`,
	);
	const lastEvent = database.query<{ last: number | null }, [number]>(
		`SELECT max(last_event_at) AS last FROM (
			SELECT last_event_at FROM session_records
			WHERE consumer_id = $1
			ORDER BY started_at DESC
			LIMIT 20
		)`,
	);
	const todayAt = startOfDay(localDate(now, zone), zone);
	const isOpen =
		owner.opening_hours.length === 0 ||
		openingHours({ from: now, to: now }, owner).some(({ from, to }) => from <= now - LIMITS.heartbeatGapMs && now < to);
	return {
		kiosks: kiosks.map((kiosk) => {
			const { id, name, deleted_at: deletedAt } = kiosk;
			const counts = today.get(silentSince, id, todayAt) ?? { sessions: 0, open: 0, last: null };
			const signAt = Math.max(kiosk.last_session_at ?? 0, kiosk.last_heartbeat_at ?? 0);
			return {
				id,
				name,
				created_at: formatInstant(kiosk.created_at),
				revoked_at: orNull(deletedAt),
				last_event_at: orNull(counts.last ?? lastEvent.get(id)?.last ?? null),
				last_sign_at: orNull(signAt === 0 ? null : signAt),
				open_sessions: counts.open,
				sessions_today: counts.sessions,
				silent:
					isOpen && deletedAt === null && kiosk.last_heartbeat_at !== null && now - signAt > LIMITS.heartbeatGapMs,
			};
		}),
	};
}

function orNull(instant: number | null): string | null {
	return instant === null ? null : formatInstant(instant);
}
