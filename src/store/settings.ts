import type { Database } from "bun:sqlite";

/** Writes the session timeout, in milliseconds, where the view `sessions` reads it. */
export function writeSessionTimeout(database: Database, sessionTimeoutMs: number): void {
	database.run(
		`INSERT INTO settings (name, value)
		VALUES ('session_timeout_ms', $1)
		ON CONFLICT (name) DO UPDATE SET value = excluded.value`,
		[sessionTimeoutMs],
	);
}
