import type { LiveOpen, LiveSession, LiveStop, LiveTouch } from "../model/reports/live.ts";

/** Something that is told live: the name of the event, and what it says. */
export type LiveNews =
	| { readonly event: "open"; readonly data: LiveOpen; readonly id: number }
	| { readonly event: "session"; readonly data: LiveSession }
	| { readonly event: "touch"; readonly data: LiveTouch; readonly id: number }
	| { readonly event: "stop"; readonly data: LiveStop };

/** News that wait for one listener at most: one that takes none for so long is let go, and may come again. */
const MOST_WAITING = 5000;

/** The news of one listener. */
export class LiveQueue {
	#waiting: LiveNews[] = [];
	#told = Promise.withResolvers<void>();
	#closed = false;

	/** @param holds whether the listener may still listen */
	constructor(private readonly holds: () => boolean) {}

	/** Whether anybody takes what is added; closes it where nobody may any more. */
	get isOpen(): boolean {
		if (!this.#closed && !this.holds()) this.close();
		return !this.#closed;
	}

	/** Adds news; none at all are told too, as a sign of life. */
	push(news: readonly LiveNews[]): void {
		this.#waiting.push(...news);
		if (this.#waiting.length > MOST_WAITING) this.close();
		else this.#told.resolve();
	}

	/** @returns what came since the last time, when something has; `undefined` where it was closed */
	async next(): Promise<readonly LiveNews[] | undefined> {
		await this.#told.promise;
		if (!this.isOpen) return undefined;
		const news = this.#waiting;
		this.#waiting = [];
		this.#told = Promise.withResolvers();
		return news;
	}

	close(): void {
		this.#closed = true;
		this.#waiting = [];
		this.#told.resolve();
	}
}
