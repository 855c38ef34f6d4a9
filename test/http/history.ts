import type { TestService } from "../support/service.ts";
import { expectOk, type ListedSession, queryFile } from "./expect-answer.ts";

/** What a list may be filtered by. */
export interface Filters {
	readonly ip?: string;
	readonly consumer?: number;
	readonly session?: number;
	readonly action?: string;
	readonly date?: string;
	readonly from?: string;
	readonly to?: string;
}

/** An event as the file's view has it. */
interface EventInFile {
	readonly id: number;
	readonly session_id: number;
	readonly time: string;
	readonly action: string;
	readonly data: string;
}

/** All that is in a file, as its views have it. */
export interface History {
	readonly sessions: readonly (Omit<ListedSession, "test"> & { readonly test: 0 | 1; readonly ip: string })[];
	readonly events: readonly EventInFile[];
}

export function readHistory(databasePath: string): History {
	return {
		sessions: queryFile(
			databasePath,
			`SELECT id, consumer_id, started_at, stopped_at, clicks, last_action, events, duration_ms, stop_reason, test, ip
			FROM sessions ORDER BY id`,
		),
		events: queryFile(databasePath, "SELECT id, session_id, time, action, data FROM events ORDER BY id"),
	};
}

/** The filters of `GET /sessions`, by brute force. */
export function selectSessions({ sessions, events }: History, filters: Filters): History["sessions"] {
	const { ip, consumer, session, action } = filters;
	return sessions.filter(
		(row) =>
			(ip === undefined || row.ip === ip) &&
			(consumer === undefined || row.consumer_id === consumer) &&
			(session === undefined || row.id === session) &&
			(action === undefined || events.some((event) => event.session_id === row.id && event.action === action)) &&
			isWithin(row.started_at, filters),
	);
}

/** The filters of `GET /events`, by brute force. */
export function selectEvents({ sessions, events }: History, filters: Filters): History["events"] {
	const { ip, consumer, session, action } = filters;
	return events.filter((event) => {
		const owner = sessions.find((candidate) => candidate.id === event.session_id);
		return (
			(ip === undefined || owner?.ip === ip) &&
			(consumer === undefined || owner?.consumer_id === consumer) &&
			(session === undefined || event.session_id === session) &&
			(action === undefined || event.action === action) &&
			isWithin(event.time, filters)
		);
	});
}

function isWithin(time: string, { date, from, to }: Filters): boolean {
	return (
		(date === undefined || time.startsWith(date)) &&
		(from === undefined || Date.parse(time) >= Date.parse(from)) &&
		(to === undefined || Date.parse(time) < Date.parse(to))
	);
}

/** The query of a list's address. */
export function toQuery(filters: Filters): string {
	const query = new URLSearchParams();
	for (const [name, value] of Object.entries(filters)) query.append(name, `${value}`);
	return query.toString();
}

/** A session to be written, with its events. */
export interface Visit {
	readonly key: string;
	readonly ip: string;
	readonly startedAt: string;
	readonly stoppedAt?: string;
	readonly reason?: string;
	readonly test?: boolean;
	readonly events: readonly { readonly ts: string; readonly action: string; readonly data: unknown }[];
}

/** Writes sessions through the API of a service that trusts this machine as a proxy. */
export async function writeVisits(service: TestService, visits: readonly Visit[]): Promise<void> {
	for (const { key, ip, startedAt, stoppedAt, reason, test = false, events } of visits) {
		const { token } = await expectOk<{ token: string }>(
			await service.json("/sessions", { consumer_key: key, ts: startedAt, test }, { "x-forwarded-for": ip }),
		);
		await expectOk(await service.json("/events/batch", { token, events }));
		if (stoppedAt !== undefined) await expectOk(await service.json("/sessions/stop", { token, ts: stoppedAt, reason }));
	}
}
