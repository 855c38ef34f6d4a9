import { chownSync, closeSync, openSync, statSync } from "node:fs";
import { dirname } from "node:path";

/**
 * Gives a file that root makes to whom its directory belongs: else a service that runs as a user of its own could not
 * write to what an administrator has prepared for it. SQLite does likewise with the files beside a database.
 */
export function giveToDirectoryOwner(path: string): void {
	if (process.geteuid?.() !== 0) return;
	try {
		const { uid, gid } = statSync(dirname(path));
		closeSync(openSync(path, "a"));
		chownSync(path, uid, gid);
	} catch {
		// What keeps root from making the file keeps SQLite from it, too: it says why when it tries.
	}
}
