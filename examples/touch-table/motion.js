import { shortestTurn } from "./layout.js";
import { place } from "./prints.js";

/** Whether the visitor, or the kiosk's settings, ask for no movement. */
export const still = matchMedia("(prefers-reduced-motion: reduce)");

/** Share of the speed that is left after a second: a print slides as paper does on felt. */
const LEFT_AFTER_SECOND = 0.015;
/** Share of the way to a target that is left after a second. */
const WAY_LEFT_AFTER_SECOND = 0.01;
/** CSS pixels a second at which a print lies still. */
const SLOWEST = 8;
/** A frame that took longer was a sleeping page: what moved goes on from where it was. */
const LONGEST_FRAME_S = 0.05;

const PARTS = ["x", "y", "angle", "scale"];

/**
 * Moves what no finger holds: prints that were thrown slide and stop at the table's edge, others glide to a target.
 * @param bounds the table's size
 */
export function createMotion(prints, bounds) {
	const steps = new Set();
	let frame = 0;
	let before = 0;

	function run(now) {
		const seconds = Math.min(LONGEST_FRAME_S, (now - before) / 1000);
		before = now;
		for (const step of steps) step(now / 1000);
		const size = bounds();
		let moving = steps.size > 0;
		for (const print of prints) {
			if (print.target) moving = glideOn(print, seconds) || moving;
			else if (print.speedX || print.speedY) moving = slideOn(print, seconds, size) || moving;
		}
		frame = moving ? requestAnimationFrame(run) : 0;
	}

	function wake() {
		if (frame) return;
		before = performance.now();
		frame = requestAnimationFrame(run);
	}

	return {
		/** Sends a print to a place. */
		glide(print, target) {
			print.speedX = 0;
			print.speedY = 0;
			print.target = target;
			print.angle = shortestTurn(print.angle);
			wake();
		},
		/** Lets go of a print that a finger has thrown. */
		slide(print) {
			if (still.matches) {
				print.speedX = 0;
				print.speedY = 0;
			}
			keepOnTable(print, bounds());
			place(print);
			wake();
		},
		/** Stops a print, for a finger holds it. */
		hold(print) {
			print.target = null;
			print.speedX = 0;
			print.speedY = 0;
		},
		/** Calls in each frame, with the seconds that have passed; returns what ends it. */
		eachFrame(step) {
			steps.add(step);
			wake();
			return () => steps.delete(step);
		},
	};
}

/** Returns whether the print is still on its way. */
function glideOn(print, seconds) {
	const share = still.matches ? 1 : 1 - WAY_LEFT_AFTER_SECOND ** seconds;
	let left = 0;
	for (const part of PARTS) {
		const way = print.target[part] - print[part];
		left = Math.max(left, Math.abs(part === "x" || part === "y" ? way : way * 100));
		print[part] += way * share;
	}
	if (left < 0.5) print.target = null;
	place(print);
	return left >= 0.5;
}

/** Returns whether the print is still on its way. */
function slideOn(print, seconds, size) {
	print.x += print.speedX * seconds;
	print.y += print.speedY * seconds;
	const left = LEFT_AFTER_SECOND ** seconds;
	print.speedX *= left;
	print.speedY *= left;
	keepOnTable(print, size);
	place(print);
	if (Math.hypot(print.speedX, print.speedY) >= SLOWEST) return true;
	print.speedX = 0;
	print.speedY = 0;
	return false;
}

/** A print's middle stays on the table, so that nobody throws it where nobody can fetch it. */
function keepOnTable(print, { width, height }) {
	const x = Math.min(width, Math.max(0, print.x));
	const y = Math.min(height, Math.max(0, print.y));
	if (x !== print.x) print.speedX *= -0.4;
	if (y !== print.y) print.speedY *= -0.4;
	print.x = x;
	print.y = y;
}
