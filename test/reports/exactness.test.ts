import { Database } from "bun:sqlite";
import { expect, setDefaultTimeout, test } from "bun:test";
import { join } from "node:path";
import fc from "fast-check";
import { newKey } from "../../src/cli/database.ts";
import type { Dwell, Elements, Languages, Paths, Series, Totals, Touches } from "../../src/model/reports/answers.ts";
import type { ReportQuestion, Selection } from "../../src/model/reports/request.ts";
import type { Sessions } from "../../src/model/reports/session-answers.ts";
import { DEFAULT_OWNER_SETTINGS } from "../../src/model/reports/settings.ts";
import { answerReport } from "../../src/reports/answer-report.ts";
import { nextPackUpdate } from "../../src/reports/packs/pack-step.ts";
import { Snapshots } from "../../src/reports/snapshot.ts";
import { openDatabase } from "../../src/store/open-database.ts";
import { openStore } from "../../src/store/store.ts";
import { bruteForce } from "../support/brute-force.ts";
import { addConsumer, temporaryDirectory } from "../support/service.ts";

setDefaultTimeout(60_000);

/** What may happen to a kiosk's file, one after another. */
type Happening =
	| { do: "start"; consumer: number; hours: number; language: string | null; test: boolean }
	| { do: "touch"; session: number; seconds: number; target: string | null; miss: boolean; x: number }
	| { do: "stop"; session: number; reason: string | null }
	| { do: "markTest"; session: number }
	| { do: "delete"; session: number }
	| { do: "pack"; kept: boolean }
	| { do: "look" }
	| { do: "reopen" };

const session = fc.nat(30);
const happening: fc.Arbitrary<Happening> = fc.oneof(
	{
		weight: 4,
		arbitrary: fc.record({
			do: fc.constant("start" as const),
			consumer: fc.nat(1),
			hours: fc.integer({ min: -30, max: 60 }),
			language: fc.constantFrom(null, "en", "nb"),
			test: fc.boolean(),
		}),
	},
	{
		weight: 12,
		arbitrary: fc.record({
			do: fc.constant("touch" as const),
			session,
			seconds: fc.integer({ min: -5, max: 400 }),
			target: fc.constantFrom(null, "map", "film", "quiz", "<b>"),
			miss: fc.boolean(),
			x: fc.nat(1919),
		}),
	},
	{
		weight: 2,
		arbitrary: fc.record({ do: fc.constant("stop" as const), session, reason: fc.constantFrom(null, "idle", "done") }),
	},
	{ weight: 1, arbitrary: fc.record({ do: fc.constant("markTest" as const), session }) },
	{ weight: 1, arbitrary: fc.record({ do: fc.constant("delete" as const), session }) },
	{ weight: 3, arbitrary: fc.record({ do: fc.constant("pack" as const), kept: fc.boolean() }) },
	{ weight: 2, arbitrary: fc.constant({ do: "look" as const }) },
	{ weight: 1, arbitrary: fc.constant({ do: "reopen" as const }) },
);

const NOW = Date.UTC(2026, 2, 29, 12);
const HOUR = 3_600_000;
const SELECTIONS: readonly Selection[] = [
	selection({}),
	selection({ from: NOW - 20 * HOUR, to: NOW + 7.5 * HOUR, zone: "Asia/Kathmandu" }),
	selection({ consumers: [2] }),
	selection({ excluded: [{ from: NOW - 3 * HOUR, to: NOW + 11 * HOUR }] }),
];

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

/** A kiosk's file with what writes it and what reads it. */
class Kiosk implements AsyncDisposable {
	readonly #directory = temporaryDirectory();
	readonly path = join(this.#directory.path, "ticks.db");
	readonly #keys = [newKey(), newKey()];
	readonly #sessions: { token: string; clientId: Uint8Array; at: number; consumer: number }[] = [];
	#store;
	#reading;
	#snapshots;

	constructor() {
		for (const [index, key] of this.#keys.entries()) addConsumer(this.path, `Kiosk ${index}`, key);
		this.#store = this.#openStore();
		this.#reading = new Database(this.path, { readonly: true });
		this.#snapshots = new Snapshots(this.#reading);
	}

	async happen(happening: Happening): Promise<void> {
		const known = "session" in happening ? this.#sessions[happening.session] : undefined;
		switch (happening.do) {
			case "start": {
				const at = NOW + happening.hours * HOUR;
				const clientId = crypto.getRandomValues(new Uint8Array(16));
				const { token } = await this.#start(happening.consumer, clientId, at, happening.test, happening.language);
				this.#sessions.push({ token, clientId, at, consumer: happening.consumer });
				break;
			}
			case "touch": {
				if (known === undefined) break;
				const { target, miss, x: clickX } = happening;
				const place = { clickX, clickY: 5, screen: "home", viewportWidth: 1920, viewportHeight: 1080 };
				const at = known.at + happening.seconds * 1000;
				await this.#store
					.storeEvent({
						token: known.token,
						clientId: null,
						time: { at, sentAs: null },
						receivedAt: at,
						action: "click",
						data: JSON.stringify({ ...(target === null ? {} : { target }), ...(miss ? { miss } : {}), ...place }),
					})
					.catch(() => undefined);
				break;
			}
			case "stop":
				if (known === undefined) break;
				await this.#store
					.stopSession({
						token: known.token,
						stopped: { at: known.at + 200_000, sentAs: null },
						reason: happening.reason,
					})
					.catch(() => undefined);
				break;
			case "markTest":
				// The same session again, and now it is known to be a trial.
				if (known !== undefined)
					await this.#start(known.consumer, known.clientId, known.at, true, null).catch(() => undefined);
				break;
			case "delete":
				if (known !== undefined) this.#delete(known.token);
				break;
			case "pack": {
				const update = this.#snapshots.lookAtPacks((sources) =>
					nextPackUpdate(sources, { quietSince: NOW + 1000 * HOUR, silentSince: NOW, atLeast: 1, overdueSince: 0 }),
				);
				// A kill before the commit: what was found out is gone.
				if (update !== undefined && happening.kept) await this.#store.applyPacks(update);
				break;
			}
			case "look":
				this.compare();
				break;
			case "reopen":
				await this.#store[Symbol.asyncDispose]();
				this.#store = this.#openStore();
				this.#snapshots = new Snapshots(this.#reading);
		}
	}

	/** Compares every report with the rows. */
	compare(): void {
		for (const selection of SELECTIONS) {
			const expected = bruteForce(this.#reading, selection, NOW);
			const totals = this.#ask<Totals>(selection, { report: "totals" });
			expect({
				sessions: totals.sessions,
				events: totals.events,
				meaningful: totals.meaningful_sessions,
				bounceRate: totals.bounce_rate,
				dwell: totals.dwell_seconds as unknown,
				thorough: totals.thorough_rate,
				misses: totals.misses,
			}).toEqual({
				sessions: expected.sessions,
				events: expected.events,
				meaningful: expected.meaningful,
				bounceRate: expected.bounceRate,
				dwell: expected.dwell,
				thorough: expected.thorough,
				misses: expected.misses,
			});
			const { endings } = this.#ask<Dwell>(selection, { report: "dwell" });
			expect(Object.fromEntries(endings.map(({ reason, sessions }) => [reason, sessions]))).toEqual(expected.endings);
			const { languages } = this.#ask<Languages>(selection, { report: "languages" });
			expect(Object.fromEntries(languages.map(({ language, sessions }) => [language ?? "", sessions]))).toEqual(
				expected.languages,
			);
			const { starts, sessions } = this.#ask<Series>(selection, { report: "series", grain: "hour" });
			const bounds = [...starts.map((start) => Date.parse(start)), selection.to];
			expect(sessions).toEqual(
				starts.map(
					(_, index) =>
						expected.starts.filter((at) => at >= (bounds[index] ?? 0) && at < (bounds[index + 1] ?? 0)).length,
				),
			);
			const { elements } = this.#ask<Elements>(selection, { report: "elements", kind: "target", limit: 100 });
			expect(elements.length).toBe(Object.keys(expected.elements).length);
			for (const element of elements) expect(element).toMatchObject(expected.elements[element.name] ?? {});
			const { transitions } = this.#ask<Paths>(selection, { report: "paths", kind: "target", limit: 100 });
			expect(
				Object.fromEntries(transitions.map(({ from, to, transitions }) => [JSON.stringify([from, to]), transitions])),
			).toEqual(expected.transitions);
			this.#compareList(selection, expected);
			const { cells } = this.#ask<Touches>(selection, { report: "touches", place: undefined, layer: "all" });
			const columns = expected.touches.map(({ clickX }) => Math.floor((clickX / 1920) * 128));
			expect(Object.fromEntries(cells.map(([column, , touches]) => [column, touches]))).toEqual(
				Object.fromEntries([...Map.groupBy(columns, (column) => column)].map(([column, all]) => [column, all.length])),
			);
		}
	}

	/** Compares pages of the list of sessions, in several orders. */
	#compareList(selection: Selection, { list, finds }: ReturnType<typeof bruteForce>): void {
		const page = { report: "sessions", search: undefined, limit: 3, offset: 1, descending: true } as const;
		for (const sort of ["started_at", "dwell_seconds", "events", "targets"] as const) {
			const inOrder = list.toSorted((one, other) => {
				const [a, b] = [one[sort], other[sort]];
				return a === b ? one.id - other.id : a < b ? -1 : 1;
			});
			for (const descending of [false, true]) {
				const { count, sessions } = this.#ask<Sessions>(selection, { ...page, sort, descending });
				const expected = (descending ? inOrder.toReversed() : inOrder).slice(1, 4);
				expect(count).toBe(list.length);
				expect(sessions).toHaveLength(expected.length);
				for (const [index, figures] of expected.entries()) expect(sessions[index]).toMatchObject(figures);
			}
		}
		const search = { ...page, search: "FIL", offset: 0, limit: 100, sort: "started_at" } as const;
		const found = this.#ask<Sessions>(selection, search).sessions.map(({ id }) => id);
		expect(found.toSorted((one, other) => one - other)).toEqual(finds("film"));
	}

	async [Symbol.asyncDispose](): Promise<void> {
		await this.#store[Symbol.asyncDispose]();
		this.#reading.close();
		this.#directory[Symbol.dispose]();
	}

	#openStore() {
		const { database } = openDatabase(this.path);
		database.run("PRAGMA synchronous = OFF");
		return openStore({ database, newToken: newKey, sessionTimeoutMs: 1000 });
	}

	#start(consumer: number, clientId: Uint8Array, at: number, test: boolean, language: string | null) {
		return this.#store.startSession({
			consumerKey: this.#keys[consumer] ?? "",
			address: "127.0.0.1",
			started: { at, sentAs: null },
			receivedAt: at,
			clientId,
			data: language === null ? null : JSON.stringify({ language, screen: "home" }),
			test,
		});
	}

	/** As an owner does it with `sqlite3`, or a prune. */
	#delete(token: string): void {
		const { database } = openDatabase(this.path);
		database.run("BEGIN IMMEDIATE");
		database.run("DELETE FROM event_records WHERE session_id = (SELECT id FROM session_records WHERE token = ?)", [
			token,
		]);
		database.run("DELETE FROM session_records WHERE token = ?", [token]);
		database.run("COMMIT");
		database.close();
	}

	#ask<T>(selection: Selection, question: ReportQuestion): T {
		const context = { now: NOW, silentSince: NOW, owner: DEFAULT_OWNER_SETTINGS };
		const [report] = answerReport(this.#snapshots, { ...question, ...context, selections: [selection] });
		return report as T;
	}
}

test("whatever happens, the reports say what the rows say", async () => {
	await fc.assert(
		fc.asyncProperty(fc.array(happening, { minLength: 20, maxLength: 120 }), async (happenings) => {
			await using kiosk = new Kiosk();
			for (const happening of happenings) await kiosk.happen(happening);
			kiosk.compare();
		}),
		{ numRuns: 100 },
	);
});
