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

/** Reads what {@link encodeTrails} wrote, one after another. */
export function* decodeTrails(bytes: Uint8Array): Generator<Trail, undefined> {
	const reader = new ByteReader(bytes);
	while (!reader.done) {
		const length = reader.read();
		const trail = {
			screen: reader.read(),
			at: new Array<number>(length),
			actions: new Array<number>(length),
			names: new Array<number>(length),
			extras: new Array<number>(length),
		};
		let ms = 0;
		for (let index = 0; index < length; index++) {
			ms += reader.readSigned();
			trail.at[index] = ms;
			trail.actions[index] = reader.read();
			trail.names[index] = reader.read();
			trail.extras[index] = reader.read();
		}
		yield trail;
	}
}
