import { notesWithin } from "../figures/charts/curve-marks.ts";
import { isTooEarly } from "../figures/comparison.ts";
import type { Counting } from "../figures/counting.ts";
import type { Picture } from "../model/picture.ts";
import type {
	Dwell,
	Elements,
	Goals,
	Languages,
	SelectionAnswer,
	Series,
	Totals,
	Touches,
	Trust,
	Week,
} from "../model/reports/answers.ts";
import type { Grain } from "../model/reports/grain.ts";
import { type PicturedPlace, pictureOf } from "../model/reports/place.ts";
import type { ReportQuestion, Selection } from "../model/reports/request.ts";
import { describeSelection, excludedRange } from "../model/reports/selection-answer.ts";
import type { OwnerSettings } from "../model/reports/settings.ts";
import { formatInstant, type Instant } from "../model/time.ts";
import { answerTogether } from "../reports/answer-report.ts";
import type { Snapshots } from "../reports/snapshot.ts";
import type { PageRequest } from "./page-request.ts";

/** A consumer as people know it. */
interface NamedKiosk {
	readonly id: number;
	readonly name: string;
	readonly createdAt: Instant;
}

/** The touches on a screen, and the picture of it where there is one. */
export interface TouchMap {
	readonly touches: Touches;
	readonly picture: Picture | undefined;
}

/** What a page shows beside reports. */
export interface PageSources {
	/** All that there are. */
	readonly kiosks: readonly NamedKiosk[];
	readonly findPicture: (place: PicturedPlace) => Picture | undefined;
}

/** All that a page tells of, as it was at one moment. */
export interface PageAnswers {
	readonly selection: SelectionAnswer;
	readonly compared:
		| { readonly selection: SelectionAnswer; readonly totals: Totals; readonly series: Series }
		| undefined;
	/** What it was to be compared with, where there was no kiosk yet: all would be new. */
	readonly notCompared: SelectionAnswer | undefined;
	readonly totals: Totals;
	readonly series: Series;
	readonly week: Week;
	readonly dwell: Dwell;
	readonly languages: Languages;
	readonly targets: Elements;
	readonly screens: Elements;
	readonly media: Elements;
	readonly goals: Goals;
	readonly trust: Trust;
	/** Of the most touched screens, the most touched first. */
	readonly touchMaps: readonly TouchMap[];
	/** The misses on the screen that has most of them. */
	readonly missMap: TouchMap | undefined;
	readonly counting: Counting;
	/** Those that were counted. */
	readonly kiosks: readonly NamedKiosk[];
	/** Those within the range. */
	readonly notes: OwnerSettings["notes"];
	readonly madeAt: string;
}

/** Screens whose touches are drawn. */
const MAPS = 3;

/** Elements that are looked at: those with most bursts are not those with most touches. */
const MOST_ELEMENTS = 10_000;

/**
 * Asks for all that a page tells of, at one moment of the file.
 * @throws {AppError} `reports_not_ready`
 */
export function collectAnswers(
	snapshots: Snapshots,
	request: PageRequest,
	{ kiosks, findPicture }: PageSources,
): PageAnswers {
	const { selections, context } = request;
	const [selection, asked] = selections;
	const counted = kiosks.filter(({ id }) => selection.consumers?.includes(id) ?? true);
	const createdAt = counted.map((kiosk) => kiosk.createdAt);
	const isEarly = asked !== undefined && isTooEarly(createdAt, asked.from);
	const before = isEarly ? undefined : asked;
	return answerTogether(snapshots, context, (answer) => {
		const ask = <T>(question: ReportQuestion, of: Selection = selection) => answer(question, of) as T;
		const elements = (kind: "target" | "screen" | "media") =>
			ask<Elements>({ report: "elements", kind, limit: MOST_ELEMENTS });
		const touches = (place: number | undefined, layer: "all" | "misses") =>
			ask<Touches>({ report: "touches", place, layer });
		const first = touches(undefined, "all");
		const withPicture = (of: Touches): TouchMap => {
			const place = of.places.find(({ id }) => id === of.place);
			return {
				touches: of,
				picture: place === undefined ? undefined : findPicture(pictureOf(place, selection.consumers)),
			};
		};
		const [, ...others] = first.places.slice(0, MAPS);
		const missed = first.places.toSorted((one, other) => other.misses - one.misses)[0];
		const series = ask<Series>({ report: "series", grain: undefined });
		const selected = describeSelection(selection, context.owner);
		const hasExcluded = context.owner.excluded
			.map((each) => excludedRange(each, context.owner))
			.some(({ from, to }) => from < selection.to && to > selection.from);
		return {
			selection: selected,
			compared:
				before === undefined
					? undefined
					: {
							selection: describeSelection(before, context.owner),
							totals: ask<Totals>({ report: "totals" }, before),
							series: ask<Series>({ report: "series", grain: series.grain as Grain }, before),
						},
			notCompared: isEarly ? describeSelection(asked, context.owner) : undefined,
			totals: ask<Totals>({ report: "totals" }),
			series,
			week: ask<Week>({ report: "week" }),
			dwell: ask<Dwell>({ report: "dwell" }),
			languages: ask<Languages>({ report: "languages" }),
			targets: elements("target"),
			screens: elements("screen"),
			media: elements("media"),
			goals: ask<Goals>({ report: "goals" }),
			trust: ask<Trust>({ report: "trust" }),
			touchMaps: first.place === null ? [] : [first, ...others.map(({ id }) => touches(id, "all"))].map(withPicture),
			missMap: missed === undefined || missed.misses === 0 ? undefined : withPicture(touches(missed.id, "misses")),
			counting: countingOf(selection, selected.excluded.length === 0 && hasExcluded),
			kiosks: counted,
			notes: notesWithin(context.owner.notes, selected),
			madeAt: formatInstant(context.now),
		};
	});
}

function countingOf({ test, faulty }: Selection, countsExcluded: boolean): Counting {
	return { test, faulty, excluded: countsExcluded ? "include" : "exclude" };
}
