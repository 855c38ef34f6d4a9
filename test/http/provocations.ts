import { Database } from "bun:sqlite";
import { expect } from "bun:test";
import type { ErrorCode } from "../../src/errors.ts";
import { LIMITS } from "../../src/model/limits.ts";
import { DEFAULT_OWNER_SETTINGS } from "../../src/model/reports/settings.ts";
import { MOST_SHARES } from "../../src/model/share.ts";
import { insertUnpackedSessions } from "../support/packed-history.ts";
import { addConsumer, openTestService, type TestService, type TestServiceOptions } from "../support/service.ts";
import { openComposedService } from "./composed-service.ts";
import { type ExpectedError, expectNothingInside, expectOk } from "./expect-answer.ts";
import { makeShare, revokeShare } from "./shares.ts";

/** One way to be answered with a code. */
export interface Provocation extends ExpectedError {
	readonly when: string;
	readonly options?: TestServiceOptions;
	/** Sends what is refused, to a service of its own. */
	readonly send?: (service: TestService) => Promise<Response>;
	/** Or brings everything about itself. */
	readonly answer?: () => Promise<Response>;
	readonly headers?: Record<string, string>;
}

const TS = "2026-01-31T12:00:00Z";
const event = (fields: object) => async (service: TestService) =>
	service.json("/events", { token: await service.startSession(), action: "click", data: "1", ts: TS, ...fields });
const get =
	(path: string, headers: Record<string, string> = {}) =>
	(service: TestService) =>
		service.request(path, { headers });

const RETIRED = "f".repeat(32);
const ELSEWHERE = "e".repeat(32);
const prepare = (databasePath: string) => {
	addConsumer(databasePath, "Retired", RETIRED, { deletedAt: 1 });
	addConsumer(databasePath, "Elsewhere", ELSEWHERE, { ipFilter: "10.0.0.0/8, 192.0.2.1" });
};
const start =
	(consumer_key: string) =>
	(service: TestService): Promise<Response> =>
		service.form("/sessions", { consumer_key, ts: TS });

/** Every code of the table, each provoked for real. */
export const PROVOCATIONS: Record<ErrorCode, readonly Provocation[]> = {
	missing_parameter: [
		{
			when: "a field is left out",
			send: event({ ts: undefined }),
			parameter: "ts",
			sentence: 'No "ts" parameter provided',
		},
	],
	invalid_parameter: [
		{ when: "ts is no time", send: event({ ts: "yesterday" }), parameter: "ts" },
		{ when: "a field is of another type", send: event({ action: 3 }), parameter: "action" },
		{ when: "an id is no UUID", send: event({ id: "1" }), parameter: "id" },
		{ when: "limit is no number", send: get("/events?limit=ten"), parameter: "limit" },
		{ when: "limit is too high", send: get("/events?limit=100001"), parameter: "limit" },
		{ when: "offset is negative", send: get("/sessions?offset=-1"), parameter: "offset" },
		{ when: "a zone is none", send: get("/reports/totals?zone=Atlantis"), parameter: "zone" },
		{ when: "a report's date is no day", send: get("/reports/totals?from=2026-02-30"), parameter: "from" },
		{ when: "a range is turned round", send: get("/reports/totals?from=2026-02-03&to=2026-02-01"), parameter: "from" },
		{ when: "a range is endless", send: get("/reports/totals?from=0001-01-01"), parameter: "from" },
		{ when: "what to compare with is none", send: get("/reports/totals?compare=now"), parameter: "compare" },
		{ when: "consumers are no ids", send: get("/reports/totals?consumer=Foyer"), parameter: "consumer" },
		{ when: "a funnel is no JSON", send: get("/reports/funnel?steps=map"), parameter: "steps" },
		{
			when: "a funnel has one step",
			send: get('/reports/funnel?steps=[{"kind":"target","name":"a"}]'),
			parameter: "steps",
		},
		{
			when: "the owner's zone is none",
			send: (s) => s.json("/dashboard/settings", { settings: { ...DEFAULT_OWNER_SETTINGS, zone: "Atlantis" } }),
			parameter: "settings",
		},
		{
			when: "a day that is to be left out is none",
			send: (s) =>
				s.json("/dashboard/settings", {
					settings: {
						...DEFAULT_OWNER_SETTINGS,
						excluded: [{ from: "2026-02-30", to: "2026-03-01", reason: "press" }],
					},
				}),
			parameter: "settings",
		},
		{
			when: "a consumer's name is empty",
			send: (s) => s.json("/dashboard/consumers", { name: " " }),
			parameter: "name",
		},
		{
			when: "a link's name has two lines",
			send: (s) => s.json("/dashboard/shares", { name: "Director\nof the museum" }),
			parameter: "name",
		},
		{
			when: "a link shows nothing",
			send: (s) => s.json("/dashboard/shares", { name: "Director", consumers: [] }),
			parameter: "consumers",
			sentence: "A link of no consumer shows nothing",
		},
		{
			when: "a link's consumers are no ids",
			send: (s) => s.json("/dashboard/shares", { name: "Director", consumers: "all" }),
			parameter: "consumers",
		},
		{
			when: "a picture is none",
			send: (s) => s.json("/dashboard/pictures", { screen: "map", width: 1, height: 1, picture: "R0lGODlh" }),
			parameter: "picture",
			sentence: "That is no PNG, JPEG or WebP picture",
		},
		{ when: "a date is no day", send: get("/sessions?date=2017-02-30"), parameter: "date" },
		{ when: "sessions are sorted by what they have not", send: get("/reports/sessions?sort=ip"), parameter: "sort" },
		{
			when: "sessions are sorted both ways",
			send: get("/reports/sessions?sort=events&sort.desc=events"),
			parameter: "sort",
		},
		{ when: "a page has too many sessions", send: get("/reports/sessions?limit=1001"), parameter: "limit" },
		{ when: "events is no array", send: (s) => s.form("/events/batch", { events: "{}" }), parameter: "events" },
		{
			when: "a batch's sent_at is no time",
			send: (s) => s.json("/events/batch", { events: [], sent_at: "now" }),
			parameter: "sent_at",
		},
	],
	malformed_body: [{ when: "JSON is cut short", send: sendText("/events", '{"token":', "application/json") }],
	api_key_required: [
		{
			when: "no key is sent",
			options: { config: { key: "secret" } },
			send: get("/events"),
			headers: { "www-authenticate": "Bearer" },
		},
	],
	api_key_wrong: [
		{
			when: "another key is sent",
			options: { config: { readKey: "secret" } },
			send: get("/events", { "x-api-key": "other" }),
			headers: { "www-authenticate": "Bearer" },
		},
		{
			when: "a link was revoked",
			async send(service) {
				const { id, headers } = await makeShare(service);
				await revokeShare(service, id);
				return service.request("/reports/totals", { headers });
			},
			headers: { "www-authenticate": "Bearer" },
		},
	],
	not_shared: [
		{
			when: "a link reads a list",
			send: async (s) => s.request("/events", { headers: (await makeShare(s)).headers }),
		},
		{
			when: "a link changes something",
			send: async (s) => s.json("/dashboard/shares", { name: "Other" }, (await makeShare(s)).headers),
		},
	],
	unknown_consumer: [
		{ when: "the key is nobody's", send: start("nosuch"), parameter: "consumer_key" },
		{ when: "there is none", send: (s) => s.form("/heartbeat", { ts: TS }), parameter: "consumer_key" },
	],
	consumer_inactive: [{ when: "it was revoked", options: { prepare }, send: start(RETIRED) }],
	address_not_allowed: [{ when: "its ip_filter says so", options: { prepare }, send: start(ELSEWHERE) }],
	reads_are_local: [{ when: "a proxy passed it on", send: get("/events", { "x-forwarded-for": "127.0.0.1" }) }],
	host_not_allowed: [
		{ when: "Host is foreign", send: get("/", { host: "evil.example" }) },
		{
			when: "Host is foreign, writing",
			send: (s) => s.form("/events", {}, { host: "evil.example:5000" }),
			headers: { "access-control-allow-origin": "*" },
		},
	],
	changes_are_local: [
		{
			when: "a proxy passes it on",
			send: (s) => s.json("/dashboard/consumers", { name: "Other" }, { "x-forwarded-for": "192.0.2.1" }),
		},
	],
	foreign_page: [
		{
			when: "another page sends it",
			send: (s) => s.json("/dashboard/consumers", { name: "Other" }, { "sec-fetch-site": "cross-site" }),
		},
		{
			when: "an old browser's page sends it",
			send: (s) => s.json("/dashboard/consumers", { name: "Other" }, { origin: "https://evil.example" }),
		},
	],
	unknown_consumer_id: [
		{ when: "it is revoked", send: (s) => s.json("/dashboard/consumers/revoke", { id: 99 }), parameter: "id" },
		{ when: "it gets a key", send: (s) => s.json("/dashboard/consumers/rotate", { id: 99 }), parameter: "id" },
		{
			when: "a link shows it",
			send: (s) => s.json("/dashboard/shares", { name: "Director", consumers: [1, 99] }),
			parameter: "consumers",
		},
	],
	unknown_share_id: [
		{ when: "it is revoked", send: (s) => s.json("/dashboard/shares/revoke", { id: 99 }), parameter: "id" },
	],
	name_taken: [
		{ when: "a consumer is made", send: (s) => s.json("/dashboard/consumers", { name: "Test" }), parameter: "name" },
	],
	limit_reached: [
		{
			when: "one more link is made",
			send: async (service) => {
				for (let number = 0; number < MOST_SHARES; number++) await makeShare(service);
				return service.json("/dashboard/shares", { name: "One more" });
			},
			sentence: "There are 200 shared links, as many as there may be. Revoke one first.",
		},
	],
	unknown_session: [
		{ when: "the token is nobody's", send: event({ token: "nosuch" }), parameter: "token" },
		{ when: "stopping", send: (s) => s.form("/sessions/stop", { token: "x", ts: TS }), parameter: "token" },
	],
	unknown_session_id: [{ when: "it is asked for", send: get("/reports/session?id=99"), parameter: "id" }],
	not_found: [
		{ when: "reading", send: get("/nothing") },
		{ when: "a slash is too many", send: get("/sessions/") },
		{ when: "a screen has no picture", send: get("/dashboard/picture?screen=map&width=1920&height=1080") },
		{
			when: "a picture that is not there is removed",
			send: (s) => s.json("/dashboard/pictures/remove", { screen: "map", width: 1920, height: 1080 }),
		},
		{ when: "writing", send: (s) => s.form("/nothing", {}), headers: { "access-control-allow-origin": "*" } },
	],
	method_not_allowed: [
		{
			when: "PUT",
			send: (s) => s.request("/sessions", { method: "PUT" }),
			headers: { allow: "POST, GET, HEAD, OPTIONS" },
		},
		{ when: "GET", send: get("/heartbeat"), headers: { allow: "POST, OPTIONS" } },
		{ when: "POST", send: (s) => s.form("/healthz", {}), headers: { allow: "GET, HEAD, OPTIONS" } },
	],
	session_stopped: [
		{
			when: "at another time",
			async send(service) {
				const token = await service.startSession();
				await expectOk(await service.form("/sessions/stop", { token, ts: "2026-01-31T12:00:01Z" }));
				return service.form("/sessions/stop", { token, ts: "2026-01-31T12:00:02Z" });
			},
		},
	],
	too_large: [
		{ when: "the body", send: sendText("/events", " ".repeat(LIMITS.bodyBytes + 1), "application/json") },
		{
			when: "the body, of a type that is not taken",
			send: sendText("/events", " ".repeat(LIMITS.bodyBytes + 1), "x/y"),
		},
		{
			when: "the body, in chunks",
			send: (service) =>
				service.request("/events", {
					method: "POST",
					headers: { "content-type": "application/json" },
					body: new Blob([" ".repeat(LIMITS.bodyBytes), " "]).stream(),
					keepalive: false,
				}),
		},
		{ when: "data", send: event({ data: "x".repeat(LIMITS.dataBytes + 1) }), parameter: "data" },
		{ when: "data in bytes", send: event({ data: "ø".repeat(LIMITS.dataBytes / 2 + 1) }), parameter: "data" },
		{ when: "data as JSON", send: event({ data: ["x".repeat(LIMITS.dataBytes - 3)] }), parameter: "data" },
		{ when: "action", send: event({ action: "x".repeat(LIMITS.nameCharacters + 1) }), parameter: "action" },
		{
			when: "a batch",
			send: (s) => s.json("/events/batch", { events: Array(LIMITS.batchItems + 1).fill({}) }),
			parameter: "events",
		},
	],
	unsupported_media_type: [
		{ when: "another type", send: sendText("/events", "<a/>", "application/xml") },
		{
			when: "compressed",
			send: (s) => s.json("/events", {}, { "content-encoding": "gzip" }),
		},
	],
	rate_limited: [
		{
			when: "an address sends more than its share",
			options: { config: { rateLimit: 1 } },
			async send(service) {
				await service.form("/heartbeat", {});
				return service.form("/heartbeat", {});
			},
			headers: { "retry-after": "1" },
		},
	],
	internal: [
		{ when: "writing", send: brokenBy("DROP TABLE event_records", event({})) },
		{ when: "reading", send: brokenBy("DROP TABLE session_records", get("/sessions")) },
	],
	busy: [
		{
			when: "too much waits",
			async answer() {
				await using service = openComposedService({ queuedOperations: 0 });
				return await service.json("/heartbeat", { consumer_key: service.key, ts: TS });
			},
			headers: { "retry-after": "1" },
		},
		{
			when: "another program holds the database",
			async answer() {
				await using service = openComposedService({ lockWaitMs: 0 });
				using other = new Database(service.databasePath);
				other.run("BEGIN IMMEDIATE");
				return await service.json("/heartbeat", { consumer_key: service.key, ts: TS });
			},
			headers: { "retry-after": "5" },
			sentence: "Another program holds the database. Try again.",
		},
	],
	reports_not_ready: [
		{
			when: "a file is upgraded, and its sessions are not packed yet",
			async answer() {
				await using service = await openTestService({ prepare: insertUnpackedSessions });
				return await service.request("/reports/totals");
			},
			headers: { "retry-after": "5" },
			sentence: "The reports are being made: 20001 sessions to go",
		},
	],
	shutting_down: [
		{
			when: "the server stops",
			async answer() {
				await using service = openComposedService();
				service.service.refuse();
				return await service.request("/healthz");
			},
			headers: { "retry-after": "5" },
		},
	],
	disk_full: [
		{
			when: "the disk is full",
			async answer() {
				await using service = openComposedService();
				const { token } = await expectOk<{ token: string }>(
					await service.json("/sessions", { consumer_key: service.key, ts: TS }),
				);
				service.database.run("PRAGMA max_page_count = 1");
				return await service.json("/events", { token, action: "a", data: "x".repeat(LIMITS.dataBytes), ts: TS });
			},
		},
	],
};

function sendText(path: string, text: string, type: string) {
	return (service: TestService) =>
		service.request(path, { method: "POST", body: text, headers: { "content-type": type }, keepalive: false });
}

/** Breaks the database beneath the running server; what it logs and reports of that is held against its answer. */
function brokenBy(sql: string, send: (service: TestService) => Promise<Response>) {
	return async (service: TestService): Promise<Response> => {
		await expectOk(await service.request("/sessions"));
		using other = new Database(service.databasePath);
		other.run(sql);
		const response = await send(service);
		const text = await response.clone().text();
		expectNothingInside(text);
		const { error_id } = JSON.parse(text) as { error_id: string };
		expect(service.reported).toHaveLength(1);
		expect(service.logged.filter(({ message }) => message === "internal error")).toEqual([
			{
				level: "error",
				message: "internal error",
				fields: { error_id, error: expect.stringContaining("no such table") },
			},
		]);
		return response;
	};
}
