import { signal } from "@preact/signals";
import { useMemo } from "preact/hooks";
import { isTooEarly } from "../figures/comparison.ts";
import type { Counting } from "../figures/counting.ts";
import type { Kiosks, SelectionAnswer } from "../model/reports/answers.ts";
import type { Including } from "../model/reports/query.ts";
import type { OwnerSettings } from "../model/reports/settings.ts";
import { isTimeZone } from "../model/reports/time-zone.ts";
import { part } from "./address.ts";
import { texts } from "./language.ts";
import { chosenRange, comparisonQuery } from "./range.ts";
import { type RequestState, useRequest } from "./use-request.ts";

/** The answer to a request for a report. */
export interface ReportAnswer<T> {
	readonly selection: SelectionAnswer;
	readonly report: T;
	readonly compared: { readonly selection: SelectionAnswer; readonly report: T } | null;
	/** What it was to be compared with, where there was no kiosk yet. */
	readonly notCompared?: SelectionAnswer;
}

/** All kiosks, asked for once. */
export const kiosks = signal<Kiosks["kiosks"]>([]);

/** Grows when a kiosk was changed here: they are asked for anew. */
export const kiosksChanged = signal(0);

/** What the owner set; `undefined` until the server has said. */
export const settings = signal<OwnerSettings | undefined>(undefined);

/** What a kiosk is called; one that is no more by its number. */
export function nameOfKiosk(id: number | null): string {
	return kiosks.value.find((kiosk) => kiosk.id === id)?.name ?? (id === null || id === 0 ? texts.unknown : `${id}`);
}

/**
 * The time zone whose days are shown: the address's, else the owner's, so that everybody sees the same hours; and UTC where
 * this browser knows neither.
 */
export function chosenZone(): string {
	return [part("zone"), settings.value?.zone].find((zone) => zone !== undefined && isTimeZone(zone)) ?? "UTC";
}

/** The ids of the kiosks that the address chooses; none where all are. */
export function chosenKiosks(): number[] {
	const ids = part("kiosks")
		.split(",")
		.filter((id) => /^\d{1,15}$/.test(id));
	return [...new Set(ids.map(Number))];
}

/** What is left out unless it is asked for. */
export const LEFT_OUT = ["test", "faulty", "excluded"] as const;

/** Which of it the address asks for. */
export function chosenIncluding(name: (typeof LEFT_OUT)[number]): Including {
	const asked = part(name);
	if (asked === "include" || (asked === "only" && name !== "excluded")) return asked;
	return "exclude";
}

/** What counts, by the address and what the owner set. */
export function chosenCounting(): Counting {
	const faulty = chosenIncluding("faulty");
	return {
		test: chosenIncluding("test"),
		faulty: faulty === "exclude" && settings.value?.count_faulty ? "include" : faulty,
		excluded: chosenIncluding("excluded"),
	};
}

/** What the address selects, as the reports take it. */
export function selectionQuery(): Record<string, string> {
	const zone = chosenZone();
	const including = LEFT_OUT.map((name) => [name, chosenIncluding(name)] as const);
	return {
		...chosenRange(zone),
		zone,
		consumer: chosenKiosks().join(","),
		...Object.fromEntries(including.filter(([, asked]) => asked !== "exclude")),
	};
}

/** Asks for a report on what the address selects. */
export function useReport<T>(
	report: string,
	options: { query?: Readonly<Record<string, string>>; compare?: boolean } = {},
): RequestState<ReportAnswer<T>> {
	const compare = options.compare === true ? comparisonQuery(chosenZone()) : "";
	const state = useRequest<ReportAnswer<T>>(`reports/${report}`, {
		...selectionQuery(),
		compare: compare === "none" ? "" : compare,
		...options.query,
	});
	const isEarly = isAnsweredEarly(state.answer);
	// Another object only where it is another answer.
	const answer = useMemo(() => (isEarly ? withoutComparison(state.answer) : state.answer), [state.answer, isEarly]);
	return { ...state, answer };
}

/** Whether an answer is compared with a time when none of its kiosks was there; not before they are known. */
function isAnsweredEarly(answer: ReportAnswer<unknown> | undefined): boolean {
	if (!answer?.compared || kiosks.value.length === 0) return false;
	const chosen = chosenKiosks();
	const counted = kiosks.value.filter(({ id }) => chosen.length === 0 || chosen.includes(id));
	return isTooEarly(
		counted.map(({ created_at }) => Date.parse(created_at)),
		Date.parse(answer.compared.selection.from),
	);
}

function withoutComparison<T>(answer: ReportAnswer<T> | undefined): ReportAnswer<T> | undefined {
	if (!answer?.compared) return answer;
	return { ...answer, compared: null, notCompared: answer.compared.selection };
}
