import { expect, setDefaultTimeout, test } from "bun:test";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { BINARY, serveBinary } from "../support/binary.ts";
import { lacks } from "../support/debian.ts";
import { newTouch, sendTouch, startSession } from "../support/kiosk.ts";
import { addConsumer, temporaryDirectory } from "../support/service.ts";

setDefaultTimeout(30_000);

const UNIT = join(import.meta.dir, "../../examples/systemd/microticks.service");
const INSTALLED = "/usr/local/bin/microticks";
const STATE = "/var/lib/microticks";

/** Higher is more exposed, up to 10. */
const EXPOSURE_AT_MOST = 2;

const skip = lacks(existsSync("/usr/bin/systemd-analyze"), "systemd-analyze (Debian's package systemd)");

/** What an analysis of systemd says, on either output, and its exit code. */
function analyze(...args: string[]): { code: number; said: string } {
	const { exitCode, stdout, stderr } = Bun.spawnSync(["systemd-analyze", ...args], {
		env: { PATH: process.env["PATH"] ?? "", SYSTEMD_COLORS: "0" },
	});
	return { code: exitCode, said: `${stdout}${stderr}` };
}

test.skipIf(skip)("systemd finds no fault with the unit", () => {
	using directory = temporaryDirectory();
	const copy = join(directory.path, "microticks.service");
	// It looks whether the program is there, which on this machine is not installed.
	writeFileSync(copy, readFileSync(UNIT, "utf8").replace(`ExecStart=${INSTALLED} `, `ExecStart=${BINARY} `));
	expect(analyze("verify", "--man=no", copy)).toEqual({ code: 0, said: "" });
});

test.skipIf(skip)("the unit lets the program touch little", () => {
	const { said } = analyze("security", "--offline=true", "--no-pager", UNIT);
	const [, exposure = ""] = /Overall exposure level for microticks\.service: ([\d.]+)/.exec(said) ?? [];
	expect(exposure).toMatch(/^\d+\.\d+$/);
	expect(Number(exposure)).toBeLessThanOrEqual(EXPOSURE_AT_MOST);
});

test("what the unit starts serves, and writes no touch a second time into the journal", async () => {
	const unit = readFileSync(UNIT, "utf8");
	const [, line = ""] = /^ExecStart=(.*)$/m.exec(unit) ?? [];
	const [program, command, ...args] = line.split(" ");
	expect([program, command]).toEqual([INSTALLED, "serve"]);
	expect(unit).toContain(`StateDirectory=${STATE.replace("/var/lib/", "")}\n`);
	expect(args).toContain(`${STATE}/ticks.db`);

	using directory = temporaryDirectory();
	const moved = args.map((argument) => argument.replace(STATE, directory.path));
	addConsumer(join(directory.path, "ticks.db"), "Kiosk", "0123456789abcdef0123456789abcdef");
	await using server = await serveBinary(moved);
	const token = await startSession(server.url, "0123456789abcdef0123456789abcdef");
	expect(await sendTouch(server.url, newTouch(token))).toMatchObject({ status: 200 });
	expect(await server.end()).toBe(0);
	expect(server.said.stderr).toBe("");
});
