import type { Formats } from "../formats.ts";
import { createLocalClock } from "../local-time.ts";

/** Hours between two labels of a day, as few as there is place for. */
const HOUR_STEPS = [1, 2, 3, 6, 12] as const;

/** Days between two labels; from a week on, they stand on Mondays. */
const DAY_STEPS = [1, 2, 3, 7, 14, 28, 56] as const;

/** Months between two labels. */
const MONTH_STEPS = [1, 2, 3, 6, 12, 24, 60] as const;

/** A month that begins on that day stands without a label. */
const LATE_IN_MONTH = 16;

const DAY_MS = 86_400_000;

/** A range of more hours than that is told by its days, in milliseconds. */
const ONE_DAY_MS = 1.5 * DAY_MS;

interface Step {
	readonly index: number;
	readonly start: string;
	/** By the local clock. */
	readonly local: string;
}

/**
 * What stands below a curve, by step: hours of one day, midnights of some, days, or months with the year where it begins. No
 * date stands there twice.
 * @param most labels that there is place for
 */
export function curveLabels(
	{ starts, grain }: { readonly starts: readonly string[]; readonly grain: string },
	zone: string,
	formats: Formats,
	most: number,
): ReadonlyMap<number, string> {
	const clock = createLocalClock(zone);
	const steps = starts.map((start, index) => ({ index, start, local: clock(start) }));
	const lasts = Date.parse(starts.at(-1) ?? "") - Date.parse(starts[0] ?? "");
	if (grain === "week" || grain === "month") return monthLabels(steps, zone, formats, most);
	if (grain === "day" || lasts > ONE_DAY_MS) return dayLabels(steps, zone, formats, most);
	const hours = steps.filter(({ local }) => local.slice(14, 16) === "00");
	const every = HOUR_STEPS.find((hour) => hours.length / hour <= most) ?? 12;
	// A range of minutes may have no full hour in it.
	const shown = hours.length < 2 ? thinned(steps, most) : hours.filter(({ local }) => hourOf(local) % every === 0);
	return new Map(shown.map(({ index, start }) => [index, formats.formatHour(start, zone)]));
}

function dayLabels(steps: readonly Step[], zone: string, formats: Formats, most: number): Map<number, string> {
	const days = firstOfEach(steps, 10).filter(({ index, local }) => index > 0 || hourOf(local) === 0);
	const every = DAY_STEPS.find((day) => days.length / day <= most) ?? 56;
	const shown =
		every < 7
			? days.filter((_, place) => place % every === 0)
			: days
					.filter(({ local }) => new Date(`${local.slice(0, 10)}T00:00Z`).getUTCDay() === 1)
					.filter((_, place) => place % (every / 7) === 0);
	return new Map(shown.map(({ index, start }) => [index, formats.formatStep(start, zone, "day")]));
}

function monthLabels(steps: readonly Step[], zone: string, formats: Formats, most: number): Map<number, string> {
	// The end of a month is too near to the next one.
	const months = firstOfEach(steps, 7).filter(
		({ local }, place, all) => place > 0 || Number(local.slice(8, 10)) < LATE_IN_MONTH || all.length === 1,
	);
	const every = MONTH_STEPS.find((month) => months.length / month <= most) ?? 60;
	const shown = months.filter((_, place) => place % every === 0);
	return new Map(
		shown.map(({ index, start, local }, place) => {
			const before = shown[place - 1]?.local.slice(0, 4);
			return [index, formats.formatMonth(start, zone, before !== local.slice(0, 4))];
		}),
	);
}

/** The first step of each day or month, by so many characters of its local time. */
function firstOfEach(steps: readonly Step[], characters: number): Step[] {
	return steps.filter(
		({ local }, index) => local.slice(0, characters) !== steps[index - 1]?.local.slice(0, characters),
	);
}

function thinned(steps: readonly Step[], most: number): Step[] {
	const every = Math.ceil(steps.length / Math.max(1, most));
	return steps.filter((_, place) => place % every === 0);
}

function hourOf(local: string): number {
	return Number(local.slice(11, 13));
}
