import { Database } from "bun:sqlite";
import { expect, test } from "bun:test";
import { DEFAULT_OWNER_SETTINGS } from "../../src/model/reports/settings.ts";
import { makePackedHistory } from "../support/packed-history.ts";
import { addConsumer, openTestService, type TestService } from "../support/service.ts";
import { expectError, expectOk } from "./expect-answer.ts";
import { makeShare, REPORTS, revokeShare, SESSION_REPORT } from "./shares.ts";

const OTHER = "b".repeat(32);
const TS = Date.parse("2026-01-31T12:00:00Z");

/** Sends a session of a consumer with these touches, a second after each other, which has an end where it is said. */
async function visit(
	service: TestService,
	consumerKey: string,
	targets: readonly string[],
	{ startMs = TS, fields = {}, reason }: { startMs?: number; fields?: Record<string, string>; reason?: string } = {},
): Promise<void> {
	const token = await service.startSession({
		consumer_key: consumerKey,
		ts: new Date(startMs).toISOString(),
		...fields,
	});
	for (const [index, target] of targets.entries()) {
		const data = { target, screen: `at ${target}`, clickX: 5, clickY: 5, viewportWidth: 1920, viewportHeight: 1080 };
		const ts = new Date(startMs + 1000 * index).toISOString();
		await expectOk(await service.json("/events", { token, action: "click", data, ts }));
	}
	if (reason === undefined) return;
	const ts = new Date(startMs + 60_000).toISOString();
	await expectOk(await service.json("/sessions/stop", { token, ts, reason }));
}

/** Three kiosks, each with visits of its own, a session of nobody's, and what the owner sets. */
async function openMuseum() {
	const service = await openTestService({ prepare: (path) => addConsumer(path, "Other", OTHER) });
	addConsumer(service.databasePath, "Third", "c".repeat(32));
	// A minute after all.
	service.clock.now = TS + 120_000;
	const german = { data: '{"language":"de"}' };
	await visit(service, service.key, ["map", "film"], { fields: german, reason: "done" });
	await visit(service, service.key, ["film"]);
	await visit(service, OTHER, ["map", "film", "quiz"], { reason: "idle" });
	await visit(service, "c".repeat(32), ["quiz", "quiz"], { startMs: TS - 86_400_000 * 31 });
	// A faulty screen: it touches one spot at a steady rate.
	await visit(service, OTHER, Array(12).fill("map") as string[]);
	for (const [key, at] of [
		[service.key, -3_600_000],
		[OTHER, -7_200_000],
		[OTHER, -60_000],
	] as const) {
		await expectOk(await service.form("/heartbeat", { consumer_key: key, ts: `${TS + at}` }));
	}
	await expectOk(
		await service.json("/dashboard/settings", {
			settings: {
				...DEFAULT_OWNER_SETTINGS,
				goals: [{ name: "Film", kind: "target", element: "film" }],
				notes: [{ date: "2026-01-31", text: "Opened" }],
				excluded: [{ from: "2026-01-30", to: "2026-01-30", reason: "Press day" }],
			},
		}),
	);
	using database = new Database(service.databasePath);
	database.run(
		"INSERT INTO session_records (token, ip, started_at, received_at, last_received_at) VALUES ('x', '', $1, NULL, $1)",
		[TS],
	);
	return service;
}

/** Every report on a selection, by its path. */
async function read(service: TestService, query: string, headers: Record<string, string> = {}) {
	const answers: Record<string, unknown> = {};
	for (const [path, own] of Object.entries(REPORTS)) {
		answers[path] = await expectOk(await service.request(`${path}?${own}&compare=before&${query}`, { headers }));
	}
	return answers;
}

/** Without the one report that no selection is asked of. */
function selected({ "/reports/kiosks": _, ...rest }: Record<string, unknown>) {
	return rest;
}

test("a link shows of every report what is its kiosks', and nothing of the others", async () => {
	await using service = await openMuseum();
	// In the order in which they were made.
	const [other, own, third] = [1, 2, 3];
	const all = await read(service, "");
	const { headers } = await makeShare(service, [own]);
	const shown = await read(service, "", headers);
	expect(selected(shown)).toEqual(selected(await read(service, `consumer=${own}`)));
	// Each of them tells the two apart, so that one that forgot the link would be found.
	for (const [path, answer] of Object.entries(shown)) expect([path, answer]).not.toEqual([path, all[path]]);
	expect(shown["/reports/kiosks"]).toMatchObject({ report: { kiosks: [{ id: own, name: "Test" }] } });
	expect(JSON.stringify(shown)).not.toMatch(/quiz|Other|Third/);

	// Who asks for others, sees none of them.
	expect(selected(await read(service, `consumer=${own},${other}`, headers))).toEqual(selected(shown));
	const none = selected(await read(service, "consumer=999"));
	for (const query of [`consumer=${other}`, `consumer=${other},${third}`, "consumer=0", "consumer=999"]) {
		expect(selected(await read(service, query, headers))).toEqual(none);
	}
	expect(await read(service, "consumer=", headers)).toEqual(shown);

	const two = await makeShare(service, [own, third, own]);
	expect(selected(await read(service, "", two.headers))).toEqual(
		selected(await read(service, `consumer=${own},${third}`)),
	);
	expect(selected(await read(service, `consumer=${third}`, two.headers))).toEqual(
		selected(await read(service, `consumer=${third}`)),
	);
});

test("a link tells of its kiosks' sessions, and of no other than that there is none", async () => {
	await using service = await openMuseum();
	const { report } = await expectOk<{ report: { sessions: { id: number; consumer: number | null }[] } }>(
		await service.request("/reports/sessions?from=2025-12-01&faulty=include"),
	);
	const { headers } = await makeShare(service, [2]);
	expect(new Set(report.sessions.map(({ consumer }) => consumer))).toEqual(new Set([1, 2, 3, null]));
	for (const { id, consumer } of report.sessions) {
		const path = `${SESSION_REPORT}?id=${id}`;
		const all = await expectOk(await service.request(path));
		const response = await service.request(path, { headers });
		if (consumer === 2) expect(await expectOk(response)).toEqual(all);
		else await expectError(response, "unknown_session_id", { parameter: "id" });
	}
});

test("the page of a link is that of its kiosks, by their names and figures, whoever it asks for", async () => {
	await using service = await openMuseum();
	const print = async (query: string, headers: Record<string, string> = {}) => {
		const response = await service.request(`/reports/page?${query}`, { headers });
		expect(response.status).toBe(200);
		return await response.text();
	};
	// In the order in which they were made.
	const [other, own] = [1, 2];
	const { headers } = await makeShare(service, [own]);
	const shown = await print("", headers);
	expect(shown).toBe(await print(`consumer=${own}`));
	expect(shown).toContain("<dd>Test</dd>");
	expect(shown).not.toMatch(/quiz|Other|Third/);
	expect(await print(`consumer=${own},${other}`, headers)).toBe(shown);
	expect(await print(`consumer=${other}`, headers)).toBe(await print("consumer=999"));
	expect(await print("")).toContain("<dd>Other, Test, Third</dd>");
});

test("what is packed and added up for one is not shown to another, whoever asks first", async () => {
	const now = TS - 3_600_000;
	await using service = await openTestService({ prepare: (path) => makePackedHistory(path, { now, days: 40 }) });
	const query = "from=2025-12-20&to=2026-01-31";
	const [one, two] = [await makeShare(service, [2]), await makeShare(service, [3, 4])];
	const shown = [
		await read(service, query, one.headers),
		await read(service, query),
		await read(service, query, two.headers),
	];
	expect(shown.map(selected)).toEqual([
		selected(await read(service, `${query}&consumer=2`)),
		selected(await read(service, query)),
		selected(await read(service, `${query}&consumer=3,4`)),
	]);
	for (const path of Object.keys(REPORTS)) {
		const [ones, all, twos] = shown.map((answers) => answers[path]);
		expect([path, ones]).not.toEqual([path, all]);
		expect([path, ones]).not.toEqual([path, twos]);
	}
});

test("a link of all shows all, also kiosks that are made later, and sessions that are nobody's", async () => {
	await using service = await openMuseum();
	const { headers } = await makeShare(service);
	addConsumer(service.databasePath, "Fourth", "d".repeat(32));
	await visit(service, "d".repeat(32), ["attic"]);
	const all = await read(service, "");
	expect(JSON.stringify(all)).toContain("attic");
	expect(await read(service, "", headers)).toEqual(all);
	expect(await read(service, "consumer=0", headers)).toEqual(await read(service, "consumer=0"));
});

test("a link is told what the page draws, and that it may change nothing", async () => {
	await using service = await openMuseum();
	using database = new Database(service.databasePath);
	// What a later version may keep beside it.
	database.run("UPDATE settings SET value = json_set(value, '$.secret', 'of the owner') WHERE name = 'owner'");
	const owner = await expectOk<{ settings: object }>(await service.request("/dashboard/settings"));
	expect(owner).toMatchObject({ may_change: true, settings: { secret: "of the owner" } });
	const { secret: _, ...shown } = owner.settings as { secret: string };
	const { headers } = await makeShare(service, [1]);
	const answer = await expectOk<object>(await service.request("/dashboard/settings", { headers }));
	expect(answer).toEqual({ status: 200, settings: shown, may_change: false });
});

test("links are listed for the owner without their tokens, and stay so when they are revoked", async () => {
	await using service = await openMuseum();
	service.clock.now = Date.parse("2026-02-01T10:00:00Z");
	const one = await makeShare(service, [2]);
	const two = await makeShare(service);
	service.clock.now = Date.parse("2026-02-02T10:00:00Z");
	await revokeShare(service, one.id);
	service.clock.now = Date.parse("2026-02-03T10:00:00Z");
	await revokeShare(service, one.id);
	const text = await (await service.request("/dashboard/shares")).text();
	expect(JSON.parse(text)).toEqual({
		status: 200,
		shares: [
			{
				id: one.id,
				name: "Director",
				consumers: [2],
				created_at: "2026-02-01T10:00:00.000Z",
				revoked_at: "2026-02-02T10:00:00.000Z",
			},
			{ id: two.id, name: "Director", consumers: null, created_at: "2026-02-01T10:00:00.000Z", revoked_at: null },
		],
	});
	for (const { token } of [one, two]) {
		expect(token).toMatch(/^[0-9a-f]{32}$/);
		expect(text).not.toContain(token);
		for (const file of ["", "-wal"]) {
			const bytes = await Bun.file(service.databasePath + file).bytes();
			expect(Buffer.from(bytes).includes(token)).toBeFalse();
			expect(Buffer.from(bytes).includes(Buffer.from(token, "hex"))).toBeFalse();
		}
	}
	expect(one.token).not.toBe(two.token);
});
