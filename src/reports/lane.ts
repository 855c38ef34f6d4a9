import { AppError } from "../errors.ts";

/** So many times as long as a report takes, the rest after it does: two thirds of a core are left to who writes. */
const RESTS = 2;

/** Milliseconds that a lane rests at most, where it makes way. */
const LONGEST_REST_MS = 300;

/** Who asks for something. */
export interface Asker {
	/** Aborts when nobody waits for the answer any more. */
	readonly givenUp: AbortSignal;
	/** Whether it came by a shared link: guests never take the last places from the owner. */
	readonly guest: boolean;
}

/** Lets one after another through. What is given up while it waits costs nothing. */
export class Lane {
	#waiting = 0;
	#guests = 0;
	#last: Promise<unknown> = Promise.resolve();

	/**
	 * @param limit how many may wait or be under way at once, and half as many of guests
	 * @param mustMakeWay whether it is to rest after each for twice as long as that took: where much is written, whoever
	 * touches a screen comes first
	 */
	constructor(
		private readonly limit: number,
		private readonly mustMakeWay: () => boolean,
	) {}

	/**
	 * Runs a task when all before it are done.
	 * @throws {AppError} `busy` where too many wait, or it was given up before its turn
	 */
	async run<T>(task: () => Promise<T>, { givenUp, guest }: Asker): Promise<T> {
		if (this.#waiting >= this.limit || (guest && this.#guests * 2 >= this.limit)) {
			throw new AppError("busy", { retryAfterSeconds: 1 });
		}
		this.#waiting++;
		if (guest) this.#guests++;
		const before = this.#last;
		const turn = Promise.withResolvers<void>();
		this.#last = turn.promise;
		try {
			await before;
			// Nobody is there to read the answer.
			if (givenUp.aborted) throw new AppError("busy");
			const startedMs = performance.now();
			const result = await task();
			const restMs = this.mustMakeWay() ? Math.min(LONGEST_REST_MS, RESTS * (performance.now() - startedMs)) : 0;
			if (restMs > 0) setTimeout(turn.resolve, restMs);
			else turn.resolve();
			return result;
		} catch (error) {
			turn.resolve();
			throw error;
		} finally {
			this.#waiting--;
			if (guest) this.#guests--;
		}
	}
}
