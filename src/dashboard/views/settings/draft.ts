import { formats, texts } from "../../language.ts";
import type { Draft, OwnerSettings } from "../../owner.ts";
import { readDay, writeDay } from "./hours.ts";

/** Settings as they are begun to be written. */
export function draftOf({ opening_hours: week, ...settings }: OwnerSettings): Draft {
	return { ...settings, hours: formats.weekdays.map((_, day) => writeDay(week[day] ?? [])) };
}

/** What is written, to be saved: nothing of it may be wrong. A week without hours is none. */
export function settingsOf({ hours, ...settings }: Draft): OwnerSettings {
	const week = hours.map((text) => readDay(text) ?? []);
	return { ...settings, opening_hours: week.every((spans) => spans.length === 0) ? [] : week };
}

/** Whether something else is written than is set. */
export function isChanged(draft: Draft, settings: OwnerSettings): boolean {
	return JSON.stringify(draft) !== JSON.stringify(draftOf(settings));
}

/**
 * What is wrong with what is written, by the field: `zone`, `hours 0`, `goals 0 name`.
 * @param complete whether what is not written yet is missing
 */
export function problemsOf({ zone, hours, goals, notes, excluded }: Draft, complete: boolean): Map<string, string> {
	const problems = new Map<string, string>();
	if (!isZone(zone)) problems.set("zone", texts.wrongZone);
	for (const [day, text] of hours.entries()) {
		if (readDay(text) === undefined) problems.set(`hours ${day}`, texts.wrongHours);
	}
	for (const [index, { from, to }] of excluded.entries()) {
		if (to !== "" && from > to) problems.set(`excluded ${index} to`, texts.wrongEnd);
	}
	if (!complete) return problems;
	for (const [list, rows] of Object.entries({ goals, notes, excluded })) {
		for (const [index, row] of rows.entries()) {
			for (const [name, text] of Object.entries(row)) {
				// What is no date, a browser gives as none.
				const isDate = name === "date" || name === "from" || name === "to";
				if (text.trim() === "") problems.set(`${list} ${index} ${name}`, isDate ? texts.wrongDate : texts.missing);
			}
		}
	}
	return problems;
}

function isZone(zone: string): boolean {
	try {
		// Of offsets such as +01:00 the server says the same: they have no summer time.
		return !/^[+-]/.test(zone) && new Intl.DateTimeFormat("en", { timeZone: zone }) !== undefined;
	} catch {
		return false;
	}
}
