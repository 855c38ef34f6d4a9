import { statSync } from "node:fs";
import { DatabaseFileError } from "../errors.ts";

/** How much may be acknowledged in vain at most, between two looks. */
const EVERY_MS = 1000;

/**
 * Watches that a path still names the file that is open: one that is deleted or replaced under a server takes every
 * write, and forgets it.
 * @param onLost called once
 */
export function watchFile(path: string, onLost: (error: DatabaseFileError) => void): void {
	const opened = statSync(path);
	const timer = setInterval(() => {
		const there = statSync(path, { throwIfNoEntry: false });
		if (there?.ino === opened.ino && there.dev === opened.dev) return;
		clearInterval(timer);
		onLost(new DatabaseFileError("unavailable", `${path} was deleted or replaced while it was served`));
	}, EVERY_MS);
	timer.unref();
}
