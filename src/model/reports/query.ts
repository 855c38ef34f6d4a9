import { type Static, Type } from "@sinclair/typebox";
import { OPEN } from "../open-object.ts";
import { STORABLE_TEXT } from "../text.ts";

const text = (description: string) =>
	Type.Optional(Type.String({ description, format: STORABLE_TEXT, maxLength: 2000 }));

/** Whether sessions of a sort count: not, as any other, or they alone. */
export type Including = "exclude" | "include" | "only";

/** Which sessions a report is about. */
const SELECTION = {
	from: text(
		"From here on: a date in the time zone, such as `2026-10-01`, or an ISO 8601 time. Where it is left out, 30 days before `to`.",
	),
	to: text("To the end of this date, or before this time. Where it is left out, to the end of today."),
	zone: text("IANA name of the time zone whose days and hours are meant; the owner's where it is left out."),
	consumer: text("Ids of consumers, with commas; all where it is left out."),
	compare: text(
		"Another range to answer for too: `before`, the range of the same length before it, of one that is not over up to the same time of day; or two dates or times with a slash.",
	),
	test: Type.Optional(
		Type.String({
			enum: ["include", "only"],
			pattern: "^(include|only)$",
			description: "Trials by staff are left out without it.",
		}),
	),
	faulty: Type.Optional(
		Type.String({
			enum: ["include", "only"],
			pattern: "^(include|only)$",
			description:
				"Sessions that a faulty screen seems to have made are left out without it, unless the owner's settings say otherwise.",
		}),
	),
	excluded: Type.Optional(
		Type.String({
			enum: ["include"],
			pattern: "^include$",
			description: "Ranges that the owner excluded are left out without it.",
		}),
	),
};

const limit = Type.Optional(
	Type.Integer({ minimum: 1, maximum: 10_000, description: "Rows at most; 1000 where it is left out." }),
);

/** What an event names: its action, the target that was touched, the screen that was shown, or the media that was played. */
const ELEMENT_KINDS = ["action", "target", "screen", "media"] as const;
export type ElementKind = (typeof ELEMENT_KINDS)[number];

const kind = (kinds: readonly string[], description: string) =>
	Type.Optional(
		Type.Unsafe<ElementKind>(Type.String({ enum: [...kinds], pattern: `^(${kinds.join("|")})$`, description })),
	);

/** The query of `GET /reports/kiosks`. */
export const KiosksQuery = Type.Object({ zone: SELECTION.zone }, OPEN);

/** The query of most reports. */
export const ReportQuery = Type.Object(SELECTION, OPEN);
export type ReportQuery = Static<typeof ReportQuery>;

/** The query of `GET /reports/series`. */
export const SeriesQuery = Type.Object(
	{
		...SELECTION,
		grain: Type.Optional(
			Type.String({
				enum: ["minute", "quarter-hour", "hour", "day", "week", "month"],
				pattern: "^(minute|quarter-hour|hour|day|week|month)$",
				description:
					"Length of a step; by the range where it is left out, and made longer where there would be more than 2,000 steps.",
			}),
		),
	},
	OPEN,
);
export type SeriesQuery = Static<typeof SeriesQuery>;

/** The query of `GET /reports/elements`. */
export const ElementsQuery = Type.Object(
	{ ...SELECTION, kind: kind(ELEMENT_KINDS, "`target` where it is left out."), limit },
	OPEN,
);
export type ElementsQuery = Static<typeof ElementsQuery>;

/** The query of `GET /reports/paths`. */
export const PathsQuery = Type.Object(
	{ ...SELECTION, kind: kind(["target", "screen"], "`target` where it is left out."), limit },
	OPEN,
);
export type PathsQuery = Static<typeof PathsQuery>;

/** The query of `GET /reports/funnel`. */
export const FunnelQuery = Type.Object(
	{
		...SELECTION,
		steps: Type.String({
			maxLength: 4000,
			description:
				'What a session has to come to, one after another, as a JSON array of two to ten: `[{"kind":"screen","name":"home"},{"kind":"target","name":"map"}]`.',
		}),
	},
	OPEN,
);
export type FunnelQuery = Static<typeof FunnelQuery>;

/** What the list of sessions can be sorted by. */
const SESSION_SORTS = ["started_at", "dwell_seconds", "events", "misses", "bursts", "targets"] as const;
export type SessionSort = (typeof SESSION_SORTS)[number];

const sort = (description: string) =>
	Type.Optional(
		Type.Unsafe<SessionSort>(
			Type.String({ enum: [...SESSION_SORTS], pattern: `^(${SESSION_SORTS.join("|")})$`, description }),
		),
	);

/** The query of `GET /reports/sessions`. */
export const SessionListQuery = Type.Object(
	{
		...SELECTION,
		search: Type.Optional(
			Type.String({
				description:
					"A text: sessions alone that came to an action, target, screen, media or language in whose name it stands, in capitals or not.",
				format: STORABLE_TEXT,
				maxLength: 200,
			}),
		),
		sort: sort("Sort upwards by this member."),
		"sort.desc": sort("Sort downwards by this member; without either, the last ones to begin come first."),
		limit: Type.Optional(
			Type.Integer({ minimum: 1, maximum: 1000, description: "Sessions at most; 50 where it is left out." }),
		),
		offset: Type.Optional(Type.Integer({ minimum: 0, description: "Sessions to skip." })),
	},
	OPEN,
);
export type SessionListQuery = Static<typeof SessionListQuery>;

/** The query of `GET /reports/session`. */
export const SessionQuery = Type.Object({ id: Type.Integer({ description: "The session's id." }) }, OPEN);

/** The query of `GET /reports/touches`. */
export const TouchesQuery = Type.Object(
	{
		...SELECTION,
		place: Type.Optional(
			Type.Integer({ description: "A place of `places`; the most touched one where it is left out." }),
		),
		layer: Type.Optional(
			Type.Unsafe<"all" | "misses" | "bursts">(
				Type.String({
					enum: ["all", "misses", "bursts"],
					pattern: "^(all|misses|bursts)$",
					description: "Which touches; `all` where it is left out.",
				}),
			),
		),
	},
	OPEN,
);
export type TouchesQuery = Static<typeof TouchesQuery>;

/** The query of `GET /reports/page`. */
export const PageQuery = Type.Object(
	{
		...SELECTION,
		compare: text(
			"Another range for the changes: `before`, which counts where it is left out, two dates or times with a slash, or `none`.",
		),
		lang: Type.Optional(
			Type.String({
				pattern: "^(en|de|nb|nn|no)(-[A-Za-z]{4})?(-([A-Za-z]{2}|\\d{3}))?$",
				title: "English, German or Norwegian language tag",
				description:
					"Language tag of the page, with a region for numbers and dates, such as `en-GB`, `de` or `nb`; English where it is left out.",
			}),
		),
	},
	OPEN,
);
export type PageQuery = Static<typeof PageQuery>;
