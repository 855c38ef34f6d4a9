import { shortestTurn } from "./layout.js";
import { place, raise } from "./prints.js";
import { SLOP } from "./taps.js";

const SMALLEST = 0.5;
const LARGEST = 4;
/** Milliseconds that a finger may rest before it lets go, and the print stays. */
const RESTED_MS = 80;
/** Milliseconds of movement that are measured at once: several fingers tell their moves in the same moment. */
const SAMPLE_MS = 4;
/** Share of the newest movement in the speed of a throw: one shaky step does not make it. */
const NEWEST = 0.4;

/**
 * Lets fingers move, turn and enlarge a print. Each print counts its own fingers, so that several visitors move several
 * prints at the same time.
 * @param motion takes over when the last finger lets go
 * @param open called when the print was tapped
 */
export function letMove(print, motion, open) {
	const { element } = print;
	const fingers = new Map();
	let isTap = false;
	let travelled = 0;
	let lastAt = 0;
	let sinceThen = { x: 0, y: 0 };

	element.addEventListener("pointerdown", (event) => {
		if (event.button !== 0) return;
		element.setPointerCapture(event.pointerId);
		fingers.set(event.pointerId, pointOf(element, event));
		isTap = fingers.size === 1;
		travelled = 0;
		lastAt = event.timeStamp;
		sinceThen = { x: 0, y: 0 };
		motion.hold(print);
		raise(print);
		element.classList.add("held");
	});

	element.addEventListener("pointermove", (event) => {
		const from = fingers.get(event.pointerId);
		if (!from) return;
		const to = pointOf(element, event);
		travelled += Math.hypot(to.x - from.x, to.y - from.y);
		if (travelled > SLOP) isTap = false;
		const before = gripOf(fingers);
		fingers.set(event.pointerId, to);
		const after = gripOf(fingers);
		carry(print, before, after);
		place(print);
		sinceThen.x += after.x - before.x;
		sinceThen.y += after.y - before.y;
		const elapsedMs = event.timeStamp - lastAt;
		if (elapsedMs < SAMPLE_MS) return;
		print.speedX += NEWEST * ((sinceThen.x / elapsedMs) * 1000 - print.speedX);
		print.speedY += NEWEST * ((sinceThen.y / elapsedMs) * 1000 - print.speedY);
		lastAt = event.timeStamp;
		sinceThen = { x: 0, y: 0 };
	});

	const letGo = (event) => {
		if (!fingers.delete(event.pointerId) || fingers.size > 0) return;
		element.classList.remove("held");
		if (isTap || event.timeStamp - lastAt > RESTED_MS) motion.hold(print);
		motion.slide(print);
		if (isTap && event.type === "pointerup") open();
	};
	element.addEventListener("pointerup", letGo);
	element.addEventListener("pointercancel", letGo);

	element.addEventListener("keydown", (event) => {
		const step = STEPS[event.key];
		if (event.key === "Enter" || event.key === " ") open();
		else if (step) {
			motion.hold(print);
			raise(print);
			step(print);
			print.scale = clampScale(print.scale);
			motion.slide(print);
		} else return;
		event.preventDefault();
	});
	// A screen reader's tap comes as a click that no pointer made.
	element.addEventListener("click", ({ detail, pointerType }) => {
		if (detail === 0 && !pointerType) open();
	});
}

/** What keys do: for who cannot use the fingers. */
const STEPS = {
	ArrowLeft: (print) => (print.x -= 24),
	ArrowRight: (print) => (print.x += 24),
	ArrowUp: (print) => (print.y -= 24),
	ArrowDown: (print) => (print.y += 24),
	"+": (print) => (print.scale *= 1.1),
	"-": (print) => (print.scale /= 1.1),
	",": (print) => (print.angle -= 0.1),
	".": (print) => (print.angle += 0.1),
};

const clampScale = (scale) => Math.min(LARGEST, Math.max(SMALLEST, scale));

/** A finger's place on the table. */
function pointOf(element, { clientX, clientY }) {
	const { left, top } = element.parentElement.getBoundingClientRect();
	return { x: clientX - left, y: clientY - top };
}

/** How the first two fingers hold a print: the point between them, how far they are apart, and in which direction. */
function gripOf(fingers) {
	const [first, second = first] = fingers.values();
	const x = second.x - first.x;
	const y = second.y - first.y;
	return {
		x: (first.x + second.x) / 2,
		y: (first.y + second.y) / 2,
		distance: Math.hypot(x, y),
		direction: Math.atan2(y, x),
	};
}

/** Moves a print so that what lay under the fingers still does. */
function carry(print, before, after) {
	const wanted = before.distance > 1 ? after.distance / before.distance : 1;
	const scale = clampScale(print.scale * wanted);
	const growth = scale / print.scale;
	const turn = shortestTurn(after.direction - before.direction);
	const x = (print.x - before.x) * growth;
	const y = (print.y - before.y) * growth;
	print.x = after.x + x * Math.cos(turn) - y * Math.sin(turn);
	print.y = after.y + x * Math.sin(turn) + y * Math.cos(turn);
	print.angle += turn;
	print.scale = scale;
}
