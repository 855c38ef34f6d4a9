/** Bounds of a `GroupCommit`. */
export interface GroupCommitLimits {
	/** Operations that wait at most; one more is `busy`. */
	readonly queuedOperations: number;
	/** Bytes of what waits at most, for a batch is one operation. */
	readonly queuedBytes: number;
	/** Weight of one transaction at most (see its `run`), so that the event loop is never held for long. */
	readonly transactionWeight: number;
	/** Milliseconds that a write waits for another process's lock before it is `busy`. */
	readonly lockWaitMs: number;
}

/** About 10 ms of writing a transaction; 64 MiB of waiting text. */
export const GROUP_COMMIT_LIMITS: GroupCommitLimits = {
	queuedOperations: 10_000,
	queuedBytes: 64 * 1024 * 1024,
	transactionWeight: 1000,
	lockWaitMs: 15_000,
};
