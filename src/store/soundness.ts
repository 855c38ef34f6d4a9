import { Database } from "bun:sqlite";
import { DatabaseFileError } from "../errors.ts";
import { asFileError } from "./database-errors.ts";

/** A file up to this size is checked before it is used, in about 15 ms; a larger one beside the service. */
export const QUICK_CHECK_BYTES = 8 * 1024 * 1024;

/**
 * Looks for damage in the whole file; about a second for a gigabyte.
 * @throws {DatabaseFileError} `damaged`
 */
export function assertSound(database: Database, path: string): void {
	const damaged = (detail: string) => new DatabaseFileError("damaged", `${path} is damaged: ${detail}`);
	let rows: { quick_check: string }[];
	try {
		rows = database.query<{ quick_check: string }, []>("PRAGMA quick_check(1)").all();
	} catch (error) {
		const known = asFileError(error, path);
		throw known instanceof DatabaseFileError && known.problem === "damaged" ? damaged("it is cut short") : known;
	}
	const finding = rows[0]?.quick_check;
	if (finding !== "ok") throw damaged(finding?.replaceAll(/\s+/g, " ") ?? "it has no pages");
}

/**
 * {@link assertSound} in a thread of its own, on a read-only connection.
 * @param workerPath `soundness-worker.ts`, as this program finds it
 */
export async function assertSoundBeside(path: string, workerPath: string | URL): Promise<void> {
	const answer = Promise.withResolvers<string | undefined>();
	const worker = new Worker(workerPath);
	worker.unref();
	worker.onmessage = ({ data }: MessageEvent<string | undefined>) => answer.resolve(data);
	worker.onerror = ({ message }) => answer.reject(new Error(`The check could not run: ${message}`));
	worker.postMessage(path);
	const damage = await answer.promise.finally(() => worker.terminate());
	if (damage !== undefined) throw new DatabaseFileError("damaged", damage);
}

/** What the thread of {@link assertSoundBeside} does. */
export function findDamage(path: string): string | undefined {
	using database = new Database(path, { readonly: true });
	try {
		assertSound(database, path);
		return undefined;
	} catch (error) {
		if (error instanceof DatabaseFileError && error.problem === "damaged") return error.message;
		throw error;
	}
}
