/** Tells local times as ISO 8601 with their distance from UTC, such as `2026-08-28T14:00+02:00`: they can be sorted and read. */
export function createLocalClock(zone: string): (instant: string) => string {
	// Swedish writes dates as ISO 8601 does.
	const format = new Intl.DateTimeFormat("sv", {
		timeZone: zone,
		year: "numeric",
		month: "2-digit",
		day: "2-digit",
		hour: "2-digit",
		minute: "2-digit",
		timeZoneName: "longOffset",
	});
	return (instant) => {
		const parts = new Map(format.formatToParts(new Date(instant)).map(({ type, value }) => [type, value]));
		const part = (name: Intl.DateTimeFormatPartTypes) => parts.get(name) ?? "";
		const offset = part("timeZoneName").replace("GMT", "").replace("\u2212", "-");
		const date = `${part("year")}-${part("month")}-${part("day")}`;
		return `${date}T${part("hour")}:${part("minute")}${offset === "" ? "+00:00" : offset}`;
	};
}
