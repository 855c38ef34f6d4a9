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
	readonly dashboard: DashboardPlan;
}

/** How much of the dashboard is measured. */
export interface DashboardPlan {
	/** Of the generated file. */
	readonly sessions: number;
	readonly days: number;
	/** How often something is measured at most that other programs on the machine disturb. */
	readonly tries: number;
	/** How often each report is asked for, for each kind of range and of consumers. */
	readonly samples: number;
	/** How often each path and funnel report is asked for, and each question is put to the rows. */
	readonly longSamples: number;
	readonly starts: number;
	readonly rounds: number;
	/** Of one load while reports run. */
	readonly loadSeconds: number;
	readonly sustainedRounds: number;
	readonly sustainedSeconds: number;
	readonly pageLoads: number;
	/** Of the demonstration that the page shows. */
	readonly demoDays: number;
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
	dashboard: {
		sessions: 1_000_000,
		days: 365,
		tries: 3,
		samples: 20,
		longSamples: 5,
		starts: 3,
		rounds: 5,
		loadSeconds: 8,
		sustainedRounds: 3,
		sustainedSeconds: 60,
		pageLoads: 15,
		demoDays: 90,
	},
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
	dashboard: {
		sessions: 20_000,
		days: 365,
		tries: 1,
		samples: 2,
		longSamples: 1,
		starts: 1,
		rounds: 1,
		loadSeconds: 1,
		sustainedRounds: 1,
		sustainedSeconds: 2,
		pageLoads: 3,
		demoDays: 30,
	},
};

/** The connections at which the aims are looked at. */
export const AIMED_CONNECTIONS = 64;

/** Sessions that the load is spread over at any time. */
export const LIVE_SESSIONS = 64;

/** Events of one of them, before another takes its place: a visitor does not touch thousands of times. */
export const EVENTS_PER_LIVE_SESSION = 50;

/** Sessions that are open in the beginning, enough for the whole run. */
export const OPEN_SESSIONS = LIVE_SESSIONS * 500;
