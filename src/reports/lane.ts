import { AppError } from "../errors.ts";

/** Lets one after another through. What is given up while it waits costs nothing. */
export class Lane {
	#waiting = 0;
	#last: Promise<unknown> = Promise.resolve();

	/** @param limit how many may wait or be under way at once */
	constructor(private readonly limit: number) {}

	/**
	 * Runs a task when all before it are done.
	 * @throws {AppError} `busy` where too many wait, or it was given up before its turn
	 */
	async run<T>(task: () => Promise<T>, givenUp: AbortSignal): Promise<T> {
		if (this.#waiting >= this.limit) throw new AppError("busy", { retryAfterSeconds: 1 });
		this.#waiting++;
		const before = this.#last;
		const turn = Promise.withResolvers<void>();
		this.#last = turn.promise;
		try {
			await before;
			// Nobody is there to read the answer.
			if (givenUp.aborted) throw new AppError("busy");
			return await task();
		} finally {
			this.#waiting--;
			turn.resolve();
		}
	}
}
