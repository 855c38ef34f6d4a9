import { Database } from "bun:sqlite";
import { expect, setDefaultTimeout, test } from "bun:test";
import { chmodSync, copyFileSync, mkdirSync, readFileSync, statSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { QUICK_CHECK_BYTES } from "../../src/store/soundness.ts";
import { BINARY, type Finished, runBinary, serveBinary } from "../support/binary.ts";
import { lacks } from "../support/debian.ts";
import { addConsumer, temporaryDirectory } from "../support/service.ts";
import { mayMount, mountDisk } from "../support/tmpfs.ts";

setDefaultTimeout(30_000);

const SQLITE_PAGE = 4096;

/** Makes a sound file of at least this size. */
function writeSoundFile(path: string, bytes: number): void {
	addConsumer(path, "Kiosk", "0123456789abcdef0123456789abcdef");
	using database = new Database(path);
	const insert = database.query("INSERT INTO event_records (ts, received_at, action, data) VALUES (1, 1, 'click', $1)");
	database.transaction(() => {
		for (let stored = 0; stored < bytes; stored += 10_000) insert.run("x".repeat(10_000));
	})();
	database.run("PRAGMA wal_checkpoint(TRUNCATE)");
	database.run("PRAGMA journal_mode = DELETE");
}

/** Overwrites pages in the middle, as a dying disk does. */
function damage(path: string): void {
	const bytes = readFileSync(path);
	const middle = Math.floor(bytes.length / SQLITE_PAGE / 2) * SQLITE_PAGE;
	bytes.fill(0xa5, middle, middle + 4 * SQLITE_PAGE);
	writeFileSync(path, bytes);
}

interface BadFile {
	readonly what: string;
	/** Lays it at a path. */
	readonly write: (path: string) => void;
	readonly code: number;
	/** What is said behind the path. */
	readonly says: string | RegExp;
}

const BAD_FILES: readonly BadFile[] = [
	{
		what: "a small damaged file",
		write(path) {
			writeSoundFile(path, QUICK_CHECK_BYTES / 8);
			damage(path);
		},
		code: 6,
		says: /^is damaged: .+/,
	},
	{
		what: "a file that is cut short",
		write(path) {
			writeSoundFile(path, QUICK_CHECK_BYTES / 8);
			truncateSync(path, statSync(path).size / 2);
		},
		code: 6,
		says: /^is damaged/,
	},
	{
		what: "a large file that is cut short",
		write(path) {
			writeSoundFile(path, QUICK_CHECK_BYTES * 3);
			truncateSync(path, QUICK_CHECK_BYTES * 2);
		},
		code: 6,
		says: /^is damaged/,
	},
	{
		what: "another program's database",
		write(path) {
			using database = new Database(path);
			database.run("CREATE TABLE events (id INTEGER PRIMARY KEY, title TEXT)");
		},
		code: 5,
		says: "is not a Microticks database",
	},
	{
		what: "another program's database that has a mark of its own",
		write(path) {
			using database = new Database(path);
			database.run("CREATE TABLE events (id INTEGER PRIMARY KEY, title TEXT)");
			database.run("PRAGMA application_id = 252006673");
		},
		code: 5,
		says: "is not a Microticks database",
	},
	{
		what: "a newer version's database",
		write(path) {
			addConsumer(path, "Kiosk", "0123456789abcdef0123456789abcdef");
			using database = new Database(path);
			database.run("PRAGMA user_version = 1000");
		},
		code: 7,
		says: /^is from a newer Microticks \(its version is 1000, this program knows \d+\)$/,
	},
	{
		what: "a text file",
		write: (path) => writeFileSync(path, "Dear diary, today nobody touched the table.\n".repeat(100)),
		code: 5,
		says: "is not a Microticks database",
	},
	{ what: "a directory", write: (path) => mkdirSync(path), code: 4, says: "is a directory, not a file" },
];

/** One line, for people: no stack, and no name of an error's class. */
function expectOneLine({ stderr }: Finished, path: string, says: string | RegExp): void {
	const [, sentence = stderr] = stderr.startsWith(`microticks: ${path} `) ? stderr.split(`${path} `) : [];
	expect(stderr.split("\n")).toHaveLength(2);
	expect(sentence.trimEnd()).toMatch(typeof says === "string" ? new RegExp(`^${says}$`) : says);
	expect(stderr).not.toMatch(/SQLiteError|SQLITE_| at .*:\d+/);
}

for (const { what, write, code, says } of BAD_FILES) {
	test(`${what}: every command ends with ${code} and one line, and leaves it as it is`, async () => {
		using directory = temporaryDirectory();
		const path = join(directory.path, "ticks.db");
		write(path);
		const read = () => (statSync(path).isFile() ? Bun.hash(readFileSync(path)) : undefined);
		const before = read();
		for (const command of [["serve", "--port", "0"], ["initdb"], ["createconsumer", "MyApp"]]) {
			const finished = await runBinary([...command, "--db", path]);
			expect([command, finished.code, finished.stdout]).toEqual([command, code, ""]);
			expectOneLine(finished, path, says);
		}
		expect(read()).toEqual(before);
	});
}

test("damage in a large file is found while it is served, and ends the server", async () => {
	using directory = temporaryDirectory();
	const path = join(directory.path, "ticks.db");
	writeSoundFile(path, QUICK_CHECK_BYTES * 2);
	damage(path);
	await using server = await serveBinary(["--db", path, "--log-level", "error"]);
	expect(await server.ended).toBe(6);
	expectOneLine({ code: 6, ...server.said }, path, /^is damaged: .+/);
});

test("a large sound file is served", async () => {
	using directory = temporaryDirectory();
	const path = join(directory.path, "ticks.db");
	writeSoundFile(path, QUICK_CHECK_BYTES * 2);
	await using server = await serveBinary(["--db", path]);
	const listed = await fetch(`${server.url}/events?limit=100000`);
	expect(await listed.json()).toMatchObject({ status: 200 });
	expect(await server.end()).toBe(0);
});

test("a directory that is not there", async () => {
	using directory = temporaryDirectory();
	const path = join(directory.path, "missing", "ticks.db");
	const finished = await runBinary(["serve", "--port", "0", "--db", path]);
	expect([finished.code, finished.stdout]).toEqual([4, ""]);
	expectOneLine(finished, path, `cannot be made: there is no directory ${join(directory.path, "missing")}`);
});

const isRoot = process.getuid?.() === 0;
const skipOther = lacks(!isRoot || Bun.which("setpriv") !== null, "setpriv (Debian's package util-linux)");

/** Runs the binary as somebody whom permissions bind: root they do not. */
async function runUnprivileged(directory: string, args: readonly string[]): Promise<Finished> {
	if (!isRoot) return await runBinary(args);
	// The checkout may be where only root may look.
	const program = join(directory, "microticks");
	copyFileSync(BINARY, program);
	chmodSync(program, 0o755);
	const child = Bun.spawn(["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", program, ...args], {
		stdout: "pipe",
		stderr: "pipe",
		env: {},
	});
	const [code, stdout, stderr] = await Promise.all([child.exited, child.stdout.text(), child.stderr.text()]);
	return { code, stdout, stderr };
}

test.skipIf(skipOther)("a directory that may not be written", async () => {
	using directory = temporaryDirectory();
	chmodSync(directory.path, 0o755);
	const folder = join(directory.path, "data");
	mkdirSync(folder);
	const missing = join(folder, "new.db");
	const present = join(folder, "ticks.db");
	addConsumer(present, "Kiosk", "0123456789abcdef0123456789abcdef");
	chmodSync(present, 0o666);
	chmodSync(folder, 0o555);
	for (const path of [missing, present]) {
		const finished = await runUnprivileged(directory.path, ["serve", "--port", "0", "--db", path]);
		expect([path, finished.code, finished.stdout]).toEqual([path, 4, ""]);
		expectOneLine(finished, path, /^cannot be (opened|written)/);
	}
	chmodSync(folder, 0o755);
});

test.skipIf(skipOther)("a file that may not be written, or not be read", async () => {
	using directory = temporaryDirectory();
	chmodSync(directory.path, 0o777);
	const path = join(directory.path, "ticks.db");
	addConsumer(path, "Kiosk", "0123456789abcdef0123456789abcdef");
	for (const mode of [0o444, 0o000]) {
		chmodSync(path, mode);
		const finished = await runUnprivileged(directory.path, ["serve", "--port", "0", "--db", path]);
		expect([mode, finished.code, finished.stdout]).toEqual([mode, 4, ""]);
		expectOneLine(finished, path, /^cannot be (opened|written)/);
	}
});

test.skipIf(lacks(mayMount(), "right to mount a disk (root)"))("a disk that is mounted read-only", async () => {
	using disk = mountDisk(1024 * 1024);
	const path = join(disk.path, "ticks.db");
	addConsumer(path, "Kiosk", "0123456789abcdef0123456789abcdef");
	disk.makeReadOnly();
	const finished = await runBinary(["serve", "--port", "0", "--db", path]);
	expect([finished.code, finished.stdout]).toEqual([4, ""]);
	expectOneLine(finished, path, /^cannot be (opened|written)/);
});
