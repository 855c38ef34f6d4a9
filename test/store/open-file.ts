import { join } from "node:path";
import { newKey } from "../../src/cli/database.ts";
import type { ErrorCode } from "../../src/errors.ts";
import { openDatabase } from "../../src/store/open-database.ts";
import { openStore } from "../../src/store/store.ts";
import { temporaryDirectory } from "../support/service.ts";

/** A store on a fresh file, which can be opened again. */
export function openFile() {
	const directory = temporaryDirectory();
	const path = join(directory.path, "ticks.db");
	const open = () => {
		const { database } = openDatabase(path);
		// Nobody waits for a power cut.
		database.run("PRAGMA synchronous = OFF");
		return { database, store: openStore({ database, newToken: newKey, sessionTimeoutMs: 1000 }) };
	};
	return { open, [Symbol.dispose]: () => directory[Symbol.dispose]() };
}

/** The code that something is refused with; `undefined` where it is done. */
export async function codeOf(refused: Promise<unknown>): Promise<ErrorCode | undefined> {
	return await refused.then(
		() => undefined,
		(error: { code: ErrorCode }) => error.code,
	);
}
