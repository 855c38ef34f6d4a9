/** Milliseconds since 1970-01-01T00:00:00Z. */
export type Instant = number;

/** The instants whose year ISO 8601 writes with four digits. */
const FIRST = Date.parse("0000-01-01T00:00:00.000Z");
const LAST = Date.parse("9999-12-31T23:59:59.999Z");

const ISO = /^(\d{4}-\d\d-\d\d)(?:[Tt ](\d\d:\d\d)(?::(\d\d)(?:[.,](\d+))?)?(?:[Zz]|([+-])(\d\d)(?::?(\d\d))?)?)?$/;
const WRITTEN_LENGTH = "2017-08-25T17:09:19.438Z".length;
const EPOCH_MS = /^-?\d{1,15}(?:\.\d+)?$/;

/**
 * Reads a time as a client sends it: ISO 8601 with `Z`, with an offset, or with neither (UTC); or epoch
 * milliseconds, as a number or in digits. Parts of a millisecond are cut off.
 * @returns the instant, or `undefined` for anything else, such as the 31st of February.
 */
export function parseInstant(value: string | number): Instant | undefined {
	if (typeof value === "number") return withinCalendar(Math.floor(value));
	// What `toISOString` writes, as nearly every client does, needs no taking apart.
	const written = value.length === WRITTEN_LENGTH ? Date.parse(value) : Number.NaN;
	if (!Number.isNaN(written) && formatInstant(written) === value) return written;
	const iso = ISO.exec(value);
	if (iso === null) return EPOCH_MS.test(value) ? withinCalendar(Math.floor(Number(value))) : undefined;
	const [, date = "", minutes = "00:00", seconds = "00", fraction = "", sign, offsetHours = "0", offsetMinutes = "0"] =
		iso;
	const local = Date.parse(`${date}T${minutes}:${seconds}.${fraction.slice(0, 3).padEnd(3, "0")}Z`);
	if (Number.isNaN(local) || !isCalendarDay(date)) return undefined;
	if (Number(offsetHours) > 23 || Number(offsetMinutes) > 59) return undefined;
	const offset = (Number(offsetHours) * 60 + Number(offsetMinutes)) * 60_000;
	return withinCalendar(sign === "-" ? local + offset : local - offset);
}

/** `2017-08-25T17:09:19.438Z`: how a time is given back. */
export function formatInstant(instant: Instant): string {
	return new Date(instant).toISOString();
}

/**
 * The span that a prefix of an ISO 8601 date names: a year, a month, a day, an hour or a minute, in UTC.
 * @returns `from` inclusive, `to` exclusive; `undefined` where it is no such prefix.
 */
export function parseDatePrefix(prefix: string): { from: Instant; to: Instant } | undefined {
	if (!/^\d{4}(-\d\d(-\d\d(T\d\d(:\d\d)?)?)?)?$/.test(prefix)) return undefined;
	const from = parseInstant(prefix + "0000-01-01T00:00".slice(prefix.length));
	if (from === undefined) return undefined;
	const next = new Date(from);
	if (prefix.length === 4) next.setUTCFullYear(next.getUTCFullYear() + 1);
	else if (prefix.length === 7) next.setUTCMonth(next.getUTCMonth() + 1);
	else if (prefix.length === 10) next.setUTCDate(next.getUTCDate() + 1);
	else if (prefix.length === 13) next.setUTCHours(next.getUTCHours() + 1);
	else next.setUTCMinutes(next.getUTCMinutes() + 1);
	return { from, to: next.getTime() };
}

/** `Date.parse` rolls the 31st of February over into March. */
function isCalendarDay(date: string): boolean {
	return formatInstant(Date.parse(date)).startsWith(date);
}

/** The instant itself where its year has four digits, as every instant that is stored must. */
export function withinCalendar(instant: number): Instant | undefined {
	return instant >= FIRST && instant <= LAST ? instant : undefined;
}
