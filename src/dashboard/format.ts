import { language } from "./texts/texts.ts";

const number = new Intl.NumberFormat(language);
const decimal = new Intl.NumberFormat(language, { maximumFractionDigits: 1 });
const percent = new Intl.NumberFormat(language, { style: "percent", maximumFractionDigits: 0 });
const finePercent = new Intl.NumberFormat(language, { style: "percent", maximumFractionDigits: 1 });
const change = new Intl.NumberFormat(language, {
	style: "percent",
	maximumFractionDigits: 0,
	signDisplay: "exceptZero",
});

/** What stands where there is nothing to tell. */
const NOTHING = "–";

export function formatNumber(value: number | null): string {
	return value === null ? NOTHING : number.format(value);
}

export function formatDecimal(value: number | null): string {
	return value === null ? NOTHING : decimal.format(value);
}

/** A share from 0 to 1. */
export function formatShare(value: number | null): string {
	if (value === null) return NOTHING;
	return (value > 0 && value < 0.1 ? finePercent : percent).format(value);
}

/** How much more or less one is than another; `undefined` where that is not known. */
export function formatChange(now: number | null, before: number | null): string | undefined {
	if (now === null || before === null || before === 0) return undefined;
	return change.format(now / before - 1);
}

const fineSeconds = new Intl.NumberFormat(language, {
	style: "unit",
	unit: "second",
	unitDisplay: "narrow",
	maximumFractionDigits: 1,
});
const unit = (value: number, name: "second" | "minute" | "hour") =>
	new Intl.NumberFormat(language, {
		style: "unit",
		unit: name,
		unitDisplay: "narrow",
		maximumFractionDigits: 0,
	}).format(value);

/** A time in seconds, in the two units that say most. */
export function formatSeconds(seconds: number | null): string {
	if (seconds === null) return NOTHING;
	if (seconds < 10) return fineSeconds.format(seconds);
	const whole = Math.round(seconds);
	if (whole < 60) return unit(whole, "second");
	const minutes = Math.floor(whole / 60);
	if (minutes < 60)
		return whole % 60 === 0 ? unit(minutes, "minute") : `${unit(minutes, "minute")} ${unit(whole % 60, "second")}`;
	return `${unit(Math.floor(minutes / 60), "hour")} ${unit(minutes % 60, "minute")}`;
}

/** A time in a zone, as fine as a step of a series is long. */
export function formatStep(instant: string, zone: string, grain: string): string {
	const options: Intl.DateTimeFormatOptions =
		grain === "month"
			? { year: "numeric", month: "short" }
			: grain === "day" || grain === "week"
				? { weekday: "short", day: "numeric", month: "short" }
				: { day: "numeric", month: "short", hour: "2-digit", minute: "2-digit" };
	return new Intl.DateTimeFormat(language, { ...options, timeZone: zone }).format(new Date(instant));
}

export function formatTime(instant: string | null, zone: string): string {
	if (instant === null) return NOTHING;
	return new Intl.DateTimeFormat(language, { dateStyle: "medium", timeStyle: "short", timeZone: zone }).format(
		new Date(instant),
	);
}

export function formatClock(instant: string, zone: string): string {
	return new Intl.DateTimeFormat(language, { timeStyle: "medium", timeZone: zone }).format(new Date(instant));
}

/** Names of the days from Monday on. */
export const WEEKDAYS = Array.from({ length: 7 }, (_, day) =>
	// 2024-01-01 was a Monday.
	new Intl.DateTimeFormat(language, { weekday: "short", timeZone: "UTC" }).format(Date.UTC(2024, 0, 1 + day)),
);
