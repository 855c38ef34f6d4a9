import { signal } from "@preact/signals";
import type { Kiosks, SelectionAnswer } from "../model/reports/answers.ts";
import type { OwnerSettings } from "../model/reports/settings.ts";
import { part } from "./address.ts";
import { texts } from "./language.ts";
import { chosenRange } from "./range.ts";
import { type RequestState, useRequest } from "./use-request.ts";

/** The answer to a request for a report. */
export interface ReportAnswer<T> {
	readonly selection: SelectionAnswer;
	readonly report: T;
	readonly compared: { readonly selection: SelectionAnswer; readonly report: T } | null;
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

/** The time zone whose days are shown: the address's, else the owner's, so that everybody sees the same hours. */
export function chosenZone(): string {
	return part("zone") || (settings.value?.zone ?? "UTC");
}

/** What the address selects, as the reports take it. */
export function selectionQuery(): Record<string, string> {
	const zone = chosenZone();
	return {
		...chosenRange(zone),
		zone,
		consumer: part("kiosks"),
		test: part("test"),
		faulty: part("faulty"),
		excluded: part("excluded"),
	};
}

/** Asks for a report on what the address selects. */
export function useReport<T>(
	report: string,
	options: { query?: Readonly<Record<string, string>>; compare?: boolean } = {},
): RequestState<ReportAnswer<T>> {
	const compare = options.compare === true ? part("compare") || "before" : "";
	return useRequest<ReportAnswer<T>>(`reports/${report}`, {
		...selectionQuery(),
		compare: compare === "none" ? "" : compare,
		...options.query,
	});
}
