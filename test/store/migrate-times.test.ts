import { expect, test } from "bun:test";
import { join } from "node:path";
import fc from "fast-check";
import { formatInstant, parseInstant } from "../../src/model/time.ts";
import { openDatabase } from "../../src/store/open-database.ts";
import { writeLegacyFile } from "../support/legacy-file.ts";
import { temporaryDirectory } from "../support/service.ts";
import { ACCEPTED_TIMES, REFUSED_TIMES } from "../support/times.ts";

/** What stands for a time of an event whose session is not there, when it is no time. */
const UNKNOWN = 0;

interface Migrated {
	ts: number;
	time: string;
	kept: string | null;
}

/** Migrates a 2017 file with these times of events in it. */
function migrate(times: readonly string[]): Migrated[] {
	using directory = temporaryDirectory();
	const path = join(directory.path, "ticks.db");
	writeLegacyFile(path, { events: times.map((time, index) => [index + 1, 1, time, "tick", ""]) });
	using database = openDatabase(path).database;
	return database
		.query<Migrated, []>(
			`SELECT
				ts,
				(SELECT time FROM events WHERE events.id = event_records.id) AS time,
				(SELECT value FROM legacy_values WHERE row_id = id AND column_name = 'time') AS kept
			FROM event_records
			ORDER BY id`,
		)
		.all();
}

/** The texts that the migration reads otherwise than {@link parseInstant}, with both readings. */
function differences(times: readonly string[]): unknown[] {
	const migrated = migrate(times);
	return times.flatMap((text, index) => {
		const instant = parseInstant(text);
		const row = migrated[index];
		const agrees =
			instant === undefined
				? row?.ts === UNKNOWN && row.time === text && row.kept === text
				: row?.ts === instant && row.time === formatInstant(instant) && row.kept === null;
		return agrees ? [] : [{ text, instant, row }];
	});
}

test("the migration takes the same texts for times as the service does", () => {
	const times = [...Object.keys(ACCEPTED_TIMES), ...REFUSED_TIMES];
	expect(differences(times)).toEqual([]);
});

test("the migration reads every text as the service does", () => {
	const two = (max: number) => fc.integer({ min: 0, max }).map((part) => `${part}`.padStart(2, "0"));
	const four = fc.integer({ min: 0, max: 9999 }).map((year) => `${year}`.padStart(4, "0"));
	const often = (text: string) => fc.constant(text);
	const day = fc
		.tuple(four, fc.oneof(two(13), often("02")), fc.oneof(two(32), often("31"), often("29")))
		.map((parts) => parts.join("-"));
	const separator = fc.oneof({ weight: 6, arbitrary: fc.constantFrom("T", "t", " ") }, fc.constantFrom("", "TT", "  "));
	const clock = fc
		.tuple(fc.oneof(two(25), often("24")), fc.oneof(two(60), often("00")), fc.oneof(two(60), often("00"), often("")))
		.map((parts) => parts.filter((part) => part !== "").join(":"));
	const fraction = fc
		.tuple(fc.constantFrom("", "", ".", ","), fc.stringMatching(/^\d{1,12}$/))
		.map(([point, digits]) => (point === "" ? "" : point + digits));
	const zone = fc.oneof(
		fc.constantFrom("", "Z", "z", " Z", "+", "UTC"),
		fc
			.tuple(fc.constantFrom("+", "-"), two(24), fc.constantFrom("", ":"), fc.oneof(two(60), often("")))
			.map((p) => p.join("")),
	);
	const iso = fc.tuple(day, separator, clock, fraction, zone).map((parts) => parts.join(""));
	const epoch = fc
		.tuple(fc.constantFrom("", "", "-", "+"), fc.stringMatching(/^\d{1,16}$/), fraction)
		.map((parts) => parts.join(""));
	const damaged = fc
		.tuple(iso, fc.nat(30), fc.constantFrom("", "-", ":", ".", "+", "Z", "0", " ", "\0", "٣", "x"))
		.map(([text, at, part]) => text.slice(0, at) + part + text.slice(at + 1));
	const text = fc.oneof(
		iso,
		iso,
		day,
		epoch,
		damaged,
		fc.string({ unit: "binary" }).filter((value) => value.isWellFormed()),
	);
	const texts = fc.array(text, { minLength: 300, maxLength: 300 });
	fc.assert(
		fc.property(texts, (times) => {
			expect(differences(times)).toEqual([]);
		}),
		{ numRuns: 15, endOnFailure: true },
	);
});

test("the views write every instant as the service does", () => {
	const instants = fc.integer({ min: Date.parse("0000-01-01T00:00:00Z"), max: Date.parse("9999-12-31T23:59:59.999Z") });
	fc.assert(
		fc.property(fc.array(instants, { minLength: 1000, maxLength: 1000 }), (values) => {
			expect(migrate(values.map(String)).map(({ time }) => time)).toEqual(values.map(formatInstant));
		}),
		{ numRuns: 5, endOnFailure: true },
	);
});
