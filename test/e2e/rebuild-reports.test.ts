import { Database } from "bun:sqlite";
import { afterAll, beforeAll, expect, setDefaultTimeout, test } from "bun:test";
import { copyFileSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Elements } from "../../src/model/reports/answers.ts";
import { type Finished, runBinary, serveBinary } from "../support/binary.ts";
import { fillHistory } from "../support/history.ts";
import { readReports } from "../support/read-reports.ts";
import { temporaryDirectory } from "../support/service.ts";

setDefaultTimeout(60_000);

const DAY = 86_400_000;
const UNTIL = Date.UTC(2026, 5, 15);
const RANGE = { from: UNTIL - 3 * DAY, to: UNTIL + DAY };

const directory = temporaryDirectory();
const sound = join(directory.path, "sound.db");
let sessions = 0;

const rebuild = (path: string, ...flags: string[]): Promise<Finished> =>
	runBinary(["rebuild-reports", "--db", path, ...flags]);

beforeAll(async () => {
	({ sessions } = fillHistory(sound, { days: 2, until: UNTIL, seed: 5 }));
	const { code, stdout, stderr } = await rebuild(sound);
	expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
	expect(stdout).toMatch(new RegExp(`^${sound}: packed ${sessions} sessions in \\d+ packs anew in \\d+\\.\\d s\\n$`));
});

afterAll(() => directory[Symbol.dispose]());

/** A copy of the file with something done to it by hand. */
function damage(sql: string): string {
	const path = join(directory.path, `${crypto.randomUUID()}.db`);
	copyFileSync(sound, path);
	using database = new Database(path, { readwrite: true, create: false });
	// As the shell of SQLite does it.
	database.run("PRAGMA foreign_keys = OFF");
	database.run(sql);
	database.run("PRAGMA wal_checkpoint(TRUNCATE)");
	return path;
}

/** The reports on a file's rows, with nothing of what was packed. */
function readFresh(path: string): unknown {
	const fresh = `${path}-fresh`;
	copyFileSync(path, fresh);
	using database = new Database(fresh, { readwrite: true, create: false });
	for (const table of ["touch_packs", "session_packs", "report_terms", "pack_holes"])
		database.run(`DELETE FROM ${table}`);
	database.run("UPDATE session_records SET packed = 0");
	return readReports(fresh, RANGE);
}

/** The pack with the most sessions. */
const LARGEST = "(SELECT id FROM session_packs ORDER BY length(sessions) DESC LIMIT 1)";

/** Bytes that mean nothing, and such as mean the largest of all numbers. */
const GARBAGE = {
	noise: "x'd81f7e5b03a9c4460f92'",
	"huge numbers": "x'ffffffffffffff0fffffffffffffff0f'",
	nothing: "x''",
};

const COPY = (key: string) =>
	`INSERT INTO session_packs (consumer_id, day, part, revision, sessions, elements, trails)
	SELECT ${key}, revision + 1, sessions, elements, trails FROM session_packs WHERE id = ${LARGEST}`;

const SESSION = "(SELECT id FROM session_records WHERE events > 5 AND stopped_at IS NOT NULL AND test = 0 LIMIT 1)";

const DAMAGES: Readonly<Record<string, [sql: string, told: RegExp]>> = {
	...Object.fromEntries(
		["sessions", "elements", "trails"].flatMap((column) =>
			Object.entries(GARBAGE).map(([name, bytes]) => [
				`${name} for the ${column} of a pack`,
				[
					`UPDATE session_packs SET ${column} = ${bytes} WHERE id = ${LARGEST}`,
					/^pack of consumer \d+ on 2026-06-\d\d, part 0: /m,
				] as [string, RegExp],
			]),
		),
	),
	"sessions that are cut short": [
		`UPDATE session_packs SET sessions = substr(sessions, 1, length(sessions) - 3) WHERE id = ${LARGEST}`,
		/: it cannot be read: /,
	],
	"noise for touches": [
		"UPDATE touch_packs SET points = x'd81f7e5b03a9c4460f92' WHERE id = 1",
		/^pack of .*: it cannot be read: A touch in it is cut off\.$/m,
	],
	"touches of another session": [
		"UPDATE touch_packs SET points = CAST(x'ff0f000000000000' || points AS BLOB) WHERE id = 1",
		/^pack of .*: it cannot be read: It has touches of session 4095, and not the session\.$/m,
	],
	"a touch that was elsewhere": [
		"UPDATE touch_packs SET points = CAST(substr(points, 1, 2) || x'0300' || substr(points, 5) AS BLOB) WHERE id = 1",
		/^session \d+: touch \d+ on the map: the pack says "\d+x\d+ .*" \(\d+\) at 3\/\d+.*, the rows say /m,
	],
	"no touches": ["DELETE FROM touch_packs WHERE id = 1", /^session \d+: touch \d+ on the map: /m],
	"another count of touches": [
		"UPDATE touch_packs SET misses = misses + 1 WHERE id = 1",
		/^pack of .*: misses on "\d+x\d+ .*" \(\d+\): the pack says \d+, the rows say \d+$/m,
	],
	"another text": [
		"UPDATE report_terms SET text = 'wale' WHERE text = 'whale'",
		/^session \d+: event \d+: the pack says .* "wale" .*, the rows say .* "whale" /m,
	],
	"a text that is gone": [
		"DELETE FROM report_terms WHERE text = 'nb'",
		/^session \d+: language: the pack says "" \(\d+\), the rows say "nb" \(\d+\)$/m,
	],
	"a text that does something to a terminal": [
		"UPDATE report_terms SET text = char(27) || '[2J' || char(155) || char(8238) || char(10) WHERE text = 'whale'",
		/^session \d+: event \d+: the pack says .* "\\u001b\[2J\\u\{9b\}\\u\{202e\}\\n" /m,
	],
	"no packs": ["DELETE FROM session_packs", /^session 1: it is packed, and in no pack$/m],
	"a pack less": [`DELETE FROM session_packs WHERE id = ${LARGEST}`, /^session \d+: it is packed, and in no pack$/m],
	"a pack of sessions that are not there": [
		COPY("consumer_id, day, part + 50"),
		/^session 20\d{4}: it is in the pack of consumer \d+ on 2026-06-\d\d, part 50, and there is no such session$/m,
	],
	"sessions in two packs": [
		COPY("consumer_id + 1000, day, part"),
		/^session \d+: where it belongs: the pack says into the pack of consumer 100\d on .*, the rows say into the pack of consumer \d on /m,
	],
	"a session that is gone without a trace": [
		`DELETE FROM event_records WHERE session_id = 7; DELETE FROM session_records WHERE id = 7; DELETE FROM pack_holes`,
		/^session 7: it is in the pack of .*, and there is no such session$/m,
	],
	"a session that changed without a trace": [
		`UPDATE session_records SET data = '{"language":"fr"}', stop_reason = 'bored', test = 1 WHERE id = ${SESSION}`,
		/^session \d+: kind: the pack says ordinary, the rows say test\nsession \d+: language: the pack says "\w+" \(\d+\), the rows say "fr" \(\d+\)\nsession \d+: end: .* the rows say "bored" /m,
	],
	"a session that is another consumer's now": [
		`UPDATE session_records SET consumer_id = consumer_id % 4 + 1 WHERE id = ${SESSION}`,
		/^session \d+: where it belongs: /m,
	],
	"an event that changed without a trace": [
		`UPDATE event_records SET ts = ts + 1 WHERE session_id = ${SESSION}`,
		/^session \d+: event 1: the pack says after \d+ ms .*, the rows say after \d+ ms /m,
	],
	"an event that came without a trace": [
		`INSERT INTO event_records (session_id, ts, action, data) VALUES (${SESSION}, 9e12, 'click', '{"miss":true}')`,
		/^session \d+: dwell seconds: .*\nsession \d+: events: .*\nsession \d+: misses: /m,
	],
};

test.each(Object.entries(DAMAGES))("%s: a check tells, and rebuilding mends it", async (_, [sql, told]) => {
	const path = damage(sql);
	const before = Bun.hash(readFileSync(path));
	const { code, stdout, stderr } = await rebuild(path, "--check");
	expect(stdout).toMatch(told);
	const lines = stdout.trimEnd().split("\n");
	expect(lines.length).toBeLessThanOrEqual(21);
	for (const line of lines)
		expect(line).toMatch(/^(session -?\d+|pack of consumer \d+ on [-\d]+, part -?\d+): \P{C}+$|^and \d+ more$/u);
	expect({ code, stderr: stderr.replace(/\d+ difference(s?)/, "N difference$1") }).toEqual({
		code: 10,
		stderr: `microticks: ${path}: N difference${stderr.includes("differences") ? "s" : ""} between the reports and the rows. To mend it: microticks rebuild-reports\n`,
	});
	expect(Bun.hash(readFileSync(path))).toBe(before);

	expect(await rebuild(path)).toMatchObject({ code: 0, stderr: "" });
	expect(await rebuild(path, "--check")).toMatchObject({ code: 0, stderr: "" });
	expect(readReports(path, RANGE)).toEqual(readFresh(path));
});

test("where nothing is wrong a check says so, and changes nothing, not even a pack that is due", async () => {
	const path = damage("UPDATE session_records SET packed = 0 WHERE id % 3 = 0");
	const before = Bun.hash(readFileSync(path));
	const { code, stdout, stderr } = await rebuild(path, "--check");
	expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
	const unpacked = Math.floor(sessions / 3);
	expect(stdout).toMatch(
		new RegExp(
			`^${path}: compared ${sessions - unpacked} sessions in \\d+ packs \\(${unpacked} in none yet: their rows count\\) with the rows in [\\d.]+ s, and all agree\\n$`,
		),
	);
	expect(Bun.hash(readFileSync(path))).toBe(before);
});

test("sessions that still go on are left unpacked, and what was deleted leaves no trace", async () => {
	const path = damage(
		`UPDATE session_records SET packed = 0, last_received_at = unixepoch() * 1000 WHERE id = 5;
		DELETE FROM event_records WHERE session_id = 7;
		DELETE FROM session_records WHERE id = 7`,
	);
	expect((await rebuild(path, "--check")).code).toBe(0);
	expect((await rebuild(path)).stdout).toContain(`packed ${sessions - 2} sessions in `);
	using database = new Database(path, { readonly: true });
	expect(database.query("SELECT id FROM session_records WHERE packed = 0").all()).toEqual([{ id: 5 }]);
	expect(database.query("SELECT * FROM pack_holes").all()).toEqual([]);
	expect(readReports(path, RANGE)).toEqual(readFresh(path));
});

test("a text that was deleted with its sessions is forgotten, and a server that runs beside goes on", async () => {
	const path = damage("SELECT 1");
	await using server = await serveBinary(["--db", path, "--log-level", "warn"]);
	const elements = async () => {
		const query = new URLSearchParams({
			from: new Date(RANGE.from).toISOString(),
			to: new Date(RANGE.to).toISOString(),
			zone: "UTC",
		});
		return (await (await fetch(`${server.url}/reports/elements?${query}`)).json()) as { report: Elements };
	};
	const before = await elements();
	const [, gone] = before.report.elements;
	expect(gone).toBeDefined();
	const name = gone?.name ?? "";
	{
		using database = new Database(path);
		database.run("PRAGMA foreign_keys = ON");
		database.run(
			`CREATE TEMP TABLE going AS
			SELECT DISTINCT session_id AS id FROM event_records WHERE json_extract(data, '$.target') = $1`,
			[name],
		);
		database.run("DELETE FROM event_records WHERE session_id IN (SELECT id FROM going)");
		database.run("DELETE FROM session_records WHERE id IN (SELECT id FROM going)");
	}
	expect(await rebuild(path)).toMatchObject({ code: 0, stderr: "" });
	using database = new Database(path, { readonly: true });
	const kept = database
		.query<{ text: string }, []>("SELECT text FROM report_terms")
		.all()
		.map(({ text }) => text);
	expect(kept).not.toContain(name);
	expect(kept.length).toBeGreaterThan(5);
	const { report } = await elements();
	expect(report.elements.map((element) => element.name)).not.toContain(name);
	expect(report.elements.length).toBeGreaterThan(1);
	expect(await rebuild(path, "--check")).toMatchObject({ code: 0 });
});
