import { placeOnRing } from "./layout.js";
import { still } from "./motion.js";

/** Seconds in which the ring turns once: slow enough to look at, fast enough to be seen from across the room. */
const TURN_S = 90;

/**
 * The attract loop: the pictures go round the title. It moves them by itself, and so is no visitor; who has asked for
 * reduced motion sees them lie still.
 */
export function circle(prints, motion, bounds) {
	let stopLoop = null;
	return {
		start() {
			if (stopLoop) return;
			stopLoop = motion.eachFrame((seconds) => {
				const size = bounds();
				const turn = still.matches ? 0.3 : (seconds / TURN_S) * 2 * Math.PI;
				prints.forEach((print, index) => {
					motion.glide(print, placeOnRing(print, index, prints.length, turn, size));
				});
			});
		},
		stop() {
			stopLoop?.();
			stopLoop = null;
		},
	};
}
