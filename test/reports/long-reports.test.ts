import { expect, setDefaultTimeout, test } from "bun:test";
import { join } from "node:path";
import { AppError } from "../../src/errors.ts";
import type { Funnel } from "../../src/model/reports/answers.ts";
import type { ReportQuestion, ReportRequest } from "../../src/model/reports/request.ts";
import { DEFAULT_OWNER_SETTINGS } from "../../src/model/reports/settings.ts";
import { openReader } from "../../src/reports/reader.ts";
import { openDatabase } from "../../src/store/open-database.ts";
import { openComposedService } from "../http/composed-service.ts";
import { makePackedHistory } from "../support/packed-history.ts";
import { temporaryDirectory } from "../support/service.ts";

setDefaultTimeout(60_000);

const NOW = Date.UTC(2026, 10, 20, 15);
const DAY = 86_400_000;
/** Enough for a long report to take many slices. */
const DAYS = 90;
const NOBODY_GIVES_UP = { givenUp: new AbortController().signal, guest: false };
const PATHS: ReportQuestion = { report: "paths", kind: "target", limit: 10 };

function ask(question: ReportQuestion): ReportRequest {
	const selection = { from: NOW - DAYS * DAY, to: NOW, zone: "UTC", consumers: undefined, excluded: [] };
	return {
		...question,
		selections: [{ ...selection, test: "exclude", faulty: "exclude" }],
		now: NOW,
		silentSince: NOW,
		owner: DEFAULT_OWNER_SETTINGS,
	};
}

function openHistory() {
	const directory = temporaryDirectory();
	const path = join(directory.path, "ticks.db");
	makePackedHistory(path, { now: NOW, days: DAYS });
	const reader = openReader(path, new URL("../../src/reports/worker.ts", import.meta.url));
	return {
		path,
		reader,
		async [Symbol.asyncDispose]() {
			await reader[Symbol.asyncDispose]();
			directory[Symbol.dispose]();
		},
	};
}

test("a long report lets others by", async () => {
	await using history = openHistory();
	// The thread is there, and both have looked at the file once.
	await history.reader.report(ask({ report: "week" }), NOBODY_GIVES_UP);
	await history.reader.report(ask(PATHS), NOBODY_GIVES_UP);
	const order: string[] = [];
	const tell = (name: string) => () => order.push(name);
	await Promise.all([
		history.reader.report(ask(PATHS), NOBODY_GIVES_UP).then(tell("paths")),
		history.reader.report(ask({ report: "week" }), NOBODY_GIVES_UP).then(tell("week")),
		history.reader.report(ask({ report: "languages" }), NOBODY_GIVES_UP).then(tell("languages")),
	]);
	expect(order).toEqual(["week", "languages", "paths"]);
});

test("a long report that is given up ends at once, and holds nothing", async () => {
	await using history = openHistory();
	const client = new AbortController();
	const report = history.reader.report(ask(PATHS), { givenUp: client.signal, guest: false });
	// It has begun: the thread has answered what was asked behind it.
	await history.reader.report(ask({ report: "week" }), NOBODY_GIVES_UP);
	client.abort();
	expect(await report.catch((error: unknown) => error)).toBeInstanceOf(AppError);
	// The next one has its turn, and sees the file as it is now.
	const { database } = openDatabase(history.path);
	database.run("DELETE FROM event_records");
	database.run("DELETE FROM session_records");
	const steps = [
		{ kind: "screen", name: "map" },
		{ kind: "target", name: "film" },
	] as const;
	const [funnel = ""] = await history.reader.report(ask({ report: "funnel", steps }), NOBODY_GIVES_UP);
	expect((JSON.parse(funnel) as Funnel).sessions).toBe(0);
	database.run("PRAGMA busy_timeout = 0");
	expect(database.query<{ busy: number }, []>("PRAGMA wal_checkpoint(TRUNCATE)").get()?.busy).toBe(0);
	database.close();
});

test("of long reports, only so many wait", async () => {
	await using history = openHistory();
	const client = new AbortController();
	const outcomes = Array.from({ length: 20 }, () =>
		history.reader.report(ask(PATHS), { givenUp: client.signal, guest: false }).then(
			() => "made",
			(error: unknown) => (error instanceof AppError ? error.code : "broken"),
		),
	);
	expect(await Promise.race(outcomes)).toBe("busy");
	client.abort();
	expect(new Set(await Promise.all(outcomes))).toEqual(new Set(["busy"]));
});

test("the reader is told when a client goes away", async () => {
	const begun = Promise.withResolvers<AbortSignal>();
	await using service = openComposedService({}, (reader) => ({
		...reader,
		report(_, { givenUp }) {
			begun.resolve(givenUp);
			return new Promise((_, reject) => givenUp.addEventListener("abort", () => reject(new AppError("busy"))));
		},
	}));
	const client = new AbortController();
	const answer = service.request("/reports/paths", { signal: client.signal }).catch((error: Error) => error.name);
	const givenUp = await begun.promise;
	const told = new Promise<void>((resolve) => givenUp.addEventListener("abort", () => resolve()));
	client.abort();
	await told;
	expect(await answer).toBe("AbortError");
});
