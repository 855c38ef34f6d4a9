import { part } from "./address.ts";

/** Ranges that one click gives. */
export const PRESETS = ["today", "yesterday", "7d", "30d", "90d", "month", "last-month", "year"] as const;
export type Preset = (typeof PRESETS)[number];

const DAY_MS = 86_400_000;

/** Dates such as `2026-10-01`, both inclusive. */
export interface DateRange {
	readonly from: string;
	readonly to: string;
}

/** The preset that the address names; `undefined` where it names dates. */
export function chosenPreset(): Preset | undefined {
	const named = PRESETS.find((preset) => preset === part("range"));
	return named ?? (part("from") === "" ? "30d" : undefined);
}

/** The range that the address names, in a time zone. */
export function chosenRange(zone: string): DateRange {
	const preset = chosenPreset();
	if (preset === undefined) return { from: part("from"), to: part("to") || today(zone) };
	return presetRange(preset, today(zone));
}

/** Today's date in a time zone. */
export function today(zone: string): string {
	// Swedish writes dates as ISO 8601 does.
	return new Intl.DateTimeFormat("sv", { timeZone: zone, dateStyle: "short" }).format(new Date());
}

function presetRange(preset: Preset, now: string): DateRange {
	const month = `${now.slice(0, 8)}01`;
	switch (preset) {
		case "today":
			return { from: now, to: now };
		case "yesterday":
			return { from: addDays(now, -1), to: addDays(now, -1) };
		case "7d":
			return { from: addDays(now, -6), to: now };
		case "30d":
			return { from: addDays(now, -29), to: now };
		case "90d":
			return { from: addDays(now, -89), to: now };
		case "month":
			return { from: month, to: now };
		case "last-month": {
			const last = addDays(month, -1);
			return { from: `${last.slice(0, 8)}01`, to: last };
		}
		case "year":
			return { from: addDays(now, -364), to: now };
	}
}

/** The range as far back as a year, on the same days of the week, as reports take it. */
export function yearBefore({ from, to }: DateRange): string {
	return `${addDays(from, -364)}/${addDays(to, -364)}`;
}

function addDays(date: string, days: number): string {
	return new Date(Date.parse(date) + days * DAY_MS).toISOString().slice(0, 10);
}
