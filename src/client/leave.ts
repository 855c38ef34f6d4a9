import type { Fail } from "./emitter.ts";

/**
 * Goes to another page, or to this one again. Where that does not answer it stays: a kiosk would be left with the
 * browser's error.
 * @param action `reload`, or an address
 * @param isUsed whether somebody has come meanwhile
 */
export async function leavePage(action: string, isUsed: () => boolean, fail: Fail): Promise<void> {
	const reload = action === "reload";
	try {
		if (location.protocol !== "file:")
			await fetch(reload ? location.href : action, { method: "HEAD", mode: "no-cors" });
	} catch (error) {
		return fail("idle_action", error);
	}
	if (isUsed()) return;
	if (reload) location.reload();
	else location.assign(action);
}
