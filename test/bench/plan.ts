/** How much is measured. */
export interface Plan {
	readonly connections: readonly number[];
	readonly rounds: number;
	/** Of one load. */
	readonly seconds: number;
	readonly warmUpSeconds: number;
	readonly startUps: number;
	readonly sessions: number;
	readonly eventsPerSession: number;
}

/** What the figures in the README come from. */
export const FULL_PLAN: Plan = {
	connections: [1, 16, 64, 256],
	rounds: 3,
	seconds: 3,
	warmUpSeconds: 3,
	startUps: 20,
	sessions: 500_000,
	eventsPerSession: 10,
};

/** Shows that the benchmark works; its figures mean little. */
export const QUICK_PLAN: Plan = {
	connections: [1, 64],
	rounds: 1,
	seconds: 1,
	warmUpSeconds: 1,
	startUps: 3,
	sessions: 20_000,
	eventsPerSession: 10,
};

/** The connections at which the aims are looked at. */
export const AIMED_CONNECTIONS = 64;

/** Sessions that the load is spread over at any time. */
export const LIVE_SESSIONS = 64;

/** Events of one of them, before another takes its place: a visitor does not touch thousands of times. */
export const EVENTS_PER_LIVE_SESSION = 50;

/** Sessions that are open in the beginning, enough for the whole run. */
export const OPEN_SESSIONS = LIVE_SESSIONS * 500;
