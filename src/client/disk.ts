import type { Fail } from "./emitter.ts";

/** What a transaction works on: what is to be sent, and what the server refused for good. */
interface Stores {
	readonly queue: IDBObjectStore;
	readonly dead: IDBObjectStore;
}

/**
 * Runs a transaction, synced to the disk.
 * @param work may be called twice
 * @returns whether it is committed
 */
export type Disk = (work: (stores: Stores) => void) => Promise<boolean>;

/** A database that does not answer within so many milliseconds is left for now. */
const TIMEOUT_MS = 5000;

/** Milliseconds from one try of a database that fails to the next. */
const RETRY_MS = 10_000;

/** Failures after which a database that cannot be read is made anew. */
const TRIES = 3;

/** What a database fails with whose content is beyond help. A full or slow disk, or a closed connection, is none of these. */
const BROKEN = /^(Unknown|Version|NotFound|Data|NotReadable)/;

/**
 * Opens an IndexedDB database. Browsers close it under the page (Safari when suspended, Chromium under pressure): then
 * it is opened anew, and the transaction tried once more.
 * @param milliseconds a clock that only goes forward
 */
export function openDisk(name: string, milliseconds: () => number, fail: Fail): Disk {
	let database: Promise<IDBDatabase> | undefined;
	let failures = 0;
	let retryAt = 0;

	return async (work) => {
		if (failures && milliseconds() < retryAt) return false;
		for (let again = false; ; again = true) {
			try {
				await attempt(work);
				if (failures) fail("store_back", "");
				failures = 0;
				return true;
			} catch (error) {
				close();
				if (!again) continue;
				retryAt = milliseconds() + RETRY_MS;
				if (!failures++) fail("store_unavailable", error);
				if (failures % TRIES === 0 && BROKEN.test((error as DOMException | null)?.name ?? "")) {
					indexedDB.deleteDatabase(name);
					fail("store_replaced", error);
				}
				return false;
			}
		}
	};

	function close(): void {
		database?.then(
			(opened) => opened.close(),
			() => undefined,
		);
		database = undefined;
	}

	function attempt(work: (stores: Stores) => void): Promise<unknown> {
		return new Promise((resolve, reject) => {
			const timer = setTimeout(reject, TIMEOUT_MS, "timeout");
			open()
				.then((opened) => transact(opened, work))
				.then(resolve, reject)
				.then(() => clearTimeout(timer));
		});
	}

	function open(): Promise<IDBDatabase> {
		database =
			database ||
			new Promise((resolve, reject) => {
				const request = indexedDB.open(name, 1);
				request.onupgradeneeded = () => {
					request.result.createObjectStore("queue", { keyPath: "key", autoIncrement: true });
					request.result.createObjectStore("dead", { autoIncrement: true });
				};
				request.onerror = () => reject(request.error);
				request.onsuccess = () => {
					request.result.onclose = request.result.onversionchange = close;
					resolve(request.result);
				};
			});
		return database;
	}
}

function transact(database: IDBDatabase, work: (stores: Stores) => void): Promise<unknown> {
	return new Promise((resolve, reject) => {
		const transaction = database.transaction(["queue", "dead"], "readwrite", { durability: "strict" });
		transaction.oncomplete = resolve;
		transaction.onabort = () => reject(transaction.error);
		work({ queue: transaction.objectStore("queue"), dead: transaction.objectStore("dead") });
	});
}
