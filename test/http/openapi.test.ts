import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { Validator } from "@seriousme/openapi-schema-validator";
import type { TObject } from "@sinclair/typebox";
import { ERRORS, type ErrorCode } from "../../src/errors.ts";
import {
	CHANGE_ERRORS,
	CLOSED_ERRORS,
	COMMON_ERRORS,
	KEY_ERRORS,
	OWNER_ERRORS,
	READ_ERRORS,
	WRITE_ERRORS,
} from "../../src/http/openapi.ts";
import { EventBatchBody, EventBody } from "../../src/model/event.ts";
import { HeartbeatBody } from "../../src/model/heartbeat.ts";
import { EventsQuery, SessionsQuery } from "../../src/model/listing.ts";
import { StartSessionBody, StopSessionBody } from "../../src/model/session.ts";
import { openTestService, type TestService } from "../support/service.ts";
import { PROVOCATIONS } from "./provocations.ts";

interface Schema {
	readonly properties: Record<string, { readonly description?: string; readonly enum?: readonly string[] }>;
	readonly required?: readonly string[];
}

type Content = Record<string, { readonly schema: Schema }>;

interface Operation {
	readonly summary: string;
	readonly tags: readonly string[];
	readonly security: readonly object[];
	readonly parameters?: readonly { readonly name: string; readonly in: string; readonly required?: boolean }[];
	readonly requestBody?: { readonly content: Content };
	readonly responses: Record<string, { readonly description: string; readonly content: Content }>;
}

interface OpenApi extends Record<string, unknown> {
	readonly paths: Record<string, Record<string, Operation>>;
}

let service: TestService;
let text: string;
let document: OpenApi;
beforeAll(async () => {
	service = await openTestService();
	const response = await service.request("/swagger/json");
	expect(response.headers.get("content-type")).toStartWith("application/json");
	text = await response.text();
	document = JSON.parse(text) as OpenApi;
});
afterAll(() => service[Symbol.asyncDispose]());

function operationOf(route: string): Operation {
	const [method = "", path = ""] = route.split(" ");
	const operation = document.paths[path]?.[method.toLowerCase()];
	if (operation === undefined) throw new Error(`The document does not have ${route}`);
	return operation;
}

const CONSUMER_ERRORS: ErrorCode[] = ["unknown_consumer", "consumer_inactive", "address_not_allowed"];
const ITEM_ERRORS: ErrorCode[] = ["unknown_session", "session_stopped"];
const SETTINGS_ERRORS: ErrorCode[] = [...COMMON_ERRORS, ...KEY_ERRORS, "reads_are_local"];

const REPORT_ERRORS: ErrorCode[] = [...READ_ERRORS, "reports_not_ready"];

const ROUTES: [string, readonly ErrorCode[]][] = [
	["POST /sessions", [...WRITE_ERRORS, ...CONSUMER_ERRORS]],
	["POST /sessions/stop", [...WRITE_ERRORS, ...ITEM_ERRORS]],
	["POST /events", [...WRITE_ERRORS, ...ITEM_ERRORS]],
	["POST /events/batch", WRITE_ERRORS],
	["POST /heartbeat", [...WRITE_ERRORS, ...CONSUMER_ERRORS]],
	["GET /reports/dwell", REPORT_ERRORS],
	["GET /reports/elements", REPORT_ERRORS],
	["GET /reports/funnel", [...REPORT_ERRORS, "missing_parameter"]],
	["GET /reports/goals", REPORT_ERRORS],
	["GET /reports/kiosks", REPORT_ERRORS],
	["GET /reports/languages", REPORT_ERRORS],
	["GET /reports/page", REPORT_ERRORS],
	["GET /reports/paths", REPORT_ERRORS],
	["GET /reports/series", REPORT_ERRORS],
	["GET /reports/session", [...READ_ERRORS, "missing_parameter", "unknown_session_id"]],
	["GET /reports/sessions", REPORT_ERRORS],
	["GET /reports/totals", REPORT_ERRORS],
	["GET /reports/touches", REPORT_ERRORS],
	["GET /reports/trust", REPORT_ERRORS],
	["GET /reports/week", REPORT_ERRORS],
	["GET /sessions", [...READ_ERRORS, "not_shared"]],
	["GET /events", [...READ_ERRORS, "not_shared"]],
	["GET /", COMMON_ERRORS],
	["GET /swagger", COMMON_ERRORS],
	["GET /microticks.js", COMMON_ERRORS],
	["GET /microticks.mjs", COMMON_ERRORS],
	["GET /microticks.d.ts", COMMON_ERRORS],
	["GET /healthz", [...COMMON_ERRORS, "busy"]],
	["GET /metrics", CLOSED_ERRORS],
	["GET /live", READ_ERRORS.filter((code) => code !== "invalid_parameter")],
	["GET /dashboard/settings", SETTINGS_ERRORS],
	["POST /dashboard/settings", OWNER_ERRORS],
	["POST /dashboard/consumers", OWNER_ERRORS],
	["POST /dashboard/consumers/revoke", OWNER_ERRORS],
	["POST /dashboard/consumers/restore", OWNER_ERRORS],
	["POST /dashboard/consumers/rotate", OWNER_ERRORS],
	["GET /dashboard/shares", CLOSED_ERRORS],
	["POST /dashboard/shares", [...CHANGE_ERRORS, "unknown_consumer_id", "limit_reached"]],
	["POST /dashboard/shares/revoke", [...CHANGE_ERRORS, "unknown_share_id"]],
	["GET /dashboard/picture", [...READ_ERRORS, "missing_parameter", "too_large", "not_found", "reports_not_ready"]],
	["POST /dashboard/pictures", [...CHANGE_ERRORS, "limit_reached", "unknown_consumer_id"]],
	["POST /dashboard/pictures/remove", [...CHANGE_ERRORS, "not_found"]],
	["GET /dash", COMMON_ERRORS],
];

test("is a valid OpenAPI document", async () => {
	const validator = new Validator();
	expect(await validator.validate(structuredClone(document))).toEqual({ valid: true });
	expect(validator.version).toBe("3.1");
	expect(document["servers"]).toEqual([{ url: "..", description: "This server" }]);
});

test("names every route, and no other", () => {
	const routes = Object.entries(document.paths).flatMap(([path, methods]) =>
		Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
	);
	expect(routes.toSorted()).toEqual(ROUTES.map(([route]) => route).toSorted());
});

describe.each(ROUTES)("%s", (route, codes) => {
	test("says what it is", () => {
		const { summary, tags, security } = operationOf(route);
		expect(summary).not.toBe("");
		expect(tags).toEqual([tagOf(route)]);
		expect(security.length > 0).toBe(codes.includes("api_key_required"));
	});

	test("names every code that it may be answered with, under its status", () => {
		const { responses } = operationOf(route);
		const { 200: ok, ...errors } = responses;
		expect(ok?.content).toBeObject();
		const named = Object.entries(errors).flatMap(([status, { description, content }]) => {
			const ofStatus = content["application/json"]?.schema.properties["code"]?.enum ?? [];
			for (const code of ofStatus) {
				expect(description).toContain(`\`${code}\`: ${ERRORS[code as ErrorCode].sentence}`);
				expect(status).toBe(`${ERRORS[code as ErrorCode].status}`);
			}
			return ofStatus;
		});
		expect(named.toSorted()).toEqual([...codes].toSorted());
	});
});

function tagOf(route: string): string {
	if (route.includes(" /dashboard/")) return "Dashboard";
	if (route.startsWith("POST")) return "Writing";
	if (route.startsWith("GET /reports/") || route === "GET /live") return "Reports";
	return ["GET /sessions", "GET /events"].includes(route) ? "Reading" : "Service";
}

describe("every body", () => {
	const bodies: [string, TObject][] = [
		["POST /sessions", StartSessionBody],
		["POST /sessions/stop", StopSessionBody],
		["POST /events", EventBody],
		["POST /events/batch", EventBatchBody],
		["POST /heartbeat", HeartbeatBody],
	];

	test.each(bodies)("%s may be of four types, each with every field", (route, schema) => {
		const content = operationOf(route).requestBody?.content ?? {};
		expect(Object.keys(content).toSorted()).toEqual([
			"application/json",
			"application/x-www-form-urlencoded",
			"multipart/form-data",
			"text/plain",
		]);
		for (const { schema: described } of Object.values(content)) {
			expect(Object.keys(described.properties)).toEqual(Object.keys(schema.properties));
			expect(described.required).toEqual(schema.required ?? []);
			for (const { description } of Object.values(described.properties)) expect(description).toBeString();
		}
	});
});

test.each([
	["GET /sessions", SessionsQuery],
	["GET /events", EventsQuery],
] as const)("%s names every parameter, and none is required", (route, schema: TObject) => {
	const parameters = operationOf(route).parameters ?? [];
	expect(parameters.map(({ name }) => name)).toEqual(Object.keys(schema.properties));
	expect(parameters.every((parameter) => parameter.in === "query" && parameter.required !== true)).toBeTrue();
});

test("every code of the table is somewhere", () => {
	for (const code of Object.keys(PROVOCATIONS)) expect(text).toContain(`\`${code}\``);
});

test("the page and all that it loads come from this server", async () => {
	const page = await service.request("/swagger");
	expect(page.headers.get("content-security-policy")).toContain("default-src 'none'");
	const html = await page.text();
	const loaded = [...html.matchAll(/(?:src|href)="([^"]+)"/g)].flatMap(([, address = ""]) =>
		address.startsWith("data:") ? [] : address,
	);
	expect(loaded).toEqual(["swagger/swagger-ui.css", "swagger/swagger-ui.js", "swagger/start.js"]);
	for (const address of loaded) expect((await service.request(`/${address}`)).status).toBe(200);
});
