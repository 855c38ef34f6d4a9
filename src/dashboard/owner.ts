import { effect, signal } from "@preact/signals";
import type { OwnerSettings } from "../model/reports/settings.ts";

export type { OwnerSettings };

/** The settings as they are written: hours are what somebody typed, until they can be read. */
export interface Draft extends Omit<OwnerSettings, "opening_hours"> {
	/** Of each day from Monday on. */
	readonly hours: readonly string[];
}

/** What is written and not saved yet, while the page is open; `undefined` where that is nothing. */
export const draft = signal<Draft | undefined>(undefined);

effect(() => {
	if (draft.value !== undefined) addEventListener("beforeunload", ask);
	else removeEventListener("beforeunload", ask);
});

/** The browser asks in its own words. */
function ask(event: BeforeUnloadEvent): void {
	event.preventDefault();
}
