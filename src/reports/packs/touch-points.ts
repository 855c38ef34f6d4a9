import { PART_SESSIONS, type PackKey, type TouchPack } from "../../model/reports/pack-update.ts";
import { ORDINARY_MASK, type Point, type SessionFacts, TAP } from "./session-facts.ts";

/** Of one point: its session's id within the part, x, y, and bits of {@link TAP}, 2 bytes each. */
const NUMBERS = 4;
export const POINT_BYTES = 2 * NUMBERS;

/** The touches of a pack by place. The counts beside the points are those of sessions that count unless asked otherwise. */
export function encodePoints(key: PackKey, sessions: readonly SessionFacts[]): TouchPack[] {
	const places = new Map<number, { numbers: number[]; touches: number; misses: number; bursts: number }>();
	for (const { id, flags, points } of sessions) {
		for (const { place, x, y, tap } of points) {
			let found = places.get(place);
			if (found === undefined) {
				found = { numbers: [], touches: 0, misses: 0, bursts: 0 };
				places.set(place, found);
			}
			found.numbers.push(id - key.part * PART_SESSIONS, x, y, tap);
			if ((flags & ORDINARY_MASK) !== 0) continue;
			found.touches++;
			if ((tap & TAP.miss) !== 0) found.misses++;
			if ((tap & TAP.burst) !== 0) found.bursts++;
		}
	}
	return [...places]
		.toSorted(([one], [other]) => one - other)
		.map(([place, { numbers, ...counts }]) => ({
			place,
			...counts,
			points: new Uint8Array(Uint16Array.from(numbers).buffer),
		}));
}

/** Reads the points of one place, and hands each to a function with its session. */
export function readPoints(
	part: number,
	bytes: Uint8Array,
	visit: (session: number, x: number, y: number, tap: number) => void,
): void {
	const numbers = new Uint16Array(bytes.slice().buffer);
	const firstId = part * PART_SESSIONS;
	for (let index = 0; index < numbers.length; index += NUMBERS) {
		visit(firstId + (numbers[index] ?? 0), numbers[index + 1] ?? 0, numbers[index + 2] ?? 0, numbers[index + 3] ?? 0);
	}
}

/** Reads the points of one place by session. */
export function decodePoints(part: number, place: number, bytes: Uint8Array, into: Map<number, Point[]>): void {
	readPoints(part, bytes, (session, x, y, tap) => {
		const points = into.get(session) ?? [];
		points.push({ place, x, y, tap });
		into.set(session, points);
	});
}
