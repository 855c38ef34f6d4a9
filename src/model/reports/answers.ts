import { type Static, type TSchema, Type } from "@sinclair/typebox";

const orNull = <T extends TSchema>(schema: T) => Type.Union([schema, Type.Null()]);
const count = (description?: string) => Type.Integer(description === undefined ? {} : { description });
const share = (description: string) =>
	orNull(Type.Number({ description: `${description} From 0 to 1; null where there is none to share.` }));
const time = (description?: string) =>
	Type.String({ ...(description === undefined ? {} : { description }), examples: ["2026-10-01T07:00:00.000Z"] });
const seconds = (description: string) =>
	orNull(Type.Number({ description: `${description} In seconds; null where there is none.` }));

/** Which sessions a report counted. A session belongs to the time at which it began, with all that happened in it. */
export const SelectionAnswer = Type.Object({
	from: time("Inclusive."),
	to: time("Exclusive."),
	zone: Type.String(),
	excluded: Type.Array(Type.Object({ from: time(), to: time(), reason: Type.String() }), {
		description: "Ranges within it that the owner excluded, and that are left out.",
	}),
});
export type SelectionAnswer = Static<typeof SelectionAnswer>;

/** `GET /reports/totals`. */
export const Totals = Type.Object({
	sessions: count(),
	meaningful_sessions: count("With two events or more."),
	events: count(),
	events_per_session: orNull(Type.Number()),
	bounce_rate: share("Sessions with one event or less."),
	dwell_seconds: Type.Object(
		{ median: seconds("Half are shorter."), mean: seconds(""), p90: seconds("Nine of ten are shorter.") },
		{ description: "From a session's first to its last event; percentiles by nearest rank, in whole seconds." },
	),
	use: Type.Object({
		share: share("Of the opening hours, in which somebody used it."),
		used_seconds: Type.Number(),
		open_seconds: Type.Number({
			description: "Of all consumers that were counted; without opening hours, of the whole range.",
		}),
	}),
	thorough_rate: share("Sessions that touch more than half of the targets."),
	misses: count("Touches on nothing: they touch no target, also where they name one."),
	bursts: count("Three touches within 30 px and a second."),
	open_now: count("Sessions that are open, whatever the range."),
	left_out: Type.Object({
		test: count("Trials by staff."),
		faulty: count("Sessions that a faulty screen seems to have made."),
		excluded: count("Sessions in ranges that the owner excluded."),
	}),
});
export type Totals = Static<typeof Totals>;

/** `GET /reports/series`. */
export const Series = Type.Object({
	grain: Type.String(),
	starts: Type.Array(time(), { description: "When each step begins." }),
	sessions: Type.Array(count()),
	events: Type.Array(count(), { description: "Those of the sessions that began in the step." }),
	silences: Type.Array(Type.Object({ from: time(), to: time() }), {
		description:
			"Spans of the opening hours in which every consumer that gives signs of life was silent: no signal is not no visitors.",
	}),
});
export type Series = Static<typeof Series>;

const week = (description: string) =>
	Type.Array(Type.Array(count()), { description: `${description} Seven days from Monday on, 24 hours each.` });

/** `GET /reports/week`. */
export const Week = Type.Object({
	sessions: week("Sessions by the local hour at which they began."),
	events: week("Their events."),
});
export type Week = Static<typeof Week>;

/** `GET /reports/dwell`. */
export const Dwell = Type.Object({
	bins: Type.Array(Type.Object({ from_seconds: Type.Number(), to_seconds: orNull(Type.Number()), sessions: count() })),
	survival: Type.Array(Type.Object({ seconds: Type.Number(), share: Type.Number() }), {
		description: "Share of the sessions that still go on after so many seconds.",
	}),
	endings: Type.Array(
		Type.Object({
			reason: Type.String({ description: "As the client gave it, `stopped` without a reason, `timeout`, or `open`." }),
			sessions: count(),
		}),
	),
});
export type Dwell = Static<typeof Dwell>;

/** `GET /reports/languages`. */
export const Languages = Type.Object({
	languages: Type.Array(Type.Object({ language: orNull(Type.String()), sessions: count() })),
});
export type Languages = Static<typeof Languages>;

/** An action, target, screen or media. */
export const Element = Type.Object({
	name: Type.String(),
	events: count("For a screen, visits; for media, plays."),
	sessions: count("That came to it."),
	attracting_power: share("Of the sessions, those that came to it."),
	holding_seconds: seconds(
		"Mean time until the next event that is no `screen`; on a screen, until the next screen or the last event.",
	),
	first_share: share("Of the sessions that touched any, those that touched this first."),
	last_share: share("Of the sessions that touched any, those that touched this last."),
	misses: count("Touches on nothing, while this screen was shown."),
	bursts: count("Three touches within 30 px and a second, on it."),
	reached: orNull(
		Type.Array(count(), {
			minItems: 4,
			maxItems: 4,
			description:
				"Of media, sessions that heard or saw at least a quarter, half, three quarters, and nearly all (95%) of it.",
		}),
	),
});
export type Element = Static<typeof Element>;

/** `GET /reports/elements`. */
export const Elements = Type.Object({
	kind: Type.String(),
	count: count("How many there are; the largest are listed."),
	elements: Type.Array(Element),
});
export type Elements = Static<typeof Elements>;

/** `GET /reports/trust`. */
export const Trust = Type.Object({
	silences: Type.Array(Type.Object({ consumer: count(), from: time(), to: time() }), {
		description:
			"Spans of the opening hours between two signs of life of a consumer that were too far apart; the last 100.",
	}),
	silence_count: count("How many of them there are in all."),
	faulty_sessions: Type.Array(Type.Object({ id: count(), consumer: count(), started_at: time() }), {
		description: "Sessions that a faulty screen seems to have made; the last 100.",
	}),
	faulty: count(),
	corrected_sessions: count("With a time that this server corrected."),
	sessions: count(),
});
export type Trust = Static<typeof Trust>;

/** `GET /reports/goals`. */
export const Goals = Type.Object({
	goals: Type.Array(
		Type.Object({
			name: Type.String(),
			kind: Type.String(),
			element: Type.String(),
			sessions: count(),
			rate: share("Sessions that came to it."),
			mean_seconds: seconds("From the session's start."),
		}),
	),
});
export type Goals = Static<typeof Goals>;

/** `GET /reports/paths`. */
export const Paths = Type.Object({
	count: count("How many different transitions there are; the most common are listed."),
	transitions: Type.Array(
		Type.Object({
			from: orNull(Type.String({ description: "Null is the session's beginning." })),
			to: orNull(Type.String({ description: "Null is its end." })),
			transitions: count(),
		}),
	),
});
export type Paths = Static<typeof Paths>;

/** `GET /reports/funnel`. */
export const Funnel = Type.Object({
	sessions: count(),
	steps: Type.Array(
		Type.Object({
			kind: Type.String(),
			name: Type.String(),
			sessions: count("That came so far."),
			median_seconds: seconds("From the step before."),
		}),
	),
});
export type Funnel = Static<typeof Funnel>;

/** `GET /reports/touches`. */
export const Touches = Type.Object({
	places: Type.Array(
		Type.Object({
			id: count(),
			screen: Type.String({ description: "Its name, else the page's address." }),
			width: count("Of the viewport, in CSS pixels."),
			height: count(),
			touches: count(),
			misses: count(),
			bursts: count(),
		}),
		{ description: "Screens by viewport, the most touched first; 100 at most." },
	),
	place: orNull(count("The place of the grid.")),
	picture: Type.Boolean({ description: "Whether `GET /dashboard/picture` has one of that place." }),
	columns: count(),
	rows: count(),
	cells: Type.Array(Type.Tuple([count("Column."), count("Row."), count("Touches.")]), {
		description: "Those that were touched.",
	}),
});
export type Touches = Static<typeof Touches>;

/** `GET /reports/kiosks`. */
export const Kiosks = Type.Object({
	kiosks: Type.Array(
		Type.Object({
			id: count(),
			name: Type.String(),
			created_at: time(),
			revoked_at: orNull(time()),
			last_event_at: orNull(time()),
			last_sign_at: orNull(time("Of its last event, session or heartbeat.")),
			open_sessions: count(),
			sessions_today: count("Of the day in the time zone that was asked for, without trials."),
			silent: Type.Boolean({
				description: "It gives signs of life else, but has given none for 15 minutes, in its opening hours.",
			}),
		}),
	),
});
export type Kiosks = Static<typeof Kiosks>;
