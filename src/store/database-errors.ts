import { SQLiteError } from "bun:sqlite";
import { AppError, DatabaseFileError } from "../errors.ts";

/** Another process holds the lock that was asked for. */
export function isLocked(error: unknown): boolean {
	return error instanceof SQLiteError && (error.errno & 0xff) === BUSY;
}

/**
 * What a client is told of an error of a write: a full disk is 507, and is worth a repeat.
 * @returns the error itself where it is the client's own, or nothing that we know
 */
export function asWriteError(error: unknown): unknown {
	if (error instanceof SQLiteError && DISK_FULL.includes(error.errno)) {
		return new AppError("disk_full");
	}
	return error;
}

/**
 * What the person at the terminal is told of an error of opening, reading or migrating a file.
 * @param path the database file, for the message: SQLite's own does not name it
 */
export function asFileError(error: unknown, path: string): unknown {
	if (!(error instanceof SQLiteError)) return error;
	const problem = PROBLEMS[error.errno] ?? PROBLEMS[error.errno & 0xff];
	if (problem === undefined) return error;
	const [name, sentence] = problem;
	return new DatabaseFileError(name, `${path} ${sentence}`, { cause: error });
}

// Result codes, https://www.sqlite.org/rescode.html
const BUSY = 5;
const FULL = 13;
const IOERR_WRITE = 778;
/** The index beside the log could not grow. */
const IOERR_SHMSIZE = 4874;

const DISK_FULL: readonly number[] = [FULL, IOERR_WRITE, IOERR_SHMSIZE];

const PROBLEMS: Readonly<Record<number, [DatabaseFileError["problem"], string]>> = {
	3: ["unavailable", "cannot be opened: permission denied"],
	[BUSY]: ["locked", "is locked by another program"],
	8: ["unavailable", "cannot be written: it, its directory or its disk is read-only"],
	10: ["unavailable", "cannot be read or written: the disk reports an error"],
	11: ["damaged", "is damaged"],
	[FULL]: ["unavailable", "cannot be written: the disk is full"],
	[IOERR_SHMSIZE]: ["unavailable", "cannot be written: the disk is full"],
	14: ["unavailable", "cannot be opened: is its directory there, and writable?"],
	26: ["not_microticks", "is not a Microticks database"],
};
