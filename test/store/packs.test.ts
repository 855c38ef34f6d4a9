import type { Database } from "bun:sqlite";
import { afterEach, beforeEach, expect, test } from "bun:test";
import { join } from "node:path";
import type { Pack, PackedSession, PackUpdate } from "../../src/model/reports/pack-update.ts";
import { openDatabase } from "../../src/store/open-database.ts";
import { createPackWriter } from "../../src/store/packs.ts";
import { temporaryDirectory } from "../support/service.ts";

let directory: ReturnType<typeof temporaryDirectory>;
let database: Database;
let keep: (update: PackUpdate) => boolean;

beforeEach(() => {
	directory = temporaryDirectory();
	({ database } = openDatabase(join(directory.path, "ticks.db")));
	database.run(
		`INSERT INTO session_records (id, token, ip, started_at, events, last_received_at)
		VALUES (1, '', '', 0, 2, 500), (2, '', '', 0, 2, 500)`,
	);
	keep = createPackWriter(database);
});

afterEach(() => {
	database.close();
	directory[Symbol.dispose]();
});

const SESSION: PackedSession = { id: 1, events: 2, last_received_at: 500, stopped_at: null, test: 0 };

function update(change: Partial<PackUpdate>): PackUpdate {
	return { terms: { revision: 0, added: [] }, packs: [], sessions: [], holes: [], ...change };
}

function pack(replaces: number, byte: number): Pack {
	const bytes = Uint8Array.of(byte);
	return { consumer: 1, day: 2, part: 0, replaces, sessions: bytes, elements: bytes, trails: bytes, touches: [] };
}

function readPacks(): unknown {
	return database.query("SELECT revision, hex(sessions) AS sessions FROM session_packs").all();
}

function listPacked(): unknown {
	return database
		.query<{ id: number }, []>("SELECT id FROM session_records WHERE packed = 1")
		.all()
		.map(({ id }) => id);
}

test("a pack that another program has changed is left as that one made it, and so is all that comes with it", () => {
	expect(keep(update({ packs: [pack(0, 1)] }))).toBe(true);
	const term = { id: 7, kind: "name", text: "map" } as const;
	expect(keep(update({ packs: [pack(0, 2)], sessions: [SESSION], terms: { revision: 0, added: [term] } }))).toBe(false);
	expect(keep(update({ packs: [pack(7, 3)] }))).toBe(false);
	expect(readPacks()).toEqual([{ revision: 1, sessions: "01" }]);
	expect(listPacked()).toEqual([]);
	expect(database.query("SELECT * FROM report_terms").all()).toEqual([]);
	expect(keep(update({ packs: [pack(1, 4)], sessions: [SESSION], terms: { revision: 0, added: [term] } }))).toBe(true);
	expect(readPacks()).toEqual([{ revision: 2, sessions: "04" }]);
	expect(listPacked()).toEqual([1]);
});

test.each([
	["a number that is another text's", { id: 1, kind: "name", text: "film" }],
	["a text that has another number", { id: 2, kind: "name", text: "map" }],
] as const)("%s is refused", (_, term) => {
	expect(keep(update({ terms: { revision: 0, added: [{ id: 1, kind: "name", text: "map" }] } }))).toBe(true);
	expect(keep(update({ packs: [pack(0, 1)], terms: { revision: 0, added: [term] } }))).toBe(false);
	expect(readPacks()).toEqual([]);
});

test.each([
	["an event came", "events = 3, last_received_at = 501"],
	["an event went", "events = 1"],
	["an event went, and another came", "last_received_at = 501"],
	["it was stopped", "stopped_at = 0"],
	["it is known to be a trial", "test = 1"],
])("a session is left unpacked where, since it was read, %s", (_, change) => {
	database.run(`UPDATE session_records SET ${change} WHERE id = 1`);
	expect(keep(update({ packs: [pack(0, 1)], sessions: [SESSION, { ...SESSION, id: 2 }] }))).toBe(true);
	expect(listPacked()).toEqual([2]);
});

test("revisions grow also where packs were deleted, for who reads them has seen those before", () => {
	expect(keep(update({ packs: [pack(0, 1)] }))).toBe(true);
	expect(keep(update({ packs: [pack(1, 2)] }))).toBe(true);
	database.run("DELETE FROM session_packs");
	expect(keep(update({ packs: [pack(0, 3)] }))).toBe(true);
	expect(readPacks()).toEqual([{ revision: 3, sessions: "03" }]);
	// As a file whose packs are of before the count was kept.
	database.run("DELETE FROM settings WHERE name = 'pack_revision'");
	expect(keep(update({ packs: [pack(3, 4)] }))).toBe(true);
	expect(readPacks()).toEqual([{ revision: 4, sessions: "04" }]);
});

test("an event that is deleted is counted out of its session, which is unpacked by it", () => {
	database.run(
		`INSERT INTO event_records (id, session_id, ts, action, data)
		VALUES (1, 1, 10, 'click', ''), (2, 1, 20, 'click', ''), (3, 1, 30, 'screen', ''), (4, 2, 99, 'click', '')`,
	);
	const counts = "events = 3, clicks = 2, last_event_at = 30, last_click_at = 20";
	database.run(`UPDATE session_records SET packed = 1, ${counts} WHERE id = 1`);
	const read = () =>
		database
			.query("SELECT packed, events, clicks, last_event_at, last_click_at FROM session_records WHERE id = 1")
			.get();
	database.run("DELETE FROM event_records WHERE id = 2");
	expect(read()).toEqual({ packed: 0, events: 2, clicks: 1, last_event_at: 30, last_click_at: 10 });
	database.run("DELETE FROM event_records WHERE id = 3");
	expect(read()).toEqual({ packed: 0, events: 1, clicks: 1, last_event_at: 10, last_click_at: 10 });
	database.run("DELETE FROM event_records WHERE id = 1");
	expect(read()).toEqual({ packed: 0, events: 0, clicks: 0, last_event_at: null, last_click_at: null });
});

test("texts go only where nothing was packed since they were looked for, and nothing that names the old ones is kept after", () => {
	const terms = (revision: number, ...texts: string[]) => ({
		revision,
		added: texts.map((text, index) => ({ id: index + 1, kind: "name" as const, text })),
	});
	const texts = () => database.query("SELECT text FROM report_terms ORDER BY id").values().flat();
	expect(keep(update({ packs: [pack(0, 1)], terms: terms(0, "map", "film") }))).toBe(true);
	expect(keep(update({ packs: [pack(1, 2)] }))).toBe(true);
	expect(keep(update({ dropped: { ids: [1], packRevision: 1 } }))).toBe(false);
	expect(texts()).toEqual(["map", "film"]);
	expect(keep(update({ dropped: { ids: [1], packRevision: 2 } }))).toBe(true);
	expect(texts()).toEqual(["film"]);
	expect(keep(update({ packs: [pack(2, 3)] }))).toBe(false);
	expect(readPacks()).toEqual([{ revision: 2, sessions: "02" }]);
	expect(keep(update({ packs: [pack(2, 3)], terms: terms(1, "quiz") }))).toBe(true);
	expect(texts()).toEqual(["quiz", "film"]);
});
