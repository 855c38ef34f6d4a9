import type { Outcome } from "./deliver.ts";
import type { Disk } from "./disk.ts";
import type { Item, Queued } from "./item.ts";

/** Keeps what is to be sent: on the disk, and where that fails in memory. No promise of it rejects. */
export interface QueueStore {
	/** Resolves when the items are kept. */
	add(items: readonly Item[]): Promise<void>;
	/** @returns at most so many of the oldest */
	oldest(count: number): Promise<Queued[]>;
	/** Takes out what was delivered, and puts away what was refused for good. */
	settle(outcome: Outcome): Promise<void>;
	readonly length: number;
}

/** How much is kept; then the oldest go. */
export interface QueueLimits {
	readonly items: number;
	readonly deadLetters: number;
}

/** So much room is made at once: the event that tells of it needs some itself. */
const ROOM = 100;

/** @param onLost told how many events had to go */
export function createQueueStore(disk: Disk, limits: QueueLimits, onLost: (events: number) => void): QueueStore {
	let stored = 0;
	let memory: Queued[] = [];
	let memoryKey = 0;

	return {
		async add(items) {
			// Taken out at once, so that a second call does not keep them twice.
			const kept = [...memory, ...items.map((item) => ({ key: --memoryKey, item }))];
			memory = [];
			let lost = 0;
			const onDisk = await disk(({ queue }) => {
				lost = 0;
				for (const { item } of kept) queue.add({ item });
				if (stored + kept.length > limits.items) {
					trim(queue, limits.items, (events) => {
						lost = events;
					});
				}
			});
			if (onDisk) stored += kept.length;
			else {
				// Two calls may fail in either order: the older item has the greater key.
				memory = [...kept, ...memory].sort((one, other) => other.key - one.key);
				const excess = memory.length - limits.items;
				lost = excess > 0 ? memory.splice(0, excess + ROOM).filter(isEvent).length : 0;
			}
			if (lost) onLost(lost);
		},
		async oldest(count) {
			let items: Queued[] = [];
			await disk(({ queue }) => {
				when(queue.getAll(null, count), (all) => {
					items = all;
				});
				when(queue.count(), (length) => {
					stored = length;
				});
			});
			return [...items, ...memory].slice(0, count);
		},
		async settle({ done, dead }) {
			const gone = new Set([...done, ...dead].map(({ key }) => key));
			if (!gone.size) return;
			const held = memory.length;
			memory = memory.filter(({ key }) => !gone.has(key));
			stored -= gone.size - (held - memory.length);
			await disk((stores) => {
				// A whole batch at once costs a tenth.
				const first = Math.min(...gone);
				const last = Math.max(...gone);
				if (last - first < gone.size) stores.queue.delete(IDBKeyRange.bound(first, last));
				else for (const key of gone) stores.queue.delete(key);
				for (const letter of dead) stores.dead.add(letter);
				if (dead.length) trim(stores.dead, limits.deadLetters);
			});
		},
		get length() {
			return stored + memory.length;
		},
	};
}

/** Removes the oldest where there are more than so many. */
function trim(store: IDBObjectStore, limit: number, onGone?: (events: number) => void): void {
	when(store.count(), (length) => {
		let excess = length > limit ? length - limit + ROOM : 0;
		let events = 0;
		when(store.openCursor(), (cursor) => {
			if (!cursor || excess-- <= 0) return events && onGone?.(events);
			if (isEvent(cursor.value)) events++;
			cursor.delete();
			cursor.continue();
		});
	});
}

function isEvent({ item }: Pick<Queued, "item">): boolean {
	return item.path === "/events";
}

function when<T>(request: IDBRequest<T>, handle: (result: T) => void): void {
	request.onsuccess = () => handle(request.result);
}
