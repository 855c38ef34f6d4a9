import type { MicroticksEvents } from "./microticks.d.ts";

/** Tells listeners what happens. */
export type Emit = <Name extends keyof MicroticksEvents>(name: Name, event: MicroticksEvents[Name]) => void;

/** Tells of what goes wrong: a code, what was caught, and how much of it. */
export type Fail = (code: string, error: unknown, count?: number) => void;

/** Makes the page's listeners. What one of them throws goes to the browser's console, and no further: so do events. */
export function createEmitter() {
	const target = new EventTarget();
	const emit: Emit = (name, detail) => {
		target.dispatchEvent(new CustomEvent(name, { detail }));
	};
	const fail: Fail = (code, error, count) => {
		const message = `${error}`;
		console.warn("Microticks:", code, message);
		emit("error", { code, message, ...(count && { count }) });
	};

	function on<Name extends keyof MicroticksEvents>(name: Name, listener: (event: MicroticksEvents[Name]) => void) {
		const listen = (event: Event) => listener((event as CustomEvent).detail);
		target.addEventListener(name, listen);
		return () => target.removeEventListener(name, listen);
	}

	return { on, emit, fail };
}
