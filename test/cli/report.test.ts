import { afterAll, expect, setDefaultTimeout, test } from "bun:test";
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { prepareConsumers } from "../../src/store/consumers.ts";
import { openDatabase } from "../../src/store/open-database.ts";
import { prepareOwnerSettings } from "../../src/store/settings.ts";
import { runCommand } from "../support/command.ts";
import { insertUnpackedSessions } from "../support/packed-history.ts";
import { temporaryDirectory } from "../support/service.ts";

setDefaultTimeout(30_000);

const MAIN = join(import.meta.dir, "../../src/main.ts");

const directory = temporaryDirectory();
afterAll(() => directory[Symbol.dispose]());

const path = join(directory.path, "ticks.db");
const { database } = openDatabase(path);
for (const name of ["Foyer", "Left, right", "2"]) {
	prepareConsumers(database).insert({ name, key: name, ipFilter: null, createdAt: 0 });
}
prepareOwnerSettings(database).write({ ...prepareOwnerSettings(database).read(), zone: "Europe/Oslo" });
database.close();

const report = (args: readonly string[], env: Record<string, string> = {}) =>
	runCommand(["report", "--db", path, ...args], { cwd: directory.path, env });

test.each([
	[["--lang", "fr"], 2, '--lang is one of en, nb, de, not "fr"'],
	[["--lang", "german"], 2, '--lang is one of en, nb, de, not "german"'],
	[["--zone", "Mars"], 2, '--zone: The "zone" parameter is no time zone, such as Europe/Oslo'],
	[["--from", "2026-02-30"], 2, '--from: The "from" parameter is no date'],
	[["--from", "2026-10-02", "--to", "2026-10-01"], 2, '--from: "from" is not before "to"'],
	[["--consumer", "Attic"], 9, 'There is no consumer "Attic". See microticks consumers'],
	[["--consumer", "Foyer,Attic"], 9, 'There is no consumer "Attic". See microticks consumers'],
	[["--out", ""], 2, "--out needs a value"],
	[["--out", "nowhere/report.html"], 2, "--out: nowhere/report.html cannot be written: there is no such directory"],
	[["--out", "."], 2, "--out: . cannot be written: it is a directory"],
])("report %j is refused, and nothing is written", async (args, code, message) => {
	const before = readdirSync(directory.path).toSorted();
	expect(await report(args)).toEqual({ code, stdout: "", stderr: `microticks: ${message}\n` });
	expect(readdirSync(directory.path).filter((name) => !name.startsWith("ticks.db-"))).toEqual(
		before.filter((name) => !name.startsWith("ticks.db-")),
	);
});

test.each([
	["there is none", undefined, 4, "There is no file ./ticks.db"],
	["it is another program's", "SQLite it is not.", 5, "./ticks.db is not a Microticks database"],
])("of a file it says where %s, and makes none", async (_, content, code, message) => {
	using other = temporaryDirectory();
	if (content !== undefined) writeFileSync(join(other.path, "ticks.db"), content);
	expect(await runCommand(["report"], { cwd: other.path })).toEqual({
		code: code as number,
		stdout: "",
		stderr: `microticks: ${message}\n`,
	});
	expect(existsSync(join(other.path, "ticks.db"))).toBe(content !== undefined);
});

test("where the packs are not made yet, it says what makes them, and that does", async () => {
	using other = temporaryDirectory();
	const unpacked = join(other.path, "ticks.db");
	insertUnpackedSessions(unpacked);
	expect(await runCommand(["report", "--db", unpacked])).toEqual({
		code: 11,
		stdout: "",
		stderr: `microticks: ${unpacked}: The reports are being made: 20001 sessions to go. Make them: microticks rebuild-reports --db ${unpacked}, or let microticks serve run for a while\n`,
	});
	expect((await runCommand(["rebuild-reports", "--db", unpacked])).code).toBe(0);
	const { code, stdout } = await runCommand(["report", "--db", unpacked, "--from", "1970-01-01", "--to", "1970-01-01"]);
	expect(code).toBe(0);
	expect(stdout).toContain('<span class="figure">20,001</span>');
});

test.each([
	[[], {}, "en"],
	[[], { LANG: "C.UTF-8" }, "en"],
	[[], { LANG: "fr_FR.UTF-8" }, "en"],
	[[], { LANG: "nb_NO.UTF-8" }, "nb-NO"],
	[[], { LANG: "nb_NO.UTF-8", LC_MESSAGES: "en_GB", LC_ALL: "de_AT@euro" }, "de-AT"],
	[["--lang", "de"], { LC_ALL: "nb_NO.UTF-8" }, "de"],
	[["--lang", "en-GB"], {}, "en-GB"],
])("with %j and %j it speaks %s", async (args, env, language) => {
	const { code, stdout } = await report(args, env);
	expect(code).toBe(0);
	expect(stdout).toContain(`<html lang="${language}">`);
});

test.each([
	["Foyer", "Foyer"],
	["Left, right", "Left, right"],
	["Left, right,Foyer", undefined],
	["1,3", "Foyer, 2"],
	// A name counts before an id.
	["2", "2"],
	["Foyer, 2", "Foyer, 2"],
])("--consumer %p is of %s", async (list, names) => {
	const { code, stdout } = await report(["--consumer", list]);
	expect(code).toBe(names === undefined ? 9 : 0);
	if (names !== undefined) expect(stdout).toContain(`<dd>${names}</dd>`);
});

test("the days are the owner's, unless another zone is given", async () => {
	const args = ["--from", "2026-10-01T00:00:00+02:00", "--to", "2026-10-02T00:00:00+02:00", "--lang", "en-GB"];
	expect((await report(args)).stdout).toContain('<p class="range">1 October 2026</p>');
	expect((await report([...args, "--zone", "UTC"])).stdout).toContain("30 September 2026 at 22:00");
});

test("--out replaces a file with a whole one, also behind a link, and leaves nothing beside it", async () => {
	const folder = join(directory.path, "pages");
	mkdirSync(folder);
	writeFileSync(join(folder, "report.html"), "old");
	symlinkSync("report.html", join(folder, "latest.html"));
	expect(await report(["--out", "pages/latest.html"])).toEqual({ code: 0, stdout: "", stderr: "" });
	expect(readFileSync(join(folder, "report.html"), "utf8")).toEndWith("</html>\n");
	expect(readdirSync(folder).toSorted()).toEqual(["latest.html", "report.html"]);
});

test("--out to a pipe is read at its other end, and leaves it a pipe", async () => {
	const pipe = join(directory.path, "pipe");
	Bun.spawnSync(["mkfifo", pipe]);
	const reading = Bun.spawn(["cat", pipe], { stdout: "pipe" });
	const [{ code }, page] = await Promise.all([report(["--out", pipe]), reading.stdout.text()]);
	expect(code).toBe(0);
	expect(page).toEndWith("</html>\n");
	expect(statSync(pipe).isFIFO()).toBe(true);
});

test("a disk that is full is an error", async () => {
	const child = Bun.spawn(["sh", "-c", `exec "$0" "$1" report --db "$2" > /dev/full`, process.execPath, MAIN, path], {
		stderr: "pipe",
	});
	expect(await child.exited).toBe(1);
	expect(await child.stderr.text()).toContain("no space left");
});
