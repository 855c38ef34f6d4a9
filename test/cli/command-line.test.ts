import { describe, expect, test } from "bun:test";
import { VERSION } from "../../src/build-info.ts";
import { runCommand } from "../support/command.ts";
import { temporaryDirectory } from "../support/service.ts";

const COMMANDS = ["serve", "initdb", "createconsumer", "consumers", "revoke", "restore", "rotate-key", "report"];

test.each([
	[["srve"], 'Unknown command "srve". Did you mean serve? See microticks --help'],
	[["createconsumers"], 'Unknown command "createconsumers". Did you mean createconsumer? See microticks --help'],
	[["frobnicate"], 'Unknown command "frobnicate". See microticks --help'],
	[["toString"], 'Unknown command "toString". See microticks --help'],
	[["__proto__"], 'Unknown command "__proto__". See microticks --help'],
	[["--port", "80"], "A command comes first, then --port. See microticks --help"],
	[["serve", "--prt", "80"], "Unknown flag --prt. Did you mean --port? See microticks serve --help"],
	[["serve", "--prot", "80"], "Unknown flag --prot. Did you mean --port? See microticks serve --help"],
	[["serve", "--prt=80"], "Unknown flag --prt. Did you mean --port? See microticks serve --help"],
	[["serve", "-p", "80"], "Unknown flag -p. See microticks serve --help"],
	[["initdb", "-v"], "Unknown flag -v. See microticks initdb --help"],
	[["rotate-key", "--key", "x"], "Unknown flag --key. See microticks rotate-key --help"],
	[["initdb", "--dbs", "x"], "Unknown flag --dbs. Did you mean --db? See microticks initdb --help"],
	...["key", "read-key", "sentry-dsn"].map((flag): [string[], string] => {
		const variable = `MICROTICKS_${flag.toUpperCase().replace("-", "_")}`;
		return [
			["serve", `--${flag}=secret`],
			`Unknown flag --${flag}. Secrets come from the environment: set ${variable}, or ${variable}_FILE to a file that holds it. See microticks serve --help`,
		];
	}),
	[["help", "srve"], 'Unknown command "srve". Did you mean serve? See microticks --help'],
	[["help", "serve", "initdb"], "That is an argument too many. See microticks --help"],
	[["serve", "--frobnicate"], "Unknown flag --frobnicate. See microticks serve --help"],
	[["serve", "--port"], "--port needs a value. See microticks serve --help"],
	[["serve", "--port", "--host", "x"], "--port needs a value. See microticks serve --help"],
	[["serve", "--port="], "--port needs a value"],
	[["serve", "--port", "http"], '--port is a whole number from 0 to 65535, not "http"'],
	[["serve", "extra"], "That is an argument too many. See microticks serve --help"],
	[["initdb", "--db", ""], "--db needs a value"],
	[["createconsumer"], "NAME is missing. See microticks createconsumer --help"],
	[["createconsumer", "--db", "x.db"], "NAME is missing. See microticks createconsumer --help"],
	...["createconsumer", "revoke", "restore", "rotate-key"].flatMap((command): [string[], string][] => [
		[[command, " "], "NAME is empty"],
		...["a\nb", "a\tb", "a\u001b[2Jb", "a\u007fb"].map((name): [string[], string] => [
			[command, name],
			"NAME has a line break, a tab or another control character in it",
		]),
	]),
	[
		["createconsumer", "Foyer", "2"],
		"That is an argument too many; quote a name that has spaces in it. See microticks createconsumer --help",
	],
	[["revoke"], "NAME is missing. See microticks revoke --help"],
	[["consumers", "--jsn"], "Unknown flag --jsn. Did you mean --json? See microticks consumers --help"],
])("microticks %j is refused with 2 and one line that says what to do", async (args, message) => {
	using directory = temporaryDirectory();
	const { code, stdout, stderr } = await runCommand(args, { cwd: directory.path });
	expect(stderr).toStartWith(`microticks: ${message}`);
	expect(stderr.trimEnd()).not.toContain("\n");
	expect(stdout).toBe("");
	expect(code).toBe(2);
	expect([...new Bun.Glob("*").scanSync(directory.path)]).toEqual([]);
});

describe("help", () => {
	test.each([["--help"], ["-h"], ["help"]])("microticks %s lists each command with what it does", async (flag) => {
		const { code, stdout, stderr } = await runCommand([flag]);
		expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
		for (const command of COMMANDS) expect(stdout).toMatch(new RegExp(`^ *${command}  +\\S`, "m"));
		expect(stdout).not.toContain("undefined");
		expect(stdout).not.toContain("\u001b");
		expect(stdout).toEndWith("\n\nEXAMPLE\n\n  microticks createconsumer MyApp\n  microticks serve\n");
	});

	test("microticks alone shows it too, and is no success", async () => {
		const { code, stdout } = await runCommand([]);
		expect(code).toBe(2);
		expect(stdout).toContain("createconsumer");
	});

	test.each(COMMANDS)("microticks %s --help has a description of each flag, and an example", async (command) => {
		const [long, short, word] = await Promise.all([
			runCommand([command, "--help"]),
			runCommand([command, "-h"]),
			runCommand(["help", command]),
		]);
		expect(short).toEqual(long);
		expect(word).toEqual(long);
		const { code, stdout, stderr } = long;
		expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
		expect(stdout).not.toContain("undefined");
		expect(stdout).not.toContain("\u001b");
		expect(stdout).not.toMatch(/[ \t]+$/m);
		expect(stdout).toMatch(new RegExp(`\nEXAMPLE\n\n( +.*\n)* +(\\w+=\\S+ )?microticks ${command}\\b`));
		expect(stdout).not.toMatch(/(^|\s)-\w\w/);
		const flags = stdout.split("\n").filter((line) => /^ *--[a-z]/.test(line));
		expect(flags.length).toBeGreaterThanOrEqual(1);
		for (const line of flags) expect(line).toMatch(/--\S+ +\S+/);
		expect(stdout).toContain("MICROTICKS_DB");
	});

	test("microticks createconsumer --help names a flag's other spelling as it is taken", async () => {
		const { stdout } = await runCommand(["createconsumer", "--help"]);
		expect(stdout).toMatch(/^ +--ip_filter, --ip-filter=<list> +\S/m);
	});

	test("microticks serve --help names the secrets, which are no flags", async () => {
		const { stdout } = await runCommand(["serve", "--help"]);
		for (const variable of ["MICROTICKS_KEY", "MICROTICKS_READ_KEY", "MICROTICKS_SENTRY_DSN", "_FILE"]) {
			expect(stdout).toContain(variable);
		}
		expect(stdout).not.toContain("--key");
	});
});

test.each([["--version"], ["-v"]])("microticks %s prints the version", async (flag) => {
	const { code, stdout } = await runCommand([flag]);
	expect(code).toBe(0);
	expect(stdout).toBe(`${VERSION} (from source)\n`);
});
