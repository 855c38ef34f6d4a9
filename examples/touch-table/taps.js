/** CSS pixels that a finger may move in a tap. */
export const SLOP = 15;

/**
 * Calls on a tap, by any finger, mouse or key. Pointer events are used since two fingers that touch at the same time
 * give no `click` at all: on a table with several visitors, every second tap would be lost.
 */
export function onTap(element, act) {
	const fingers = new Map();
	element.addEventListener("pointerdown", ({ pointerId, clientX, clientY, button }) => {
		if (button === 0) fingers.set(pointerId, [clientX, clientY]);
	});
	element.addEventListener("pointerup", ({ pointerId, clientX, clientY }) => {
		const [x, y] = fingers.get(pointerId) ?? [Infinity, Infinity];
		fingers.delete(pointerId);
		if (Math.hypot(clientX - x, clientY - y) <= SLOP) act();
	});
	for (const type of ["pointercancel", "pointerleave"]) {
		element.addEventListener(type, ({ pointerId }) => fingers.delete(pointerId));
	}
	// A click of a key, or of a screen reader, has no pointer before it.
	element.addEventListener("click", ({ detail }) => {
		if (detail === 0) act();
	});
}
