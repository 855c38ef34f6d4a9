import { ByteReader, ByteWriter } from "./bytes.ts";
import type { Trail } from "./session-facts.ts";

/**
 * The trails of a pack as bytes, in the order of its sessions. Of each: how many events, the screen that it began on, and
 * of each event the milliseconds since the one before, the action, the name, and what else it tells.
 */
export function encodeTrails(trails: readonly Trail[]): Uint8Array<ArrayBuffer> {
	const writer = new ByteWriter();
	for (const { screen, at, actions, names, extras } of trails) {
		writer.write(at.length);
		writer.write(screen);
		let before = 0;
		for (const [index, ms] of at.entries()) {
			writer.writeSigned(ms - before);
			writer.write(actions[index] ?? 0);
			writer.write(names[index] ?? 0);
			writer.write(extras[index] ?? 0);
			before = ms;
		}
	}
	return writer.bytes();
}

/**
 * Reads what {@link encodeTrails} wrote, one after another.
 * @throws {RangeError} where it was damaged
 */
export function decodeTrails(bytes: Uint8Array): Trail[] {
	const trails: Trail[] = [];
	visitTrails(bytes, ({ screen, at, actions, names, extras }) => {
		trails.push({ screen, at: [...at], actions: [...actions], names: [...names], extras: [...extras] });
	});
	return trails;
}

/**
 * Calls a function with each trail, and its place. It is good for the call alone: of millions, none is kept in memory.
 * @throws {RangeError} where it was damaged
 */
export function visitTrails(bytes: Uint8Array, visit: (trail: Trail, index: number) => void): void {
	const reader = new ByteReader(bytes);
	const trail = {
		screen: 0,
		at: [] as number[],
		actions: [] as number[],
		names: [] as number[],
		extras: [] as number[],
	};
	const { at, actions, names, extras } = trail;
	for (let place = 0; !reader.done; place++) {
		const length = reader.read();
		// What a damaged pack says may be any number.
		if (length > reader.left) throw new RangeError("A pack ends too early.");
		trail.screen = reader.read();
		let ms = 0;
		for (let index = 0; index < length; index++) {
			ms += reader.readSigned();
			at[index] = ms;
			actions[index] = reader.read();
			names[index] = reader.read();
			extras[index] = reader.read();
		}
		at.length = length;
		actions.length = length;
		names.length = length;
		extras.length = length;
		visit(trail, place);
	}
}
