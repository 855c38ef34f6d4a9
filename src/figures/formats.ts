import { fill } from "./texts/texts.ts";

/** What stands where there is nothing to tell. */
const NOTHING = "–";

/** More than so many times as much is no matter of percents. */
const MOST_CHANGE = 10;

/** Numbers, shares and times as people of one language write them. */
export type Formats = ReturnType<typeof createFormats>;

/** @param language a BCP 47 tag */
export function createFormats(language: string) {
	const number = new Intl.NumberFormat(language);
	const plurals = new Intl.PluralRules(language);
	const decimal = new Intl.NumberFormat(language, { maximumFractionDigits: 1 });
	const percent = new Intl.NumberFormat(language, { style: "percent", maximumFractionDigits: 0 });
	const finePercent = new Intl.NumberFormat(language, { style: "percent", maximumFractionDigits: 1 });
	const change = new Intl.NumberFormat(language, {
		style: "percent",
		maximumFractionDigits: 0,
		signDisplay: "exceptZero",
	});
	const unit = (value: number, name: "second" | "minute" | "hour", maximumFractionDigits = 0) =>
		new Intl.NumberFormat(language, {
			style: "unit",
			unit: name,
			// Narrow, German has signs for hours and words for the rest.
			unitDisplay: language.startsWith("de") ? "short" : "narrow",
			maximumFractionDigits,
		}).format(value);
	const orNothing =
		<T>(format: (value: T) => string) =>
		(value: T | null): string =>
			value === null ? NOTHING : format(value);
	const date = (instant: string, zone: string, options: Intl.DateTimeFormatOptions) =>
		new Intl.DateTimeFormat(language, { ...options, timeZone: zone }).format(new Date(instant));

	const dayNames = (weekday: "short" | "long") =>
		Array.from({ length: 7 }, (_, day) =>
			// 2024-01-01 was a Monday.
			date(new Date(Date.UTC(2024, 0, 1 + day)).toISOString(), "UTC", { weekday }),
		);
	const languageNames = new Intl.DisplayNames(language, { type: "language", fallback: "code" });

	return {
		language,
		formatNumber: orNothing<number>((value) => number.format(value)),
		/**
		 * Something that is counted, in words.
		 * @param forms how it is said of one and of several, with a bar between them; `{}` stands for the number
		 */
		formatCount(forms: string, count: number): string {
			const [one = "", several = one] = forms.split("|");
			return fill(plurals.select(count) === "one" ? one : several, number.format(count));
		},
		formatDecimal: orNothing<number>((value) => decimal.format(value)),
		/** A share from 0 to 1. */
		formatShare: orNothing<number>((value) => (value > 0 && value < 0.1 ? finePercent : percent).format(value)),
		/** How much more or less one is than another; `undefined` where that is not known. */
		formatChange(now: number | null, before: number | null): string | undefined {
			if (now === null || before === null || before === 0) return undefined;
			// Of next to nothing, percents say nothing.
			return now / before >= MOST_CHANGE
				? `×${number.format(Math.round(now / before))}`
				: change.format(now / before - 1);
		},
		/** A time in seconds, in the two units that say most. */
		formatSeconds: orNothing<number>((seconds) => {
			if (seconds < 10) return unit(seconds, "second", 1);
			const whole = Math.round(seconds);
			if (whole < 60) return unit(whole, "second");
			const minutes = Math.floor(whole / 60);
			if (minutes < 60) return pair(unit(minutes, "minute"), whole % 60, unit(whole % 60, "second"));
			return pair(unit(Math.floor(minutes / 60), "hour"), minutes % 60, unit(minutes % 60, "minute"));
		}),
		/** A time in a zone, as fine as a step of a series is long. */
		formatStep(instant: string, zone: string, grain: string): string {
			if (grain === "month") return date(instant, zone, { year: "numeric", month: "short" });
			if (grain === "day" || grain === "week") {
				return date(instant, zone, { weekday: "short", day: "numeric", month: "short" });
			}
			return date(instant, zone, { day: "numeric", month: "short", hour: "2-digit", minute: "2-digit" });
		},
		/** The hour of an instant, and its minutes. */
		formatHour: (instant: string, zone: string): string => date(instant, zone, { hour: "2-digit", minute: "2-digit" }),
		formatMonth: (instant: string, zone: string, withYear: boolean): string =>
			date(instant, zone, { month: "short", ...(withYear ? { year: "numeric" } : {}) }),
		formatTime: (instant: string | null, zone: string): string =>
			instant === null ? NOTHING : date(instant, zone, { dateStyle: "medium", timeStyle: "short" }),
		formatClock: (instant: string, zone: string): string => date(instant, zone, { timeStyle: "medium" }),
		formatDate: (instant: string, zone: string): string => date(instant, zone, { dateStyle: "medium" }),
		/** Whole days from one instant to another, which is not among them. */
		formatDays(from: string, to: string, zone: string): string {
			const format = new Intl.DateTimeFormat(language, { dateStyle: "medium", timeZone: zone });
			return format.formatRange(new Date(from), new Date(Date.parse(to) - 1));
		},
		/** Days by their dates, such as `2026-10-01`, both inclusive. */
		formatDates(from: string, to: string): string {
			const format = new Intl.DateTimeFormat(language, { dateStyle: "long", timeZone: "UTC" });
			return format.formatRange(new Date(from), new Date(to));
		},
		/** How long ago something was. */
		formatAgo(instant: string, now: number): string {
			const seconds = Math.round((Date.parse(instant) - now) / 1000);
			const relative = new Intl.RelativeTimeFormat(language, { numeric: "auto", style: "long" });
			for (const [unitName, length] of AGO)
				if (seconds <= -length) return relative.format(Math.ceil(seconds / length), unitName);
			return relative.format(Math.min(0, seconds), "second");
		},
		/** A range, of which `to` is the first instant behind it: as dates where it is whole days. */
		formatRange(from: string, to: string, zone: string): string {
			const whole = isMidnight(from, zone) && isMidnight(to, zone);
			const format = new Intl.DateTimeFormat(language, {
				dateStyle: "long",
				...(whole ? {} : { timeStyle: "short" }),
				timeZone: zone,
			});
			return format.formatRange(new Date(from), new Date(Date.parse(to) - (whole ? 1 : 0)));
		},
		/** The name of a language; what a page gave that is none stays as it is. */
		formatLanguage(tag: string): string {
			try {
				return languageNames.of(tag) ?? tag;
			} catch {
				return tag;
			}
		},
		/** Names of the days from Monday on. */
		weekdays: dayNames("short"),
		weekdaysInFull: dayNames("long"),
	};
}

const AGO = [
	["day", 86_400],
	["hour", 3600],
	["minute", 60],
] as const;

function pair(large: string, rest: number, small: string): string {
	return rest === 0 ? large : `${large} ${small}`;
}

/** Whether a day begins at an instant, by the local clock. */
export function isMidnight(instant: string, zone: string): boolean {
	const clock = new Intl.DateTimeFormat("en", { timeZone: zone, hourCycle: "h23", timeStyle: "medium" });
	return clock.format(new Date(instant)) === "00:00:00";
}
