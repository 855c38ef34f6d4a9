import { DAY_MS, PART_SESSIONS, type PackKey } from "../../model/reports/pack-update.ts";
import type { Instant } from "../../model/time.ts";
import { FLAGS, type Point, type SessionFacts, type Trail } from "./session-facts.ts";

/** The figures of many sessions, a column each: a report over a million of them is a loop over numbers. */
export interface SessionColumns {
	readonly length: number;
	/** Ascending. */
	readonly id: Float64Array;
	readonly startedAt: Float64Array;
	readonly heardMs: Uint32Array;
	readonly dwellSeconds: Uint32Array;
	readonly events: Uint32Array;
	readonly misses: Uint32Array;
	readonly bursts: Uint32Array;
	readonly targets: Uint32Array;
	readonly flags: Uint32Array;
	readonly language: Uint32Array;
	readonly ending: Uint32Array;
	/** Bits of {@link FLAGS} that any of them has. */
	readonly anyFlags: number;
}

/** Columns of whole numbers, in the order in which they are stored behind the ids and starts. */
const STORED = [
	"heardMs",
	"dwellSeconds",
	"events",
	"misses",
	"bursts",
	"targets",
	"flags",
	"language",
	"ending",
] as const;

/** Bytes that a number of a column takes; each column takes as few as its largest needs. */
const WIDTHS = [Uint8Array, Uint16Array, Uint32Array] as const;

/** What columns have of one session. */
export type ColumnRow = Omit<SessionFacts, "trail" | "points">;

/** Puts facts into columns. */
export function toColumns(sessions: readonly ColumnRow[]): SessionColumns {
	const column = (name: (typeof STORED)[number]) => Uint32Array.from(sessions, (session) => session[name]);
	const flags = column("flags");
	return {
		length: sessions.length,
		id: Float64Array.from(sessions, ({ id }) => id),
		startedAt: Float64Array.from(sessions, ({ startedAt }) => startedAt),
		heardMs: column("heardMs"),
		dwellSeconds: column("dwellSeconds"),
		events: column("events"),
		misses: column("misses"),
		bursts: column("bursts"),
		targets: column("targets"),
		flags,
		language: column("language"),
		ending: column("ending"),
		anyFlags: flags.reduce((any, bits) => any | bits, 0),
	};
}

/**
 * Columns as bytes: how many sessions (4 bytes, the lowest first, as all numbers); the ids within the part (2 each); the
 * milliseconds since the day began (4 each); then each column with a byte that says how many bytes a number takes.
 */
export function encodeColumns(key: PackKey, columns: SessionColumns): Uint8Array<ArrayBuffer> {
	const { length } = columns;
	const chunks: Uint8Array[] = [
		bytesOf(Uint32Array.of(length)),
		bytesOf(Uint16Array.from(columns.id, (id) => id - key.part * PART_SESSIONS)),
		bytesOf(Uint32Array.from(columns.startedAt, (at) => at - key.day * DAY_MS)),
	];
	for (const name of STORED) {
		const numbers = columns[name];
		const largest = numbers.reduce((most, number) => Math.max(most, number), 0);
		const width = largest < 256 ? 0 : largest < 65_536 ? 1 : 2;
		chunks.push(Uint8Array.of(width), bytesOf(WIDTHS[width].from(numbers)));
	}
	return new Uint8Array(Buffer.concat(chunks));
}

/**
 * Reads what {@link encodeColumns} wrote.
 * @throws {RangeError} where it was damaged
 */
export function decodeColumns(key: PackKey, bytes: Uint8Array): SessionColumns {
	let position = 0;
	// Copied into place: in the blob, a column may begin at any byte.
	const take = <T extends Uint8Array | Uint16Array | Uint32Array>(numbers: T): T => {
		const { byteLength } = numbers;
		if (position + byteLength > bytes.length) throw new RangeError("A pack ends too early.");
		new Uint8Array(numbers.buffer).set(bytes.subarray(position, position + byteLength));
		position += byteLength;
		return numbers;
	};
	const length = take(new Uint32Array(1))[0] ?? 0;
	// Before so much is kept free for it: what a damaged pack says may be any number.
	if (length > bytes.length) throw new RangeError("A pack ends too early.");
	const id = new Float64Array(take(new Uint16Array(length)));
	const startedAt = new Float64Array(take(new Uint32Array(length)));
	const [firstId, dayAt] = [key.part * PART_SESSIONS, key.day * DAY_MS];
	for (let index = 0; index < length; index++) {
		id[index] = firstId + (id[index] ?? 0);
		startedAt[index] = dayAt + (startedAt[index] ?? 0);
	}
	const column = () => {
		const Width = WIDTHS[bytes[position++] ?? 2] ?? Uint32Array;
		return new Uint32Array(take(new Width(length)));
	};
	const [heardMs, dwellSeconds, events, misses, bursts] = [column(), column(), column(), column(), column()];
	const [targets, flags, language, ending] = [column(), column(), column(), column()];
	const anyFlags = flags.reduce((any, bits) => any | bits, 0);
	return {
		length,
		id,
		startedAt,
		heardMs,
		dwellSeconds,
		events,
		misses,
		bursts,
		targets,
		flags,
		language,
		ending,
		anyFlags,
	};
}

/** One session's numbers. */
export function rowOf(columns: SessionColumns, index: number): ColumnRow {
	const of = (name: "id" | "startedAt" | (typeof STORED)[number]) => columns[name][index] ?? 0;
	return {
		id: of("id"),
		startedAt: of("startedAt"),
		heardMs: of("heardMs"),
		dwellSeconds: of("dwellSeconds"),
		events: of("events"),
		misses: of("misses"),
		bursts: of("bursts"),
		targets: of("targets"),
		flags: of("flags"),
		language: of("language"),
		ending: of("ending"),
	};
}

/** One session out of columns, with what is beside them. */
export function factsAt(
	columns: SessionColumns,
	index: number,
	trail: Trail,
	pointsOf: (session: number) => readonly Point[],
): SessionFacts {
	const row = rowOf(columns, index);
	return { ...row, trail, points: pointsOf(row.id) };
}

/** When the last sign of a session was received. */
export function heardAt({ startedAt, heardMs, flags }: SessionColumns, index: number): Instant {
	const ms = heardMs[index] ?? 0;
	return (startedAt[index] ?? 0) + (((flags[index] ?? 0) & FLAGS.ahead) === 0 ? ms : -ms);
}

/** Bytes that columns keep in memory. */
export function columnBytes({ length }: SessionColumns): number {
	return length * (2 * 8 + STORED.length * 4);
}

function bytesOf(numbers: Uint8Array | Uint16Array | Uint32Array): Uint8Array {
	return new Uint8Array(numbers.buffer, numbers.byteOffset, numbers.byteLength);
}
