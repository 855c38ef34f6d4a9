import { addTarget, type LiveSession } from "../model/reports/live.ts";
import type { Instant } from "../model/time.ts";
import type { LiveLook, LivePosition, LiveQuestion } from "./live.ts";
import { type LiveNews, LiveQueue } from "./live-queue.ts";

/** Milliseconds between two looks for what is new: a pulse that comes later is no pulse. */
const LOOK_MS = 300;

/** Looks after which something is told all the same, so that no proxy takes a stream for dead: 15 s. */
const SIGN_LOOKS = 50;

/** A session that began earlier, in milliseconds, and still goes on is one that nobody stopped: no visitor's. */
const OPEN_FOR_MS = 24 * 3_600_000;

/** What a feed is given. */
export interface LiveFeedOptions {
	readonly look: (question: LiveQuestion) => Promise<LiveLook>;
	readonly now: () => Instant;
	readonly sessionTimeoutMs: number;
	/** Resolves after so many milliseconds. */
	readonly pause: (ms: number) => Promise<void>;
}

/** Where the feed stands when somebody joins it: what comes into the queue comes behind it. */
export interface LiveStand {
	readonly queue: LiveQueue;
	/** The last event that was told of. */
	readonly lastId: number;
	readonly open: readonly LiveSession[];
}

/** Looks for what is new for all who listen together, and not at all while nobody does. */
export class LiveFeed {
	readonly #queues = new Set<LiveQueue>();
	readonly #open = new Map<number, LiveSession>();
	#position: LivePosition | undefined;
	/** Settles with the first look; `undefined` while nobody listens. */
	#begun: Promise<void> | undefined;

	constructor(private readonly options: LiveFeedOptions) {}

	/**
	 * Joins those who listen; closing the queue leaves them. Rejects where the file cannot be read.
	 * @param holds whether the listener may still listen
	 */
	async join(holds: () => boolean): Promise<LiveStand> {
		for (;;) {
			this.#begun ??= this.#begin();
			await this.#begun;
			// Else the last one who listened has left just now.
			if (this.#position === undefined) continue;
			const queue = new LiveQueue(holds);
			this.#queues.add(queue);
			return { queue, lastId: this.#position.event, open: [...this.#open.values()] };
		}
	}

	async #begin(): Promise<void> {
		try {
			this.#take(await this.#look());
		} catch (error) {
			this.#begun = undefined;
			throw error;
		}
		void this.#goOn();
	}

	async #goOn(): Promise<void> {
		let caughtUp = true;
		try {
			for (let looks = 1; ; looks++) {
				if (caughtUp) await this.options.pause(LOOK_MS);
				for (const queue of this.#queues) if (!queue.isOpen) this.#queues.delete(queue);
				if (this.#queues.size === 0) return;
				const look = await this.#look();
				caughtUp = look.caughtUp;
				const news = this.#take(look);
				if (news.length > 0 || looks % SIGN_LOOKS === 0) for (const queue of this.#queues) queue.push(news);
			}
		} catch {
			// Who listens comes again, and is told then what is wrong.
			for (const queue of this.#queues) queue.close();
		} finally {
			this.#queues.clear();
			this.#open.clear();
			this.#position = undefined;
			this.#begun = undefined;
		}
	}

	#look(): Promise<LiveLook> {
		const { look, now, sessionTimeoutMs } = this.options;
		return look({
			since: this.#position,
			known: [...this.#open.keys()],
			silentSince: now() - sessionTimeoutMs,
			startedSince: now() - OPEN_FOR_MS,
		});
	}

	/** Makes news of a look, and keeps what is open after it. */
	#take({ position, sessions, touches, stops }: LiveLook): LiveNews[] {
		this.#position = position;
		const news: LiveNews[] = [];
		for (const session of sessions) {
			if (this.#open.has(session.id)) continue;
			this.#open.set(session.id, session);
			news.push({ event: "session", data: session });
		}
		for (const touch of touches) {
			news.push({ event: "touch", data: touch, id: touch.id });
			const session = this.#open.get(touch.session_id ?? 0);
			if (session === undefined) continue;
			const targets = addTarget(session.targets, touch);
			this.#open.set(session.id, { ...session, events: session.events + 1, targets });
		}
		for (const stop of stops) {
			const session = this.#open.get(stop.id);
			if (!this.#open.delete(stop.id)) continue;
			// Of one that was deleted, it alone knows whose it was.
			news.push({ event: "stop", data: { ...stop, consumer_id: session?.consumer_id ?? stop.consumer_id } });
		}
		return news;
	}
}
