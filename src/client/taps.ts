/** Adds a listener that is passive, sees an event before the page does, and whose errors stay its own. */
export type Listen = <E extends Event>(target: EventTarget, types: string, handle: (event: E) => void) => void;

/** CSS pixels that a finger may move in a tap: Chromium's own (`max_touch_move_in_pixels_for_click`). */
const SLOP = 15;

/** A faulty screen leaves fingers behind that never go up. */
const MOST_FINGERS = 64;

/**
 * Recognises taps from pointer events: with several fingers at once browsers give no `click`.
 * @param onTouch called on whatever a visitor does
 * @param onTap called with what lay under the finger when it went down, from the innermost node outwards; where that was
 * in the viewport of its window, in CSS pixels; that window; and the event in which the finger went up
 * @returns starts to watch a window
 */
export function recogniseTaps(
	listen: Listen,
	onTouch: (event: Event) => void,
	onTap: (path: readonly EventTarget[], x: number, y: number, view: Window, up: PointerEvent) => void,
): (view: Window) => void {
	const fingers = new Map<number, [path: EventTarget[], x: number, y: number, view: Window]>();

	return (view) => {
		listen<PointerEvent>(view, "pointerdown pointermove pointerup pointercancel", (event) => {
			const { type, pointerId, clientX, clientY } = event;
			if (!event.isTrusted) return;
			const finger = fingers.get(pointerId);
			const moved = !finger || Math.hypot(clientX - finger[1], clientY - finger[2]) > SLOP;
			const goesOn = type === "pointermove";
			if (!goesOn || event.buttons) onTouch(event);
			if (goesOn && !moved) return;
			// One that did not go up and comes down again is another one.
			fingers.delete(pointerId);
			if (type === "pointerdown" && !event.button) {
				fingers.set(pointerId, [event.composedPath(), clientX, clientY, view]);
				for (const [oldest] of fingers) if (fingers.size > MOST_FINGERS) fingers.delete(oldest);
			}
			if (type === "pointerup" && finger && !moved) onTap(...finger, event);
		});
		listen<KeyboardEvent | WheelEvent>(view, "keydown wheel", (event) => {
			if (event.isTrusted && !("repeat" in event && event.repeat)) onTouch(event);
		});
	};
}

/**
 * Bounds how many taps are taken: a faulty screen touches itself hundreds of times a second.
 * @param limit taps a second
 * @returns whether one more is taken
 */
export function limitRate(limit: number, milliseconds: () => number): () => boolean {
	let until = 0;
	let taken = 0;
	return () => {
		const now = milliseconds();
		if (now >= until) {
			until = now + 1000;
			taken = 0;
		}
		return taken++ < limit;
	};
}
