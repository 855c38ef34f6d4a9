/**
 * The thread that reads: whatever costs more with more rows runs here, on a read-only connection, so that no
 * touch waits for it.
 */
import { Database } from "bun:sqlite";
import { AppError } from "../errors.ts";
import type { ReportRequest } from "../model/reports/request.ts";
import { answerKiosks, answerLongReport, answerReport, answerSession } from "./answer-report.ts";
import { listChunks } from "./list-pages.ts";
import type { ListRequest } from "./list-request.ts";
import { readLive } from "./live.ts";
import { readTouches } from "./live-touches.ts";
import { continueReport, isLong, type LongReport } from "./long-report.ts";
import { nextPackUpdate } from "./packs/pack-step.ts";
import { isTouched } from "./pictured.ts";
import type { WorkerAnswer, WorkerFailure, WorkerRequest, WorkerResult } from "./protocol.ts";
import { Snapshots } from "./snapshot.ts";
import { stepBack } from "./thread-priority.ts";
import { warmUp } from "./warm-up.ts";

declare const self: Worker;

/** A reader may wait for a lock: nothing waits for it but its own client. */
const LOCK_WAIT_MS = 5000;

/** Milliseconds of quiet after which what reports left behind is cleared away: by itself, memory would be kept for hours. */
const TIDY_MS = 2000;

/** The same for so many bytes of packs that were read, which decoded are several times as many. */
const TIDY_BYTES = 24 * 1024 * 1024;

/** Between two months that are added up ahead of who asks for them. */
const WARM_PAUSE_MS = 10;

/** The thread makes way for who touches a screen, yet not so far that it stands still where other programs are busy. */
const NICENESS = 5;

stepBack(NICENESS);

/** A list that is being read. It has its connection to itself: two on one would share the older one's view of the file. */
interface OpenList {
	readonly connection: Database;
	readonly chunks: Generator<string, string>;
}

const lists = new Map<number, OpenList>();
const longReports = new Map<number, LongReport<unknown[]>>();
const idle: Database[] = [];
let path = "";
let snapshots: Snapshots | undefined;
/** For long reports: they keep their view of the file while others look at it as it is now. */
let longSnapshots: Snapshots | undefined;
let tidying: Timer | undefined;
let tidiedAt = 0;
let warming: Generator<undefined, void> | undefined;

self.onmessage = ({ data }: MessageEvent<WorkerRequest>) => {
	switch (data.type) {
		case "open":
			path = data.path;
			break;
		case "cancel":
			close(data.id);
			break;
		case "forget":
			snapshots?.forget();
			longSnapshots?.forget();
			warming = undefined;
			break;
		case "report":
			if (isLong(data.request)) startLong(data.id, data.request);
			else post(data.id, () => answer(data));
			startWarming(data.request);
			break;
		default:
			post(data.id, () => answer(data));
	}
};

type Question = Exclude<WorkerRequest, { type: "open" | "cancel" | "forget" }>;

function startLong(id: number, request: ReportRequest): void {
	longSnapshots ??= new Snapshots(connect());
	longReports.set(id, answerLongReport(longSnapshots, request));
	goOn(id);
}

/** Between two slices of a long report, what has come in has its turn. */
function goOn(id: number): void {
	const report = longReports.get(id);
	if (report === undefined) return;
	try {
		const result = continueReport(report);
		if (result === undefined) {
			tidy();
			setImmediate(() => goOn(id));
			return;
		}
		longReports.delete(id);
		post(id, () => reportsOf(result.value));
	} catch (error) {
		longReports.delete(id);
		post(id, () => {
			throw error;
		});
	}
}

function post(id: number, make: () => WorkerResult): void {
	const message: WorkerAnswer = { id, ...orFailure(id, make) };
	self.postMessage(message);
	if (message.type === "live") return;
	clearTimeout(tidying);
	tidying = setTimeout(() => Bun.gc(true), TIDY_MS);
	tidy();
}

/** On a machine with much memory, garbage would be let grow to hundreds of megabytes. */
function tidy(): void {
	const read = (snapshots?.bytesRead ?? 0) + (longSnapshots?.bytesRead ?? 0);
	if (Math.abs(read - tidiedAt) < TIDY_BYTES) return;
	tidiedAt = read;
	Bun.gc(true);
}

/** From the first report on: a server that is only written to does without. */
function startWarming({ selections: [like] }: ReportRequest): void {
	if (warming !== undefined || like === undefined) return;
	warming = warmUp(look(), like);
	setTimeout(goOnWarming, WARM_PAUSE_MS);
}

/** A month of a consumer at a time: reports that come in have their turn between two. */
function goOnWarming(): void {
	try {
		if (warming === undefined || warming.next().done) return;
	} catch {
		// The packs are being made; or the file is gone, which others tell of.
		warming = undefined;
		return;
	}
	tidy();
	setTimeout(goOnWarming, WARM_PAUSE_MS);
}

function orFailure(id: number, make: () => WorkerResult): WorkerResult | WorkerFailure {
	try {
		return make();
	} catch (error) {
		close(id);
		if (!(error instanceof AppError)) {
			return { type: "failure", message: error instanceof Error ? error.message : String(error) };
		}
		const { code, details, message: sentence } = error;
		return { type: "failure", message: sentence, code, retryAfterSeconds: details.retryAfterSeconds };
	}
}

function reportsOf(reports: readonly unknown[]): WorkerResult {
	return { type: "report", reports: reports.map((report) => JSON.stringify(report)) };
}

function answer(message: Question): WorkerResult {
	switch (message.type) {
		case "list":
			open(message.id, message.request);
			return next(message.id);
		case "next":
			return next(message.id);
		case "report":
			return reportsOf(answerReport(look(), message.request));
		case "kiosks":
			return reportsOf([answerKiosks(look(), message.context, message.question)]);
		case "touched":
			return {
				type: "touched",
				touched: look().look((snapshot) => isTouched(snapshot, message.place, message.consumers)),
			};
		case "session":
			return { type: "report", reports: [answerSession(look(), message.question)] };
		case "live":
			return { type: "live", ...look().lookAtRows((database) => readLive(database, message.question)) };
		case "touches":
			return { type: "touches", ...look().lookAtRows((database) => readTouches(database, message.after)) };
		case "pack":
			return { type: "pack", update: look().lookAtPacks((sources) => nextPackUpdate(sources, message.rule)) };
	}
}

function look(): Snapshots {
	snapshots ??= new Snapshots(connect());
	return snapshots;
}

function next(id: number): WorkerResult {
	const list = lists.get(id);
	// Its thread failed, and this is the one after it: what was sent is no whole list.
	if (list === undefined) throw new Error("this list is not open");
	const { value, done = false } = list.chunks.next();
	if (done) close(id);
	return { type: "list", text: value, done };
}

function open(id: number, request: ListRequest): void {
	const connection = idle.pop() ?? connect();
	lists.set(id, { connection, chunks: listChunks(connection, request) });
}

/** Ends the generator, and with it its statement and read transaction. */
function close(id: number): void {
	longReports.get(id)?.return([]);
	longReports.delete(id);
	const list = lists.get(id);
	if (list === undefined) return;
	lists.delete(id);
	list.chunks.return("");
	idle.push(list.connection);
}

function connect(): Database {
	const connection = new Database(path, { readonly: true });
	connection.run(`PRAGMA busy_timeout = ${LOCK_WAIT_MS}`);
	return connection;
}
