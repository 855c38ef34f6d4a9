import { type Static, type TSchema, Type } from "@sinclair/typebox";

const orNull = <T extends TSchema>(schema: T, description?: string) =>
	Type.Union([schema, Type.Null()], description === undefined ? {} : { description });
const count = (description?: string) => Type.Integer(description === undefined ? {} : { description });
const time = (description?: string) =>
	Type.String({ ...(description === undefined ? {} : { description }), examples: ["2026-10-01T07:00:00.000Z"] });

/** What a session's figures are, in the list and alone. */
const FIGURES = {
	id: count(),
	consumer: orNull(count(), "Its id; null where a session of 2017 has none."),
	started_at: time(),
	dwell_seconds: count("From its first to its last event."),
	events: count(),
	misses: count("Touches on nothing."),
	bursts: count("Three touches within 30 px and a second."),
	targets: count("Different targets that were touched."),
	language: orNull(Type.String(), "The one that it began in."),
	ending: orNull(
		Type.String(),
		"The reason that the client gave, `stopped` without one, `timeout` where nobody stopped it; null while it is open.",
	),
	open: Type.Boolean(),
	test: Type.Boolean({ description: "A trial by staff." }),
	faulty: Type.Boolean({ description: "A faulty screen seems to have made it." }),
	corrected: Type.Boolean({ description: "It has a time that this server corrected." }),
};

/** A session in a list. */
export const SessionFigures = Type.Object(FIGURES);
export type SessionFigures = Static<typeof SessionFigures>;

/** `GET /reports/sessions`. */
export const Sessions = Type.Object({
	count: count("How many there are; those of the page are listed."),
	offset: count("How many come before the page."),
	sessions: Type.Array(SessionFigures),
});
export type Sessions = Static<typeof Sessions>;

/** An event of one session. */
export const SessionEvent = Type.Object({
	id: count(),
	time: time(),
	received_at: orNull(time(), "Null from 2017."),
	action: Type.String(),
	target: orNull(Type.String()),
	screen: orNull(Type.String(), "The screen that it tells of, else the page's address."),
	x: orNull(Type.Number(), "Where the viewport was touched, in CSS pixels."),
	y: orNull(Type.Number()),
	viewport: orNull(Type.Object({ width: Type.Number(), height: Type.Number() })),
	miss: Type.Boolean({ description: "A touch on nothing." }),
	burst: Type.Boolean({ description: "The third touch within 30 px and a second." }),
	played: orNull(Type.Number(), "Of media, the percent that were reached."),
	data: Type.Unknown({ description: "The JSON value where it was JSON, else the text." }),
});
export type SessionEvent = Static<typeof SessionEvent>;

/** `GET /reports/session`. */
export const Session = Type.Object({
	...FIGURES,
	stopped_at: orNull(time(), "When it ended; of one that nobody stopped, its last event. Null while it is open."),
	stop_reason: orNull(Type.String(), "As the client gave it."),
	data: Type.Unknown({ description: "What its start told: the JSON value where it was JSON, else the text." }),
	recorded: Type.Array(SessionEvent, { description: "Its events in the order of their times; the first 2,000." }),
	more: count("How many events behind them are left out."),
	pictures: Type.Array(Type.Object({ screen: Type.String(), width: Type.Integer(), height: Type.Integer() }), {
		description: "Those of its screens that `GET /dashboard/picture` has a picture of.",
	}),
});
export type Session = Static<typeof Session>;
