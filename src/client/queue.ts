import { deliver, type Sessions } from "./deliver.ts";
import type { Emit, Fail } from "./emitter.ts";
import type { Item } from "./item.ts";
import type { Post } from "./post.ts";
import type { QueueStore } from "./queue-store.ts";

/** Brings items to the server: each once, oldest first. */
export interface Queue {
	/** Resolves when the items are kept. */
	add(...items: Item[]): Promise<void>;
	/** Sends now, whatever went wrong before; resolves when that is done or has failed. */
	flush(): Promise<void>;
	/**
	 * Sends what is left in a way that a page may on its last moment.
	 * @returns what the next page must send, if need be again
	 */
	sendLeft(): Item[];
}

/** At most so many items in one go, which is what the server takes as one batch. */
const BATCH_ITEMS = 1000;

/** Milliseconds that an item waits for company. */
const GATHER_MS = 1000;

/** Bounds of the exponential backoff with full jitter, in milliseconds ("Exponential Backoff And Jitter", AWS 2015). */
const BACKOFF_MS = { first: 1000, most: 60_000 } as const;

/** Milliseconds after which a page asks again whether another page still sends. */
const LOCKED_MS = 5000;

/** Events of this page that are remembered for its last moment, when there is no time to read the disk. */
const LEFT_ITEMS = 200;

/** Bytes of a last sending: browsers allow 64 KiB for all that is under way (Fetch, "keepalive"). */
const LEFT_BYTES = 60_000;

/** What names an item, also in a copy of it. */
function nameOf({ path, session, body }: Item): string {
	return path + session + body["id"];
}

/**
 * Makes the queue, and starts to send what an earlier page has left.
 * @param alone runs what only one page of the origin should do at a time; where another one does it, it waits for that if
 * it is patient, else resolves to `false`
 */
export function createQueue(
	store: QueueStore,
	post: Post,
	alone: (run: () => Promise<void>, patient: boolean) => Promise<unknown>,
	emit: Emit,
	fail: Fail,
): Queue {
	const left = new Map<unknown, Item>();
	const sessions: Sessions = new Map();
	let failures = 0;
	let running: Promise<unknown> | undefined;
	let timer: ReturnType<typeof setTimeout> | undefined;

	soon(0);

	return {
		async add(...items) {
			for (const item of items) left.set(nameOf(item), item);
			for (const [id] of left) if (left.size > LEFT_ITEMS) left.delete(id);
			await store.add(items);
			emit("queued", { count: items.length });
			if (!timer) soon(GATHER_MS);
		},
		async flush() {
			failures = 0;
			await running;
			await run(true);
		},
		sendLeft() {
			let room = LEFT_BYTES;
			const events: object[] = [];
			for (const { path, session, body } of left.values()) {
				const event = { token: sessions.get(session)?.token, ...body };
				if (path !== "/events" || !event.token) continue;
				room -= new Blob([JSON.stringify(event)]).size;
				if (room > 0) events.push(event);
			}
			if (events.length) void post("/events/batch", { events }, true);
			return [...left.values()];
		},
	};

	/** Replaces what was planned. */
	function soon(ms: number): void {
		clearTimeout(timer);
		timer = setTimeout(() => {
			timer = undefined;
			void run();
		}, ms);
	}

	function run(patient = false): Promise<unknown> {
		running =
			running ||
			alone(drain, patient)
				.then(
					(done) => done === false && soon(LOCKED_MS),
					(error) => {
						fail("script", error);
						soon(BACKOFF_MS.most);
					},
				)
				.then(() => {
					running = undefined;
				});
		return running;
	}

	async function drain(): Promise<void> {
		for (;;) {
			const items = await store.oldest(BATCH_ITEMS);
			if (!items.length) {
				// What is left lies on a disk that cannot be read for now.
				if (store.length) soon(BACKOFF_MS.most);
				return;
			}
			const outcome = await deliver(items, sessions, post);
			const { done, dead, waitMs } = outcome;
			await store.settle(outcome);
			for (const { item } of [...done, ...dead]) {
				left.delete(nameOf(item));
				if (item.path === "/sessions/stop") sessions.delete(item.session);
			}
			if (done.length) emit("sent", { count: done.length });
			for (const { code, message } of dead) fail(code, message);
			if (waitMs !== undefined) {
				soon(Math.max(waitMs, Math.random() * Math.min(BACKOFF_MS.most, BACKOFF_MS.first * 2 ** failures++)));
				return;
			}
			failures = 0;
		}
	}
}
