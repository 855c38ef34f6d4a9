import { setDefaultTimeout, test } from "bun:test";
import fc from "fast-check";
import type { ReportContext, Selection } from "../../src/model/reports/request.ts";
import { happening } from "../support/happenings.ts";
import { RandomKiosk } from "../support/random-kiosk.ts";

setDefaultTimeout(120_000);

const HOUR = 3_600_000;

/** In the hours around it, clocks in Berlin are set to summer time. */
const NOW = Date.UTC(2026, 2, 29, 12);

const CONTEXT: ReportContext = {
	now: NOW,
	silentSince: NOW,
	owner: {
		zone: "Europe/Berlin",
		opening_hours: [
			[],
			...Array.from({ length: 5 }, () => [{ from: "10:00", to: "17:30" }]),
			[{ from: "01:30", to: "24:00" }],
		],
		goals: [
			{ name: "Opens", kind: "action", element: "open" },
			{ name: "Sees the film", kind: "target", element: "film" },
			{ name: "Plays the quiz", kind: "screen", element: "quiz" },
			{ name: "Nothing", kind: "screen", element: "no such screen" },
		],
		notes: [],
		excluded: [],
		count_faulty: false,
	},
};

const SELECTIONS: readonly Selection[] = [
	selection({}),
	selection({ from: NOW - 20 * HOUR, to: NOW + 7.5 * HOUR, zone: "Asia/Kathmandu", faulty: "exclude" }),
	selection({ consumers: [2], test: "include" }),
	selection({ excluded: [{ from: NOW - 3 * HOUR, to: NOW + 11 * HOUR }], faulty: "exclude" }),
	selection({ test: "only" }),
	selection({ faulty: "only", consumers: [1, 2] }),
];

const FUNNELS = [
	[
		{ kind: "screen", name: "home" },
		{ kind: "target", name: "film" },
		{ kind: "action", name: "screen" },
		{ kind: "screen", name: "quiz" },
	],
	[
		{ kind: "target", name: "42" },
		{ kind: "target", name: "42" },
	],
	[
		{ kind: "action", name: "click" },
		{ kind: "screen", name: "no such screen" },
	],
] as const;

function selection(change: Partial<Selection>): Selection {
	return {
		from: NOW - 100 * HOUR,
		to: NOW + 100 * HOUR,
		zone: "Europe/Berlin",
		consumers: undefined,
		test: "exclude",
		faulty: "include",
		excluded: [],
		...change,
	};
}

test("whatever happens, the reports say what the rows say", async () => {
	await fc.assert(
		fc.asyncProperty(fc.array(happening, { minLength: 20, maxLength: 120 }), async (happenings) => {
			await using kiosk = new RandomKiosk(CONTEXT, { selections: SELECTIONS, funnels: FUNNELS });
			for (const happening of happenings) await kiosk.happen(happening);
			kiosk.look();
		}),
		{ numRuns: 150 },
	);
});
