import type { Random } from "../../src/demo/random.ts";
import type { HistoryFacts } from "./history-facts.ts";

const DAY_MS = 86_400_000;

/** What the overview asks for. */
export const OVERVIEW = [
	"totals?compare=before",
	"series?compare=before",
	"week?",
	"dwell?",
	"elements?kind=target&limit=10",
	"goals?",
	"languages?",
	"trust?",
] as const;

/** Lengths of ranges, in days; a random one has any. */
const SPANS = {
	day: [1, 1],
	week: [7, 7],
	month: [28, 31],
	quarter: [90, 92],
	year: [360, 365],
	random: [1, 365],
} as const;
export type Span = keyof typeof SPANS;
export const SPAN_NAMES = Object.keys(SPANS) as Span[];

/** How many of the consumers; 0 is all. */
const CONSUMERS = { all: 0, several: 5, one: 1 } as const;
export type Who = keyof typeof CONSUMERS;
export const WHO_NAMES = Object.keys(CONSUMERS) as Who[];

/** UTC, one that changes to summer time, and one whose hours begin at a quarter to. */
const ZONES = ["UTC", "Europe/Oslo", "Asia/Kathmandu"] as const;

/** Makes up what is asked for: each time another range, for an answer that was kept would prove nothing. */
export class Questions {
	constructor(
		private readonly random: Random,
		private readonly facts: HistoryFacts,
	) {}

	/** The address of a report, such as `/reports/week?from=…`. */
	address(report: string, span: Span, who: Who = "all"): string {
		return addressOf(report, this.selection(span, who));
	}

	/** The addresses of all that the overview asks for at once. */
	overview(span: Span): string[] {
		const selection = this.selection(span, "all");
		return OVERVIEW.map((report) => addressOf(report, selection));
	}

	/** Any report of the overview, on any range. */
	any(): string {
		return this.address(this.one(OVERVIEW), "random", this.one(WHO_NAMES));
	}

	selection(span: Span, who: Who): URLSearchParams {
		const selection = new URLSearchParams({ ...this.#range(span), zone: this.one(ZONES) });
		if (CONSUMERS[who] > 0) selection.set("consumer", this.#consumers(CONSUMERS[who]).join(","));
		return selection;
	}

	one<T>(values: readonly T[]): T {
		return this.random.pick(values.map((value) => [value, 1] as const));
	}

	/** The first and the last date; they vary little where the file is not much longer. */
	#range(span: Span): { from: string; to: string } {
		const { firstDayAt, days } = this.facts;
		const [least, most] = SPANS[span];
		const length = Math.min(days, least + this.#below(most - least + 1));
		const first = this.#below(days - length + 1);
		const dateOf = (day: number) => new Date(firstDayAt + day * DAY_MS).toISOString().slice(0, 10);
		return { from: dateOf(first), to: dateOf(first + length - 1) };
	}

	#consumers(count: number): number[] {
		const left = Array.from({ length: this.facts.consumers }, (_, index) => index + 1);
		return Array.from({ length: count }, () => left.splice(this.#below(left.length), 1)).flat();
	}

	#below(bound: number): number {
		return Math.floor(this.random.next() * bound);
	}
}

/** Of a report and the sessions that it is about. */
export function addressOf(report: string, selection: URLSearchParams): string {
	return `/reports/${report}${report.endsWith("?") ? "" : "&"}${selection}`;
}
