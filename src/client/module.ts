import { createLegacyService } from "./legacy.ts";
import type * as Types from "./microticks.d.ts";
import { startTracker } from "./tracker.ts";

/** Starts to measure this page. */
export const createMicroticks: typeof Types.createMicroticks = (options) => startTracker(options, import.meta.url);

/** The calls of the 2017 client. */
export const MicroticksService: typeof Types.MicroticksService = createLegacyService(createMicroticks);
