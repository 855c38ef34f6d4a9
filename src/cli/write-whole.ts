import {
	closeSync,
	existsSync,
	fsyncSync,
	openSync,
	realpathSync,
	renameSync,
	rmSync,
	statSync,
	writeFileSync,
} from "node:fs";
import { UsageError } from "../errors.ts";

/**
 * Writes a file so that it is there whole, or as it was before: aside, and then in its place. What is no file, such as a
 * pipe, is written to as it is.
 * @throws {UsageError} where it cannot be written
 */
export function writeWhole(path: string, text: string): void {
	try {
		if (existsSync(path) && !statSync(path).isFile()) {
			writeFileSync(path, text);
			return;
		}
		// Behind a link, what it points to.
		const place = existsSync(path) ? realpathSync(path) : path;
		const aside = `${place}.${process.pid}.part`;
		try {
			const file = openSync(aside, "wx");
			try {
				writeFileSync(file, text);
				fsyncSync(file);
			} finally {
				closeSync(file);
			}
			renameSync(aside, place);
		} catch (error) {
			rmSync(aside, { force: true });
			throw error;
		}
	} catch (error) {
		throw new UsageError(`--out: ${path} cannot be written: ${reasonOf(error)}`);
	}
}

function reasonOf(error: unknown): string {
	const code = error instanceof Error && "code" in error ? `${error.code}` : "";
	return REASONS[code] ?? (error instanceof Error ? error.message : String(error));
}

const REASONS: Readonly<Record<string, string>> = {
	EACCES: "permission denied",
	EISDIR: "it is a directory",
	ENOENT: "there is no such directory",
	ENOSPC: "the disk is full",
	EROFS: "the disk is read-only",
};
