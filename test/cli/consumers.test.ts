import { describe, expect, test } from "bun:test";
import { join } from "node:path";
import { runCommand } from "../support/command.ts";
import { addConsumer, temporaryDirectory } from "../support/service.ts";

/** Runs commands in a directory of their own, on its `./ticks.db`. */
function openDirectory() {
	const directory = temporaryDirectory();
	return {
		path: directory.path,
		run: (...args: string[]) => runCommand(args, { cwd: directory.path }),
		async list(): Promise<Record<string, unknown>[]> {
			const { stdout } = await runCommand(["consumers", "--json"], { cwd: directory.path });
			return JSON.parse(stdout) as Record<string, unknown>[];
		},
		[Symbol.dispose]: () => directory[Symbol.dispose](),
	};
}

describe("createconsumer", () => {
	test("prints the two lines of 2017, with a key of its own for each", async () => {
		using directory = openDirectory();
		const first = await directory.run("createconsumer", "TouchTable");
		const second = await directory.run("createconsumer", "Foyer skjerm 2");
		expect(first).toMatchObject({ code: 0, stderr: "" });
		expect(first.stdout).toMatch(/^Created new consumer "TouchTable"\nConsumer key: [0-9a-f]{32}\n$/);
		expect(second.stdout).toMatch(/^Created new consumer "Foyer skjerm 2"\nConsumer key: [0-9a-f]{32}\n$/);
		const keys = [first, second].map(({ stdout }) => stdout.slice(-33, -1));
		expect(keys[0]).not.toBe(keys[1]);
		expect((await directory.list()).map(({ name, key }) => ({ name, key }))).toEqual([
			{ name: "TouchTable", key: keys[0] },
			{ name: "Foyer skjerm 2", key: keys[1] },
		]);
	});

	test.each([
		["--ip_filter", "10.0.0.0/8"],
		["--ip-filter", "10.0.0.0/8, 192.0.2.7"],
	])("takes %s", async (flag, list) => {
		using directory = openDirectory();
		expect(await directory.run("createconsumer", "A", flag, list)).toMatchObject({ code: 0 });
		expect(await directory.run("createconsumer", `${flag}=${list}`, "B")).toMatchObject({ code: 0 });
		expect((await directory.list()).map((consumer) => consumer["ip_filter"])).toEqual([list, list]);
	});

	test.each([["10.0.0.0/99"], ["kiosk.example"], ["10.0.0.0/8, 192.168.1"]])(
		"refuses the ip filter %j, and makes nothing",
		async (list) => {
			using directory = openDirectory();
			const { code, stderr } = await directory.run("createconsumer", "A", "--ip-filter", list);
			expect(code).toBe(2);
			expect(stderr).toMatch(/^microticks: --ip-filter: ".*" is neither an address nor a CIDR range\n$/);
			expect(await directory.list()).toEqual([]);
		},
	);

	test("refuses a name that is there with 9, and leaves its key", async () => {
		using directory = openDirectory();
		await directory.run("createconsumer", "A");
		const before = await directory.list();
		const { code, stdout, stderr } = await directory.run("createconsumer", " A ");
		expect({ code, stdout }).toEqual({ code: 9, stdout: "" });
		expect(stderr).toBe('microticks: There is a consumer "A" already. Its key: microticks consumers\n');
		expect(await directory.list()).toEqual(before);
	});

	test("takes names that look like something else", async () => {
		using directory = openDirectory();
		for (const name of ['O\'Brien "7"', "0x10", "日本語", "__proto__"]) {
			expect(await directory.run("createconsumer", name)).toMatchObject({ code: 0 });
		}
		expect(await directory.run("createconsumer", "--", "--name")).toMatchObject({ code: 0 });
		expect((await directory.list()).map(({ name }) => name)).toEqual([
			'O\'Brien "7"',
			"0x10",
			"日本語",
			"__proto__",
			"--name",
		]);
	});
});

test("consumers prints a table that stays straight, or says how to make the first", async () => {
	using directory = openDirectory();
	const none = await directory.run("consumers");
	expect(none).toEqual({
		code: 0,
		stdout: "There is no consumer yet. Make one: microticks createconsumer MyApp\n",
		stderr: "",
	});
	await directory.run("createconsumer", "日本", "--ip-filter", "10.0.0.0/8");
	await directory.run("createconsumer", "Foyer");
	await directory.run("revoke", "Foyer");
	const [first, second] = await directory.list();
	const day = (time: unknown) => `${time}`.slice(0, 10);
	expect((await directory.run("consumers")).stdout).toBe(
		[
			`ID  NAME   KEY${" ".repeat(31)}MAY WRITE FROM  MADE        REVOKED`,
			`1   日本   ${first?.["key"]}  10.0.0.0/8      ${day(first?.["created_at"])}`,
			`2   Foyer  ${second?.["key"]}  everywhere      ${day(second?.["created_at"])}  ${day(second?.["deleted_at"])}`,
			"",
		].join("\n"),
	);
});

test("revoke, restore and rotate-key change what they say, and nothing else", async () => {
	using directory = openDirectory();
	await directory.run("createconsumer", "A", "--ip-filter", "10.0.0.0/8");
	await directory.run("createconsumer", "B");
	const [before, other] = await directory.list();

	const revoked = await directory.run("revoke", "A");
	expect(revoked).toEqual({ code: 0, stdout: 'Revoked "A". Undo: microticks restore "A"\n', stderr: "" });
	const [inactive] = await directory.list();
	expect(inactive).toEqual({ ...before, deleted_at: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/) });

	expect(await directory.run("restore", "A")).toEqual({ code: 0, stdout: 'Restored "A"\n', stderr: "" });
	expect(await directory.list()).toEqual([{ ...before }, { ...other }]);

	const rotated = await directory.run("rotate-key", "A");
	expect(rotated).toMatchObject({ code: 0, stderr: "" });
	const [, key] = /\nConsumer key: ([0-9a-f]{32})\n$/.exec(rotated.stdout) ?? [];
	expect(key).not.toBe(before?.["key"]);
	expect(await directory.list()).toEqual([{ ...before, key }, { ...other }]);
});

test.each(["revoke", "restore", "rotate-key"])("%s takes a name as createconsumer does", async (command) => {
	using directory = openDirectory();
	await directory.run("createconsumer", " A ");
	const { code, stdout } = await directory.run(command, " A\n");
	expect(code).toBe(0);
	expect(stdout.split("\n")[0]).toContain('"A"');
});

test.each(["revoke", "restore", "rotate-key"])("%s of a consumer that is not there is 9", async (command) => {
	using directory = openDirectory();
	await directory.run("createconsumer", "A");
	const { code, stdout, stderr } = await directory.run(command, "B", "--db", join(directory.path, "ticks.db"));
	expect({ code, stdout }).toEqual({ code: 9, stdout: "" });
	expect(stderr).toBe('microticks: There is no consumer "B". See microticks consumers\n');
});

test("a consumer of 2017 whose name has blanks around it is found without them", async () => {
	using directory = openDirectory();
	addConsumer(join(directory.path, "ticks.db"), " Foyer ", "0".repeat(32));
	expect(await directory.run("revoke", "Foyer")).toMatchObject({ code: 0 });
	expect(await directory.list()).toMatchObject([{ name: " Foyer ", deleted_at: expect.any(String) }]);
});
