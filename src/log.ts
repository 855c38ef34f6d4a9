/** How much is said: a level says itself and what is more important. */
export const LOG_LEVELS = ["debug", "info", "warn", "error", "silent"] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

/** Values beside a log line's message. Never a key, a token or `data`. */
export type LogFields = Readonly<Record<string, string | number | boolean | undefined>>;

/** Where the service says what happens; handed in, so that a test can listen. */
export interface Logger {
	log(level: Exclude<LogLevel, "silent">, message: string, fields?: LogFields): void;
	/** Whether a line of this level would be written. */
	says(level: Exclude<LogLevel, "silent">): boolean;
}
