import { Database } from "bun:sqlite";
import { expect, test } from "bun:test";
import { join } from "node:path";
import manifest from "../../package.json" with { type: "json" };
import { EXIT_CODES } from "../../src/cli/exit-codes.ts";
import { SECRETS, SERVE_SETTINGS, type Setting, variableOf } from "../../src/config.ts";
import { ERRORS } from "../../src/errors.ts";
import { openDatabase } from "../../src/store/open-database.ts";
import { codeBlocks, README, tableRows } from "../support/readme.ts";
import { addConsumer, openTestService, temporaryDirectory } from "../support/service.ts";

/** A cell without its marks. */
const plain = (cell = "") => cell.replaceAll(/[`\\*]/g, "");

test("the table of settings is the program's: flag, variable and default", () => {
	const settings: readonly Setting[] = SERVE_SETTINGS;
	expect(
		tableRows("flag").map(([flag, variable, standard]) => [plain(flag), plain(variable), plain(standard)]),
	).toEqual(settings.map(({ flag, default: standard = "" }) => [`--${flag}`, variableOf(flag), standard]));
});

test("every secret stands in the README, with its file", () => {
	const secrets = tableRows("variable").map(([variables]) => plain(variables));
	expect(secrets).toEqual(SECRETS.map(({ variable }) => `${variable}, ${variable}_FILE`));
});

test("the table of exit codes is the program's", () => {
	const codes = tableRows("exit code").map(([code, meaning]) => [code, meaning]);
	expect(codes).toEqual(Object.entries(EXIT_CODES));
});

test("the table of errors has every code, beside its status", () => {
	const rows = tableRows("status").map(([statuses = "", codes = ""]) => ({
		statuses: statuses.split(", ").map(Number),
		codes: plain(codes).split(", "),
	}));
	expect(rows.flatMap(({ codes }) => codes).toSorted()).toEqual(Object.keys(ERRORS).toSorted());
	for (const [code, { status }] of Object.entries(ERRORS)) {
		expect(rows.find(({ codes }) => codes.includes(code))?.statuses).toContain(status);
	}
});

test("the table of the API has every route and every parameter", async () => {
	await using service = await openTestService();
	const { paths } = (await (await service.request("/swagger/json")).json()) as OpenApi;
	const rows = new Map(
		tableRows("request").flatMap(([requests = "", parameters = ""]) =>
			plain(requests)
				.split(", ")
				.map((request) => [request, plain(parameters).split(", ").filter(Boolean).toSorted()] as const),
		),
	);
	const filters = rows.get("GET /sessions") ?? [];
	const routes = Object.entries(paths).flatMap(([path, methods]) =>
		Object.entries(methods).map(([method, operation]) => [`${method.toUpperCase()} ${path}`, operation] as const),
	);
	expect([...rows.keys()].toSorted()).toEqual([...routes.map(([route]) => route), "GET /swagger/json"].toSorted());
	for (const [route, { parameters = [], requestBody }] of routes) {
		const body = requestBody?.content["application/json"]?.schema.properties ?? {};
		const names = [...parameters.map(({ name }) => name), ...Object.keys(body)].toSorted();
		const documented = rows.get(route) ?? [];
		const shown = documented.join() === "the same" ? filters : documented.map((name) => name.replace(/ .*/, ""));
		expect([route, shown]).toEqual([route, names]);
	}
});

interface OpenApi {
	paths: Record<
		string,
		Record<
			string,
			{
				parameters?: { name: string }[];
				requestBody?: { content: Record<string, { schema: { properties: Record<string, unknown> } }> };
			}
		>
	>;
}

test("the table of views has their columns", () => {
	using directory = temporaryDirectory();
	const { database } = openDatabase(join(directory.path, "ticks.db"));
	const documented = tableRows("view").map(([view, columns = ""]) => [
		plain(view),
		[...columns.matchAll(/`(\w+)`/g)].map(([, column]) => column),
	]);
	const views = database
		.query<{ name: string }, []>("SELECT name FROM sqlite_schema WHERE type = 'view' ORDER BY name")
		.all()
		.map(({ name }) => [name, database.query(`SELECT * FROM ${name}`).columnNames]);
	database.close();
	expect(documented.toSorted()).toEqual(views);
});

test("the example queries answer", async () => {
	await using service = await openTestService();
	const token = await service.startSession();
	for (const target of ["map", "map", "photo"]) {
		await service.form("/events", {
			token,
			action: "click",
			data: JSON.stringify({ target }),
			ts: "2026-01-31T12:00:10Z",
		});
	}
	const yesterday = new Date(Date.now() - 25 * 3_600_000).toISOString();
	addConsumer(service.databasePath, "Away for a day and an hour", "b".repeat(32));
	await service.form("/sessions", { consumer_key: "b".repeat(32), ts: yesterday, test: "true" });
	const [perDay = "", targets = "", silent = "", ...more] = codeBlocks("sql");
	expect(more).toEqual([]);
	using database = new Database(service.databasePath, { readonly: true });
	expect(database.query(perDay).all()).toEqual([{ day: "2026-01-31", sessions: 1, median_seconds: 10 }]);
	expect(database.query(targets).all()).toEqual([
		{ target: "map", touches: 2, sessions: 1 },
		{ target: "photo", touches: 1, sessions: 1 },
	]);
	expect(database.query(silent).all()).toEqual([
		{ name: "Test", last_session: "2026-01-31T12:00:00.000Z" },
		{ name: "Away for a day and an hour", last_session: yesterday },
	]);
});

test("every dependency has its reason, and every script for people its line", () => {
	expect(
		tableRows("dependency")
			.map(([name]) => plain(name))
			.toSorted(),
	).toEqual(Object.keys(manifest.dependencies).toSorted());
	for (const name of Object.keys(manifest.devDependencies)) expect(README).toContain(`\`${name}\``);
	for (const name of ["start", "dev", "test", "check", "format", "build", "build:all", "bench"]) {
		expect(Object.keys(manifest.scripts)).toContain(name);
		expect(README).toMatch(new RegExp(`\`npm (run )?${name}\``));
	}
});

test("every file that it links to is there", async () => {
	for (const [, path = ""] of README.matchAll(/\]\((?!https?:)([^)]+)\)/g)) {
		expect([path, await Bun.file(join(import.meta.dir, "../..", path)).exists()]).toEqual([path, true]);
	}
});
