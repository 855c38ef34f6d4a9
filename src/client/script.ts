import { createLegacyService } from "./legacy.ts";
import type { Microticks, MicroticksOptions } from "./microticks.d.ts";
import { startTracker } from "./tracker.ts";

const page = window as Window & { microticks?: Microticks };
const script = document.currentScript as HTMLScriptElement | null;
const options = { ...script?.dataset } as Partial<MicroticksOptions>;
const createMicroticks = (given: MicroticksOptions) => startTracker(given, script?.src || location.href);

Object.assign(page, { createMicroticks, MicroticksService: createLegacyService(createMicroticks) });
// A server that puts the script into every page does so also where it stands already.
if (options.consumerKey && !page.microticks) page.microticks = createMicroticks(options as MicroticksOptions);
