import { type LiveTouch, MOST_LIVE_BEFORE } from "../model/reports/live.ts";
import type { LiveFeed } from "./live-feed.ts";
import type { LiveNews, LiveQueue } from "./live-queue.ts";
import type { LiveTouches } from "./live-touches.ts";

/** What one listener is told of. */
export interface LiveListener {
	/** The last event that it was told of before a break; `undefined` where it comes for the first time. */
	readonly after: number | undefined;
	/** How many events it goes back over at most. */
	readonly mostMissed: number;
	/** Ids of the consumers that it is told of; `undefined` where of all. */
	readonly consumers: readonly number[] | undefined;
	/** Whether it may still listen. */
	readonly holds: () => boolean;
	/** Aborts when it has gone. */
	readonly gone: AbortSignal;
}

/**
 * Tells one listener what happens: after a break the events that it has missed, in any case what is open, at first with the
 * last events before, and from then on all that is new. Nothing is left out, and nothing told twice.
 * @param readTouches reads events behind an id
 * @returns news in portions; an empty one is a sign of life
 */
export async function* followLive(
	feed: LiveFeed,
	readTouches: (after: number) => Promise<LiveTouches>,
	{ after, mostMissed, consumers, holds, gone }: LiveListener,
): AsyncGenerator<readonly LiveNews[], undefined> {
	const isTold = ({ consumer_id: id }: { consumer_id: number | null }) =>
		consumers === undefined || (id !== null && consumers.includes(id));
	// First of all: what happens while the missed events are read waits in the queue.
	const { queue, lastId, open } = await feed.join(holds);
	const leave = () => queue.close();
	gone.addEventListener("abort", leave, { once: true });
	if (gone.aborted) leave();
	try {
		const from = Math.max(after ?? lastId, lastId - mostMissed);
		yield* missed(readTouches, from, lastId, queue, isTold);
		const touches = after === undefined ? await before(readTouches, lastId, isTold) : [];
		yield [{ event: "open", data: { sessions: open.filter(isTold), touches }, id: lastId }];
		for (;;) {
			const news = await queue.next();
			if (news === undefined) return undefined;
			const told = news.filter(({ event, data }) => event === "open" || isTold(data));
			if (told.length > 0 || news.length === 0) yield told;
		}
	} finally {
		gone.removeEventListener("abort", leave);
		queue.close();
	}
}

/** The last events up to one, a few rows by their ids, however long the history is. */
async function before(
	readTouches: (after: number) => Promise<LiveTouches>,
	upTo: number,
	isTold: (touch: LiveTouch) => boolean,
): Promise<LiveTouch[]> {
	const { touches } = await readTouches(Math.max(0, upTo - MOST_LIVE_BEFORE));
	return touches.filter((touch) => touch.id <= upTo && isTold(touch));
}

async function* missed(
	readTouches: (after: number) => Promise<LiveTouches>,
	after: number,
	upTo: number,
	queue: LiveQueue,
	isTold: (touch: LiveTouch) => boolean,
): AsyncGenerator<readonly LiveNews[], undefined> {
	for (let at = after; at < upTo && queue.isOpen; ) {
		const { touches, lastId, full } = await readTouches(at);
		yield touches
			.filter((touch) => touch.id <= upTo && isTold(touch))
			.map((touch) => ({ event: "touch", data: touch, id: touch.id }));
		// What was told of once may have been deleted since.
		at = full ? lastId : upTo;
	}
	return undefined;
}
