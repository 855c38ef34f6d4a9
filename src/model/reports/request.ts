import type { Instant } from "../time.ts";
import type { Grain } from "./grain.ts";
import type { ElementKind, Including, SessionSort } from "./query.ts";
import type { Range } from "./range.ts";
import type { OwnerSettings } from "./settings.ts";

/** Which sessions a report is about. */
export interface Selection extends Range {
	readonly zone: string;
	/** Ids; `undefined` where all count. */
	readonly consumers: readonly number[] | undefined;
	readonly test: Including;
	readonly faulty: Including;
	/** Ranges that do not count. */
	readonly excluded: readonly Range[];
}

/** A step of a funnel. */
export interface FunnelStep {
	readonly kind: Exclude<ElementKind, "media">;
	readonly name: string;
}

/** A page of the list of sessions. */
export interface SessionPage {
	/** What has to stand in the name of anything that the session came to. */
	readonly search: string | undefined;
	readonly sort: SessionSort;
	readonly descending: boolean;
	readonly limit: number;
	readonly offset: number;
}

/** What is asked of a selection, beside the selection. */
export type ReportQuestion =
	| { readonly report: "totals" | "week" | "dwell" | "languages" | "trust" | "goals" }
	| { readonly report: "series"; readonly grain: Grain | undefined }
	| { readonly report: "elements"; readonly kind: ElementKind; readonly limit: number }
	| { readonly report: "paths"; readonly kind: "target" | "screen"; readonly limit: number }
	| { readonly report: "funnel"; readonly steps: readonly FunnelStep[] }
	| ({ readonly report: "sessions" } & SessionPage)
	| { readonly report: "touches"; readonly place: number | undefined; readonly layer: "all" | "misses" | "bursts" };

/** A report, as the worker is asked for it. */
export type ReportRequest = (ReportQuestion & { readonly selections: readonly Selection[] }) & ReportContext;

/** What reports need to know beside what they are asked. */
export interface ReportContext {
	readonly now: Instant;
	/** A session whose last sign came at this time or before counts as ended where nobody stopped it. */
	readonly silentSince: Instant;
	readonly owner: OwnerSettings;
}
