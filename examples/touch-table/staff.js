import { onTap } from "./taps.js";

const TAPS = 5;
const WITHIN_MS = 3000;

/** Calls when a corner is tapped five times within three seconds: staff know it, visitors do not happen on it. */
export function onFiveTaps(corner, act) {
	let times = [];
	onTap(corner, () => {
		const now = performance.now();
		times = [...times.filter((time) => now - time < WITHIN_MS), now];
		if (times.length < TAPS) return;
		times = [];
		act();
	});
}
