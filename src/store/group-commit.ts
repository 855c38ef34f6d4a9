import type { Database } from "bun:sqlite";
import { AppError } from "../errors.ts";
import { asWriteError, isLocked } from "./database-errors.ts";
import { GROUP_COMMIT_LIMITS, type GroupCommitLimits } from "./group-commit-limits.ts";
import { WriteRate } from "./write-rate.ts";

/** Between two tries for a lock that another process holds. */
const LOCK_RETRY_MS = 10;

/** A server that is to stop within 10 s waits less. */
const CLOSING_LOCK_WAIT_MS = 4000;

/** A lock that is held for longer is worth telling. */
const LOCK_PROBLEM_MS = 5000;

/** What became of something that was tried. */
export type Outcome<T> = { readonly value: T } | { readonly error: unknown };

interface Operation {
	readonly apply: () => unknown;
	readonly weight: number;
	readonly bytes: number;
	readonly resolve: (value: unknown) => void;
	readonly reject: (error: unknown) => void;
	outcome: Outcome<unknown>;
}

const PENDING = { value: undefined };

/**
 * The one writer. All operations that arrive while a commit is under way go into the next one; each has a
 * savepoint of its own, so that a bad one is refused alone; and each promise settles after the commit is on disk.
 */
export class GroupCommit implements AsyncDisposable {
	#queue: Operation[] = [];
	#queuedBytes = 0;
	#armed = false;
	#closing = false;
	#hurrying = false;
	#lockedSinceMs: number | undefined;
	#idle: PromiseWithResolvers<void> | undefined;
	#problem: AppError | undefined;
	readonly #rate = new WriteRate();

	readonly #begin;
	readonly #savepoint;
	readonly #release;
	readonly #undo;
	readonly #commit;

	constructor(
		private readonly database: Database,
		private readonly limits: GroupCommitLimits = GROUP_COMMIT_LIMITS,
	) {
		this.#begin = database.prepare("BEGIN IMMEDIATE");
		this.#savepoint = database.prepare("SAVEPOINT operation");
		this.#release = database.prepare("RELEASE operation");
		this.#undo = database.prepare("ROLLBACK TO operation");
		this.#commit = database.prepare("COMMIT");
	}

	/** Why the last commit failed, or this one waits for long; `undefined` where all is well. */
	get problem(): AppError | undefined {
		const lockedMs = this.#lockedSinceMs === undefined ? 0 : performance.now() - this.#lockedSinceMs;
		return lockedMs > LOCK_PROBLEM_MS ? lockedOut() : this.#problem;
	}

	/** Operations that were committed lately. */
	get writesPerSecond(): number {
		return this.#rate.perSecond(performance.now());
	}

	/** Whether another process holds the lock right now. */
	get isLockedOut(): boolean {
		return this.#lockedSinceMs !== undefined;
	}

	/**
	 * Runs an operation in the next transaction.
	 * @param apply writes synchronously, and throws to be undone and refused alone
	 * @param bytes about what it keeps in memory while it waits
	 * @param weight rows that it writes
	 * @returns what `apply` returned, once it is on disk
	 * @throws {AppError} `busy` where the queue is full or a lock is not given up; `disk_full`; `shutting_down`
	 */
	run<T>(apply: () => T, bytes: number, weight = 1): Promise<T> {
		if (this.#closing) return Promise.reject(new AppError("shutting_down", { retryAfterSeconds: 5 }));
		if (this.#queue.length >= this.limits.queuedOperations || this.#queuedBytes + bytes > this.limits.queuedBytes) {
			return Promise.reject(new AppError("busy", { retryAfterSeconds: 1 }));
		}
		this.#queuedBytes += bytes;
		return new Promise((resolve, reject) => {
			this.#queue.push({
				apply,
				weight,
				bytes,
				resolve: resolve as (value: unknown) => void,
				reject,
				outcome: PENDING,
			});
			this.#arm();
		});
	}

	/**
	 * Tries a part of an operation, inside its `apply`; a part that throws is undone alone.
	 * @throws where the whole transaction is gone, as it may be after a full disk
	 */
	attempt<T>(apply: () => T): Outcome<T> {
		this.#savepoint.run();
		try {
			const value = apply();
			this.#release.run();
			return { value };
		} catch (error) {
			if (!this.database.inTransaction) throw error;
			this.#undo.run();
			this.#release.run();
			return { error: asWriteError(error) };
		}
	}

	/** From now on a lock is waited for less: the server is about to stop, and who waits is to get an answer. */
	hurry(): void {
		this.#hurrying = true;
	}

	/** Refuses what is new, and resolves when all that waits is written or refused. */
	async [Symbol.asyncDispose](): Promise<void> {
		this.#closing = true;
		this.#hurrying = true;
		if (this.#queue.length > 0) {
			this.#idle ??= Promise.withResolvers();
			await this.#idle.promise;
		}
		for (const statement of [this.#begin, this.#savepoint, this.#release, this.#undo, this.#commit]) {
			statement.finalize();
		}
	}

	#arm(): void {
		if (this.#armed) return;
		this.#armed = true;
		setImmediate(() => this.#flush());
	}

	#flush(): void {
		this.#armed = false;
		try {
			this.#begin.run();
		} catch (error) {
			this.#beginFailed(error);
			return;
		}
		this.#lockedSinceMs = undefined;
		const group = this.#takeGroup();
		try {
			for (const operation of group) operation.outcome = this.attempt(operation.apply);
			this.#commit.run();
			this.#problem = undefined;
			this.#rate.add(group.length, performance.now());
		} catch (error) {
			this.#failGroup(group, error);
		}
		for (const operation of group) settle(operation);
		this.#next();
	}

	#next(): void {
		if (this.#queue.length > 0) this.#arm();
		else this.#idle?.resolve();
	}

	/** A lock held elsewhere is waited for by a timer; the event loop goes on. */
	#beginFailed(error: unknown): void {
		if (isLocked(error)) {
			this.#lockedSinceMs ??= performance.now();
			const patienceMs = this.#hurrying
				? Math.min(this.limits.lockWaitMs, CLOSING_LOCK_WAIT_MS)
				: this.limits.lockWaitMs;
			if (performance.now() - this.#lockedSinceMs < patienceMs) {
				this.#armed = true;
				setTimeout(() => this.#flush(), LOCK_RETRY_MS);
				return;
			}
			this.#lockedSinceMs = undefined;
			this.#refuseAll(lockedOut());
			return;
		}
		this.#refuseAll(asWriteError(error));
	}

	#refuseAll(error: unknown): void {
		const group = this.#queue;
		this.#queue = [];
		this.#queuedBytes = 0;
		this.#failGroup(group, error);
		for (const operation of group) settle(operation);
		this.#next();
	}

	#takeGroup(): Operation[] {
		let weight = 0;
		let count = 0;
		for (const operation of this.#queue) {
			weight += operation.weight;
			if (count > 0 && weight > this.limits.transactionWeight) break;
			count++;
			this.#queuedBytes -= operation.bytes;
		}
		if (count === this.#queue.length) {
			const all = this.#queue;
			this.#queue = [];
			return all;
		}
		return this.#queue.splice(0, count);
	}

	#failGroup(group: readonly Operation[], cause: unknown): void {
		if (this.database.inTransaction) this.database.run("ROLLBACK");
		const error = asWriteError(cause);
		this.#problem = error instanceof AppError ? error : new AppError("internal");
		for (const operation of group) operation.outcome = { error };
	}
}

function lockedOut(): AppError {
	return new AppError("busy", { sentence: "Another program holds the database. Try again.", retryAfterSeconds: 5 });
}

function settle(operation: Operation): void {
	if ("error" in operation.outcome) operation.reject(operation.outcome.error);
	else operation.resolve(operation.outcome.value);
}
