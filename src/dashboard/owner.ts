import type { OwnerSettings } from "../model/reports/settings.ts";

export type { OwnerSettings };

/** What is shown where the server could not be asked. */
export const DEFAULT_SETTINGS: OwnerSettings = {
	zone: "UTC",
	opening_hours: [],
	goals: [],
	notes: [],
	excluded: [],
	count_faulty: false,
};
