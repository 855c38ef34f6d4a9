import { Database } from "bun:sqlite";
import { expect, setDefaultTimeout, test } from "bun:test";
import { existsSync, mkdirSync, readdirSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { serveBinary, spawnBinary } from "../support/binary.ts";
import { get } from "../support/kiosk.ts";
import { writeLegacyFile } from "../support/legacy-file.ts";
import { temporaryDirectory } from "../support/service.ts";

setDefaultTimeout(30_000);

const EVENTS = 20_000;

/** Makes a 2017 file that takes a while to upgrade. */
function writeLargeLegacyFile(path: string): void {
	const time = "2017-08-25T10:00:00.000Z";
	writeLegacyFile(path, {
		consumers: [[1, "Table", "0123456789abcdef0123456789abcdef", null, time, null]],
		sessions: [[1, "f".repeat(32), "127.0.0.1", time, null, 1]],
		events: Array.from({ length: EVENTS }, (_, index) => [index + 1, 1, time, "click", "x".repeat(200)]),
	});
}

/** What an upgrade has come to, seen from outside. */
const MOMENTS: Readonly<Record<string, (path: string) => boolean>> = {
	"while the copy is made": (path) => existsSync(path.replace(".db", "-before-upgrade.db.partial")),
	"when the copy is there": (path) => existsSync(path.replace(".db", "-before-upgrade.db")),
	"while the new tables are written": (path) => sizeOf(`${path}-wal`) > 1024 * 1024,
	"at its end": (path) => sizeOf(path) > 0 && sizeOf(`${path}-wal`) > 4 * 1024 * 1024,
};

function sizeOf(path: string): number {
	return existsSync(path) ? statSync(path).size : 0;
}

/** Some moments are short: on a busy machine this process may sleep through one. */
const ROUNDS = 10;

/** @returns whether it was killed at its moment */
async function killUpgrade(path: string, hasCome: (path: string) => boolean): Promise<boolean> {
	const upgrade = spawnBinary(["initdb", "--db", path]);
	let came = false;
	// Bun.sleep(0) lets this process hear that the other has ended.
	for (; !came && upgrade.exitCode === null; await Bun.sleep(0)) came = hasCome(path);
	upgrade.kill("SIGKILL");
	return came && (await upgrade.exited) === 137;
}

for (const [moment, hasCome] of Object.entries(MOMENTS)) {
	test(`an upgrade that is killed ${moment} is made by the next start, and nothing is lost`, async () => {
		using directory = temporaryDirectory();
		let path = "";
		let killed = false;
		for (let round = 1; round <= ROUNDS && !killed; round++) {
			path = join(directory.path, `${round}`, "ticks.db");
			mkdirSync(dirname(path));
			writeLargeLegacyFile(path);
			killed = await killUpgrade(path, hasCome);
		}
		expect(killed).toBeTrue();

		await using server = await serveBinary(["--db", path, "--log-level", "warn"]);
		expect(await get(server.url, "/sessions")).toMatchObject({ status: 200, sessions: [{ id: 1, clicks: EVENTS }] });
		expect(await server.end()).toBe(0);
		using database = new Database(path, { readonly: true });
		expect(database.query("PRAGMA integrity_check").all()).toEqual([{ integrity_check: "ok" }]);
		expect(database.query("SELECT count(*) AS events, max(id) AS last FROM events").get()).toEqual({
			events: EVENTS,
			last: EVENTS,
		});
		using copy = new Database(path.replace(".db", "-before-upgrade.db"), { readonly: true });
		expect(copy.query("SELECT count(*) AS events FROM events").get()).toEqual({ events: EVENTS });
		expect(copy.query("SELECT name FROM pragma_table_info('events') WHERE name = 'time'").get()).not.toBeNull();
		expect(readdirSync(dirname(path)).filter((name) => name.includes(".partial"))).toEqual([]);
	});
}
