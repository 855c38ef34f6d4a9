import { rmSync } from "node:fs";
import { join } from "node:path";
import { type CommandOf, freePort, startServer } from "./contenders.ts";
import { copyDatabase } from "./seed-database.ts";
import { median } from "./statistics.ts";

/** How long the service took from being called to its first answer, in milliseconds. */
export interface StartUp {
	readonly database: "new" | "empty" | "full";
	readonly least: number;
	readonly median: number;
}

/** Starts the service again and again, with each of the databases. */
export async function measureStarts(
	{ directory, seeds, commandOf }: StartSetting,
	times: number,
): Promise<readonly StartUp[]> {
	const startUps: StartUp[] = [];
	for (const database of ["new", "empty", "full"] as const) {
		const path = join(directory, `start-${database}.db`);
		if (database !== "new") copyDatabase(seeds[database], path);
		const readyMs: number[] = [];
		for (let time = 0; time < times; time++) {
			if (database === "new") rmSync(path, { force: true });
			const port = freePort();
			await using server = await startServer(commandOf("service", path, port), port);
			readyMs.push(server.readyMs);
		}
		rmSync(path);
		startUps.push({ database, least: Math.min(...readyMs), median: median(readyMs) });
	}
	return startUps;
}

/** What {@link measureStarts} is given. */
export interface StartSetting {
	readonly directory: string;
	readonly seeds: Readonly<Record<"empty" | "full", string>>;
	readonly commandOf: CommandOf;
}
