import { Database } from "bun:sqlite";
import { describe, expect, test } from "bun:test";
import { ERRORS, type ErrorCode } from "../../src/errors.ts";
import { openTestService } from "../support/service.ts";
import { openComposedService } from "./composed-service.ts";
import { expectError, expectOk } from "./expect-answer.ts";
import { PROVOCATIONS } from "./provocations.ts";

const rows = Object.entries(PROVOCATIONS).flatMap(([code, provocations]) =>
	provocations.map((provocation) => [code as ErrorCode, provocation.when, provocation] as const),
);

test("every code of the table is provoked", () => {
	expect(Object.keys(PROVOCATIONS).toSorted()).toEqual(Object.keys(ERRORS).toSorted());
	expect(Object.values(PROVOCATIONS).every((provocations) => provocations.length > 0)).toBeTrue();
});

describe("an error has one shape", () => {
	test.each(rows)("%s: %s", async (code, _when, { options, send, answer, headers = {}, ...expected }) => {
		await using service = await openTestService(options);
		const response = await (send?.(service) ?? answer?.());
		if (response === undefined) throw new Error("Nothing was sent.");
		const ownSentence = ["missing_parameter", "invalid_parameter", "malformed_body", "too_large"].includes(code);
		const sentence = expected.sentence ?? (ownSentence ? undefined : ERRORS[code].sentence);
		await expectError(response, code, { ...expected, sentence });
		for (const [name, value] of Object.entries(headers)) expect(response.headers.get(name)).toBe(value);
	});
});

test("GET /healthz says why nothing can be stored, and by itself that it can again", async () => {
	await using service = openComposedService({ lockWaitMs: 0 });
	const fields = { consumer_key: service.key, ts: "2026-01-31" };
	await expectOk(await service.request("/healthz"));
	using other = new Database(service.databasePath);
	other.run("BEGIN IMMEDIATE");
	await expectError(await service.json("/heartbeat", fields), "busy");
	await expectError(await service.request("/healthz"), "busy");
	other.run("ROLLBACK");
	await expectOk(await service.request("/healthz"));
	await expectOk(await service.json("/heartbeat", fields));
});

test("a refused request is not reported as an error of ours", async () => {
	await using service = await openTestService();
	await service.form("/events", {});
	await service.request("/nothing");
	expect(service.reported).toEqual([]);
	expect(service.logged.map(({ level, message }) => [level, message])).toEqual([
		["warn", "request"],
		["warn", "request"],
	]);
});
