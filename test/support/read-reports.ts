import { Database } from "bun:sqlite";
import type { Touches } from "../../src/model/reports/answers.ts";
import type { ReportQuestion, Selection } from "../../src/model/reports/request.ts";
import { DEFAULT_OWNER_SETTINGS } from "../../src/model/reports/settings.ts";
import { answerReport } from "../../src/reports/answer-report.ts";
import { Snapshots } from "../../src/reports/snapshot.ts";

const KINDS = ["action", "target", "screen", "media"] as const;

const QUESTIONS: readonly ReportQuestion[] = [
	...(["totals", "week", "dwell", "languages", "trust", "goals"] as const).map((report) => ({ report })),
	{ report: "series", grain: "day" },
	...KINDS.map((kind) => ({ report: "elements", kind, limit: 1000 }) as const),
	{ report: "paths", kind: "target", limit: 10_000 },
	{ report: "paths", kind: "screen", limit: 10_000 },
	{
		report: "funnel",
		steps: [
			{ kind: "screen", name: "map" },
			{ kind: "target", name: "whale" },
		],
	},
];

/** Every report on a file, over all of a range and over parts of it, without what depends on the numbers of texts. */
export function readReports(path: string, { from, to }: { from: number; to: number }): unknown {
	using database = new Database(path, { readonly: true });
	const snapshots = new Snapshots(database);
	const all = {
		from,
		to,
		zone: "UTC",
		consumers: undefined,
		test: "exclude",
		faulty: "exclude",
		excluded: [],
	} as const;
	const third = Math.floor((to - from) / 3.1);
	const selections: Selection[] = [
		all,
		{ ...all, from: from + third, to: to - third },
		{ ...all, consumers: [2], test: "include" },
	];
	const goals = [{ name: "Film", kind: "target", element: "film" }];
	const context = { now: to, silentSince: to, owner: { ...DEFAULT_OWNER_SETTINGS, goals } };
	const ask = (question: ReportQuestion, of: readonly Selection[]) =>
		answerReport(snapshots, { ...question, ...context, selections: of });
	const maps = selections.map((selection) => {
		const [overview] = ask({ report: "touches", place: undefined, layer: "all" }, [selection]) as Touches[];
		return overview?.places.map(({ id, ...place }) => ({
			...place,
			maps: (["all", "misses", "bursts"] as const).map((layer) => {
				const [map] = ask({ report: "touches", place: id, layer }, [selection]) as Touches[];
				return map?.cells;
			}),
		}));
	});
	return inOrder([...QUESTIONS.map((question) => ask(question, selections)), maps]);
}

/** The order of equals in a list follows from the numbers of texts. */
function inOrder(value: unknown): unknown {
	if (Array.isArray(value)) {
		const parts = value.map(inOrder);
		return parts.some((part) => typeof part === "object") ? parts.map((part) => JSON.stringify(part)).sort() : parts;
	}
	if (typeof value !== "object" || value === null) return value;
	return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, inOrder(part)]));
}
