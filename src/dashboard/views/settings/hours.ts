import type { OwnerSettings } from "../../../model/reports/settings.ts";

type Hours = OwnerSettings["opening_hours"];

/** Spans of one day that the server takes. */
const MOST_SPANS = 8;

/** `10:00-17:00`, also `9-17` and with a dash. */
const SPAN = /^(\d{1,2})(?::(\d\d))?\s*[-–]\s*(\d{1,2})(?::(\d\d))?$/;

/** A day's hours as people write them: `10:00-12:00, 13:00-17:00`. */
export function writeDay(spans: Hours[number]): string {
	return spans.map(({ from, to }) => `${from}-${to}`).join(", ");
}

/**
 * Reads what {@link writeDay} writes.
 * @returns `undefined` where it cannot be read: nothing of it is guessed
 */
export function readDay(text: string): Hours[number] | undefined {
	if (text.trim() === "") return [];
	const spans = text.split(",").map((part) => readSpan(part.trim()));
	return spans.length <= MOST_SPANS && spans.every((span) => span !== undefined) ? spans : undefined;
}

function readSpan(text: string): Hours[number][number] | undefined {
	const [, fromHour, fromMinute, toHour, toMinute] = SPAN.exec(text) ?? [];
	const [from, to] = [readClock(fromHour, fromMinute), readClock(toHour, toMinute)];
	return from === undefined || to === undefined || from >= to ? undefined : { from, to };
}

/** A time of the day with two digits each, so that the earlier is the lesser; the day's end is `24:00`. */
function readClock(hour = "", minute = "00"): string | undefined {
	const isTime = Number(minute) < 60 && (Number(hour) < 24 || (Number(hour) === 24 && Number(minute) === 0));
	return hour !== "" && isTime ? `${hour.padStart(2, "0")}:${minute}` : undefined;
}
