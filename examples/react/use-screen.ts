import { useEffect } from "react";
import type { Microticks } from "./microticks.mjs";

declare global {
	interface Window {
		/** Made by the script tag in the page's head; not there where the page runs unmeasured. */
		readonly microticks?: Microticks;
	}
}

/** Says which screen is shown, for as long as the calling component shows it. */
export function useScreen(name: string): void {
	useEffect(() => window.microticks?.screen(name), [name]);
}
