import { DatabaseFileError, type DatabaseProblem, UsageError } from "../errors.ts";

/** What the program's exit says; the README has the same table, and a test holds it to this one. */
export const EXIT_CODES = {
	0: "Done",
	1: "An error that is ours",
	2: "Unknown command or flag, or a value that cannot be used",
	3: "The port or socket is taken",
	4: "The database cannot be opened or written: no such directory, no permission, disk full",
	5: "The file is not a Microticks database",
	6: "The database is damaged",
	7: "The database is from a newer version",
	8: "The database is locked by another program",
	9: "There is no such consumer, or there is one already",
	10: "The reports differ from the rows",
	11: "What the reports read is not made yet",
} as const;

export type ExitCode = keyof typeof EXIT_CODES;

const OF_PROBLEM: Readonly<Record<DatabaseProblem, ExitCode>> = {
	unavailable: 4,
	not_microticks: 5,
	damaged: 6,
	newer: 7,
	locked: 8,
};

/** A consumer's name that is not there, or is taken. */
export class ConsumerNameError extends Error {
	override readonly name = "ConsumerNameError";
}

/** Of a file whose packs are still to be made. */
export class ReportsNotReadyError extends Error {
	override readonly name = "ReportsNotReadyError";
}

/** What the reports read says other than the rows. */
export class ReportsDifferError extends Error {
	override readonly name = "ReportsDifferError";
}

/** The exit code of an error. */
export function exitCodeOf(error: unknown): ExitCode {
	if (error instanceof UsageError) return 2;
	// By its name, so that a command that does not listen does without the module.
	if (error instanceof Error && error.name === "AddressInUseError") return 3;
	if (error instanceof DatabaseFileError) return OF_PROBLEM[error.problem];
	if (error instanceof ConsumerNameError) return 9;
	if (error instanceof ReportsDifferError) return 10;
	if (error instanceof ReportsNotReadyError) return 11;
	return 1;
}
