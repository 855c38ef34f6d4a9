import type { SelectionAnswer, Series, Trust } from "../../model/reports/answers.ts";
import type { OwnerSettings } from "../../model/reports/settings.ts";

/** Steps of a curve that follow each other; `end` is the first one behind them. */
export interface StepRun {
	readonly first: number;
	readonly end: number;
}

/** A note on a curve. */
export interface NoteMark {
	readonly step: number;
	readonly text: string;
	/** 0, or 1 where it would lie on the one before it. */
	readonly row: 0 | 1;
}

/** How much of a curve's width a label takes, about. */
const LABEL_SHARE = 0.16;

/** The notes on dates of a selection. */
export function notesWithin(notes: OwnerSettings["notes"], { from, to }: SelectionAnswer): OwnerSettings["notes"] {
	return notes.filter(({ date }) => noonOf(date) >= from && noonOf(date) < to);
}

/** Where notes stand on a curve. */
export function noteMarks(
	notes: OwnerSettings["notes"],
	selection: SelectionAnswer,
	starts: Series["starts"],
): NoteMark[] {
	let before = Number.NEGATIVE_INFINITY;
	return notesWithin(notes, selection)
		.toSorted((one, other) => (one.date < other.date ? -1 : 1))
		.map(({ date, text }) => {
			const step = Math.max(
				0,
				starts.findLastIndex((start) => start <= noonOf(date)),
			);
			const row = step - before < LABEL_SHARE * starts.length ? 1 : 0;
			if (row === 0) before = step;
			return { step, text, row };
		});
}

/** The middle of the day, so that no zone moves it to another. */
function noonOf(date: string): string {
	return `${date}T12:00:00.000Z`;
}

/**
 * The step of a curve that still goes on; those behind it are yet to come.
 * @param now as starts are written
 */
export function stepUnderWay(starts: Series["starts"], { to }: SelectionAnswer, now: string): number | undefined {
	return now < to ? starts.findLastIndex((start) => start <= now) : undefined;
}

/** A step in which some kiosks were silent, and which. */
export interface PartlySilentStep {
	readonly step: number;
	readonly consumers: readonly number[];
}

/** Steps in which some of the kiosks were silent, but for those in which all were: what came of the others is in them. */
export function partlySilentSteps(series: Series, silences: Trust["silences"]): PartlySilentStep[] {
	const runs = silentSteps(series);
	const { starts } = series;
	return starts.flatMap((start, step) => {
		const next = starts[step + 1];
		if (runs.some(({ first, end }) => step >= first && step < end)) return [];
		const within = silences.filter(({ from, to }) => to > start && (next === undefined || from < next));
		return within.length === 0 ? [] : [{ step, consumers: [...new Set(within.map(({ consumer }) => consumer))] }];
	});
}

/** Steps in which nothing was heard, and nobody came: no signal is not no visitors. */
export function silentSteps({ starts, sessions, silences }: Series): StepRun[] {
	return runsOf(starts, (start, next, step) => {
		const silent = silences.some(({ from, to }) => to > start && (next === undefined || from < next));
		return silent && (sessions[step] ?? 0) === 0;
	});
}

/** Steps that the owner excluded, or most of them: in another zone than the owner's, no day is excluded as a whole. */
export function excludedSteps({ starts }: Series, { excluded, to: end }: SelectionAnswer): StepRun[] {
	return runsOf(starts, (start, next = end) => {
		const [first, last] = [Date.parse(start), Date.parse(next)];
		return excluded.some(({ from, to }) => {
			const overlap = Math.min(Date.parse(to), last) - Math.max(Date.parse(from), first);
			return overlap * 2 > last - first;
		});
	});
}

function runsOf(
	starts: Series["starts"],
	isIn: (start: string, next: string | undefined, step: number) => boolean,
): StepRun[] {
	const runs: { first: number; end: number }[] = [];
	for (const [step, start] of starts.entries()) {
		if (!isIn(start, starts[step + 1], step)) continue;
		const run = runs.at(-1);
		if (run?.end === step) run.end = step + 1;
		else runs.push({ first: step, end: step + 1 });
	}
	return runs;
}
