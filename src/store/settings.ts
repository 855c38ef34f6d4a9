import type { Database } from "bun:sqlite";
import { DEFAULT_OWNER_SETTINGS, type OwnerSettings } from "../model/reports/settings.ts";

/** Writes the session timeout, in milliseconds, where the view `sessions` reads it. */
export function writeSessionTimeout(database: Database, sessionTimeoutMs: number): void {
	database.run(
		`INSERT INTO settings (name, value)
		VALUES ('session_timeout_ms', $1)
		ON CONFLICT (name) DO UPDATE SET value = excluded.value`,
		[sessionTimeoutMs],
	);
}

/** The session timeout of the server that wrote last, in milliseconds. */
export function readSessionTimeout(database: Database): number {
	const timeout = database.query<{ value: number }, []>("SELECT value FROM settings WHERE name = 'session_timeout_ms'");
	return timeout.get()?.value ?? 0;
}

/** The statements on what the owner tells the reports, kept for one connection. */
export function prepareOwnerSettings(database: Database) {
	const read = database.query<{ value: string }, []>("SELECT value FROM settings WHERE name = 'owner'");
	const write = database.query<unknown, [string]>(
		`INSERT INTO settings (name, value)
		VALUES ('owner', $1)
		ON CONFLICT (name) DO UPDATE SET value = excluded.value`,
	);

	return {
		read(): OwnerSettings {
			const row = read.get();
			// What an older program wrote may lack what came later.
			return { ...DEFAULT_OWNER_SETTINGS, ...(row === null ? {} : (JSON.parse(row.value) as Partial<OwnerSettings>)) };
		},
		write(settings: OwnerSettings): void {
			write.run(JSON.stringify(settings));
		},
	};
}
