import fc from "fast-check";

/** What may happen to a kiosk's file, one after another. Sessions and events are named by when they came. */
export type Happening =
	| {
			readonly do: "start";
			readonly consumer: number;
			readonly minutes: number;
			readonly data: Readonly<Record<string, unknown>> | null;
			readonly test: boolean;
			readonly corrected: boolean;
	  }
	| {
			readonly do: "event";
			readonly session: number;
			readonly seconds: number;
			readonly action: string;
			readonly data: Readonly<Record<string, unknown>> | string;
			readonly corrected: boolean;
	  }
	| {
			readonly do: "taps";
			readonly session: number;
			readonly seconds: number;
			readonly count: number;
			readonly intervalMs: number;
			readonly x: number;
			readonly drift: number;
	  }
	| { readonly do: "stop"; readonly session: number; readonly reason: string | null }
	| { readonly do: "markTest" | "delete"; readonly session: number }
	| { readonly do: "deleteEvent"; readonly session: number; readonly event: number }
	/** Of all sessions, or of events alone, before a time. */
	| { readonly do: "prune" | "pruneEvents"; readonly minutes: number }
	/** With all that it has. */
	| { readonly do: "deleteConsumer"; readonly consumer: number }
	| { readonly do: "revoke" | "restore"; readonly consumer: number; readonly minutes: number }
	| { readonly do: "import"; readonly consumer: number; readonly minutes: number; readonly seed: number }
	| { readonly do: "heartbeat"; readonly consumer: number; readonly minutes: number; readonly lasts: number }
	/** Makes packs; where they are not kept, it was killed before. */
	| { readonly do: "pack"; readonly kept: boolean }
	/** Finds out what to pack, and keeps it some happenings later. */
	| { readonly do: "find" | "keep" }
	/** Makes all packs anew, and is killed after so many transactions. */
	| { readonly do: "rebuild"; readonly transactions: number }
	| { readonly do: "look" | "reopen" };

const HOUR = 60;

const session = fc.nat(9);
const consumer = fc.nat(1);
const minutes = fc.integer({ min: -30 * HOUR, max: 40 * HOUR });
const rarely = fc.nat(6).map((number) => number === 0);
const screen = fc.constantFrom("home", "map", "quiz");
const target = fc.constantFrom("map", "film", "quiz", "<b>", 42, "x".repeat(600), "");
const view = fc.constantFrom<Readonly<Record<string, unknown>>>(
	{ viewportWidth: 1920, viewportHeight: 1080 },
	{ viewportWidth: 1920, viewportHeight: 1080 },
	{ viewportWidth: 1080, viewportHeight: 1920 },
	{ viewportWidth: 0 },
);

const seconds = fc.oneof(
	{ weight: 4, arbitrary: fc.nat(400) },
	// At the same moment as others, as the screen that a touch opens tells of itself.
	{ weight: 2, arbitrary: fc.constantFrom(0, 10, 20) },
	// A late one, before all others: up to the day before.
	{ weight: 1, arbitrary: fc.integer({ min: -86_400, max: -1 }) },
);
const when = {
	do: fc.constant("event" as const),
	session,
	seconds,
	corrected: rarely,
};

const click = fc
	.record({
		target: fc.option(target, { nil: undefined }),
		screen,
		view,
		miss: rarely,
		x: fc.nat(1919),
		y: fc.nat(1079),
	})
	.map(({ view, miss, x, y, ...data }) => ({
		...data,
		...view,
		...(miss ? { miss } : {}),
		clickX: x,
		clickY: y,
	}));
const media = fc.record({
	target: fc.constantFrom("film", "sound"),
	position: fc.constantFrom(0, 3.9, 25, 49.6, 75, 99, 120, "soon"),
	duration: fc.constantFrom(100, 100, 0),
});
const other = fc.oneof(
	fc.record({ target }),
	fc.constantFrom("text", "[1, 2]", '{"target": "cut off', "null", '{"target":{"deep":true},"screen":["home"]}'),
);

/** Any of them, the common ones more often. */
export const happening: fc.Arbitrary<Happening> = fc.oneof(
	{
		weight: 4,
		arbitrary: fc.record({
			do: fc.constant("start" as const),
			consumer,
			minutes,
			data: fc.option(
				fc.record(
					{ language: fc.constantFrom("en", "nb", 7, ""), screen, page: fc.constant("/start") },
					{ requiredKeys: [] },
				),
			),
			test: rarely,
			corrected: rarely,
		}),
	},
	{ weight: 14, arbitrary: fc.record({ ...when, action: fc.constant("click"), data: click }) },
	{
		weight: 4,
		arbitrary: fc.record({ ...when, action: fc.constant("screen"), data: fc.record({ screen }, { requiredKeys: [] }) }),
	},
	{ weight: 3, arbitrary: fc.record({ ...when, action: fc.constantFrom("play", "pause", "ended"), data: media }) },
	{ weight: 2, arbitrary: fc.record({ ...when, action: fc.constantFrom("open", "click", "play"), data: other }) },
	{
		weight: 3,
		arbitrary: fc.record({
			do: fc.constant("taps" as const),
			session,
			seconds,
			count: fc.integer({ min: 2, max: 14 }),
			intervalMs: fc.constantFrom(200, 900, 2000),
			x: fc.constantFrom(100, 110, 700),
			drift: fc.constantFrom(0, 0, 2, 20),
		}),
	},
	{
		weight: 2,
		arbitrary: fc.record({
			do: fc.constant("stop" as const),
			session,
			reason: fc.constantFrom(null, "", "idle", "done"),
		}),
	},
	{ weight: 2, arbitrary: fc.record({ do: fc.constantFrom("markTest" as const, "delete" as const), session }) },
	{ weight: 2, arbitrary: fc.record({ do: fc.constant("deleteEvent" as const), session, event: fc.nat(4) }) },
	{
		weight: 1,
		arbitrary: fc.record({
			do: fc.constantFrom("prune" as const, "pruneEvents" as const),
			minutes: minutes.map((at) => at - 20 * HOUR),
		}),
	},
	{
		weight: 1,
		arbitrary: fc.record({
			do: fc.constant("deleteConsumer" as const),
			// Mostly one that is not there, for else there would be little to look at.
			consumer: fc.nat(7),
		}),
	},
	{
		weight: 1,
		arbitrary: fc.record({ do: fc.constantFrom("revoke" as const, "restore" as const), consumer, minutes }),
	},
	{
		weight: 1,
		arbitrary: fc.record({ do: fc.constant("import" as const), consumer, minutes, seed: fc.nat(1000) }),
	},
	{
		weight: 1,
		arbitrary: fc.record({ do: fc.constant("heartbeat" as const), consumer, minutes, lasts: fc.nat(40) }),
	},
	{ weight: 3, arbitrary: fc.record({ do: fc.constant("pack" as const), kept: fc.boolean() }) },
	{ weight: 4, arbitrary: fc.record({ do: fc.constantFrom("find" as const, "keep" as const) }) },
	{
		weight: 1,
		arbitrary: fc.record({
			do: fc.constant("rebuild" as const),
			transactions: fc.constantFrom(0, 1, Number.POSITIVE_INFINITY),
		}),
	},
	{ weight: 3, arbitrary: fc.record({ do: fc.constantFrom("look" as const, "look" as const, "reopen" as const) }) },
);
