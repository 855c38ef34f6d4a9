import { expect, test } from "bun:test";
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { runCommand } from "../support/command.ts";
import { temporaryDirectory } from "../support/service.ts";

test.each([
	[["--app", "./nowhere"], "microticks: --app: there is no folder ./nowhere\n"],
	[["--app", "./a-file/below"], "microticks: --app: there is no folder ./a-file/below\n"],
	[["--app-consumer", "Foyer"], "microticks: --app-consumer needs --app, the folder of the page that it is for\n"],
])("serve %j is refused, and makes no database", async (flags, message) => {
	using directory = temporaryDirectory();
	writeFileSync(join(directory.path, "a-file"), "");
	const { code, stderr } = await runCommand(["serve", "--port", "0", ...flags], { cwd: directory.path });
	expect({ code, stderr }).toEqual({ code: 2, stderr: message });
	expect(existsSync(join(directory.path, "ticks.db"))).toBe(false);
});

test("a page is not given the key of a consumer that is revoked", async () => {
	using directory = temporaryDirectory();
	mkdirSync(join(directory.path, "kiosk"));
	for (const command of ["createconsumer", "revoke"]) await runCommand([command, "Foyer"], { cwd: directory.path });
	const flags = ["--port", "0", "--app", "./kiosk", "--app-consumer", "Foyer"];
	const { code, stderr } = await runCommand(["serve", ...flags], { cwd: directory.path });
	expect({ code, stderr }).toEqual({
		code: 9,
		stderr: 'microticks: The consumer "Foyer" is revoked: microticks restore "Foyer"\n',
	});
});

test.each([
	[[], /MicroticksService/],
	[["--module"], /export ?\{.*createMicroticks/],
	[["--types"], /^\/\*\* The browser client/],
] as const)("client %j prints it", async (flags, pattern) => {
	const { code, stdout, stderr } = await runCommand(["client", ...flags]);
	expect([code, stderr]).toEqual([0, ""]);
	expect(stdout).toMatch(pattern);
});
