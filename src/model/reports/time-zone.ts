/** Whether it is the IANA name of a time zone that this machine knows. */
export function isTimeZone(zone: string): boolean {
	try {
		// Offsets such as +01:00 have no summer time: nobody's days are theirs.
		return !/^[+-]/.test(zone) && new Intl.DateTimeFormat("en", { timeZone: zone }) !== undefined;
	} catch {
		return false;
	}
}

/** The time zone that this machine is set to: that of the room, where it stands there. */
export function machineZone(): string {
	const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
	// `Etc/Unknown` and the like of machines that nobody has told where they are.
	return isTimeZone(zone) ? zone : "UTC";
}
