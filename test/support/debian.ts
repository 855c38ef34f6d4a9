/**
 * Whether a test must be skipped, for something is not on this machine; says so. In CI, which installs everything,
 * nothing may be missing.
 * @param isThere whether it is there
 * @param what what is missing, and where it comes from, such as "nginx (Debian's package nginx-light)"
 * @throws where it is missing in CI
 */
export function lacks(isThere: boolean, what: string): boolean {
	if (isThere) return false;
	if (process.env["CI"] === "true") throw new Error(`CI must have ${what}`);
	console.warn(`Skipped: there is no ${what}`);
	return true;
}
