import { Database } from "bun:sqlite";
import { expect } from "bun:test";
import { join } from "node:path";
import { newKey } from "../../src/cli/database.ts";
import { AppError } from "../../src/errors.ts";
import type { PackUpdate } from "../../src/model/reports/pack-update.ts";
import type { ReportContext } from "../../src/model/reports/request.ts";
import { checkReports } from "../../src/reports/check-reports.ts";
import { preparePackContents } from "../../src/reports/packs/pack-contents.ts";
import { nextPackUpdate, type PackRule } from "../../src/reports/packs/pack-step.ts";
import { Snapshots } from "../../src/reports/snapshot.ts";
import { openDatabase } from "../../src/store/open-database.ts";
import { openStore } from "../../src/store/store.ts";
import { deleteEvent, deleteSessions, importVisits, rebuildUntilKilled, runByHand } from "./by-hand.ts";
import { type Comparison, compareReports } from "./compare-reports.ts";
import type { Happening } from "./happenings.ts";
import { addConsumer, temporaryDirectory } from "./service.ts";

const MINUTE = 60_000;

/** The next session's id is one of the last of its part: histories go over the edge. */
const LAST_ID = 4090;

/** What is received as one of so many first things is long over, and what comes after goes on. */
const OVER = 40;

interface KnownSession {
	readonly token: string;
	readonly clientId: Uint8Array;
	readonly at: number;
	readonly consumer: number;
}

/** A kiosk's file with what writes it and what reads it. */
export class RandomKiosk implements AsyncDisposable {
	readonly #directory = temporaryDirectory();
	readonly #path = join(this.#directory.path, "ticks.db");
	readonly #keys = [newKey(), newKey()];
	readonly #sessions: KnownSession[] = [];
	readonly #reading: Database;
	#store;
	#snapshots: Snapshots;
	#found: PackUpdate | undefined;
	#received = 0;

	constructor(
		private readonly context: ReportContext,
		private readonly asked: Pick<Comparison, "selections" | "funnels">,
	) {
		for (const [index, key] of this.#keys.entries()) addConsumer(this.#path, `Kiosk ${index}`, key);
		runByHand(this.#path, `UPDATE sqlite_sequence SET seq = ${LAST_ID} WHERE name = 'session_records'`);
		this.#store = this.#openStore();
		this.#reading = new Database(this.#path, { readonly: true });
		this.#snapshots = new Snapshots(this.#reading);
	}

	async happen(happening: Happening): Promise<void> {
		if ("session" in happening) {
			const session = this.#sessions[happening.session % this.#sessions.length];
			if (session !== undefined) await this.#happenTo(session, happening);
			return;
		}
		const at = this.context.now + ("minutes" in happening ? happening.minutes : 0) * MINUTE;
		switch (happening.do) {
			case "start": {
				const session = { consumer: happening.consumer, clientId: crypto.getRandomValues(new Uint8Array(16)), at };
				const token = await this.#start(session, happening);
				if (token !== undefined) this.#sessions.push({ ...session, token });
				break;
			}
			case "heartbeat": {
				const consumerKey = this.#keys[happening.consumer] ?? "";
				for (let minute = 0; minute <= happening.lasts; minute += 5) {
					const sign = { consumerKey, address: "127.0.0.1", page: "/", at: at + minute * MINUTE };
					await refusable(this.#store.storeHeartbeat(sign));
				}
				break;
			}
			case "revoke":
				await refusable(this.#store.revokeConsumer(happening.consumer + 1, at));
				break;
			case "restore":
				await refusable(this.#store.revokeConsumer(happening.consumer + 1, null));
				break;
			case "import":
				importVisits(this.#path, happening.consumer + 1, at, happening.seed);
				break;
			case "prune":
				deleteSessions(this.#path, "started_at < ?", at);
				break;
			case "pruneEvents":
				runByHand(this.#path, "DELETE FROM event_records WHERE ts < ?", at);
				break;
			case "deleteConsumer":
				deleteSessions(this.#path, "consumer_id = ?", happening.consumer + 1);
				runByHand(this.#path, "DELETE FROM heartbeat_spans WHERE consumer_id = ?", happening.consumer + 1);
				runByHand(this.#path, "DELETE FROM consumer_records WHERE id = ?", happening.consumer + 1);
				break;
			case "pack": {
				const found = this.#findPacks();
				if (happening.kept) await this.#keepPacks(found);
				break;
			}
			case "find":
				this.#found = this.#findPacks();
				break;
			case "keep":
				await this.#keepPacks(this.#found);
				this.#found = undefined;
				break;
			case "rebuild":
				rebuildUntilKilled(this.#path, this.#rule, happening.transactions);
				break;
			case "look":
				this.look();
				break;
			case "reopen":
				await this.#store[Symbol.asyncDispose]();
				this.#store = this.#openStore();
				this.#snapshots = new Snapshots(this.#reading);
		}
	}

	/** Compares every report with the rows, and the packs too. */
	look(): void {
		compareReports({ ...this.asked, database: this.#reading, snapshots: this.#snapshots, context: this.context });
		const differences: unknown[] = [];
		checkReports({
			snapshots: this.#snapshots,
			contents: preparePackContents(this.#reading),
			onPart: () => undefined,
			onDifference: (difference) => differences.push(difference),
		});
		expect(differences).toEqual([]);
	}

	async [Symbol.asyncDispose](): Promise<void> {
		await this.#store[Symbol.asyncDispose]();
		this.#reading.close();
		this.#directory[Symbol.dispose]();
	}

	get #rule(): PackRule {
		const { now, silentSince } = this.context;
		return { quietSince: now * 2, silentSince, atLeast: 1, overdueSince: 0 };
	}

	async #happenTo(session: KnownSession, happening: Extract<Happening, { session: number }>): Promise<void> {
		switch (happening.do) {
			case "event":
				await this.#touch(session, happening);
				break;
			case "taps":
				for (let tap = 0; tap < happening.count; tap++) {
					const seconds = happening.seconds + (tap * happening.intervalMs) / 1000;
					const spot = { clickX: happening.x + tap * happening.drift, clickY: 5, screen: "home" };
					const data = { ...spot, viewportWidth: 1920, viewportHeight: 1080, target: "map" };
					await this.#touch(session, { seconds, action: "click", data, corrected: false });
				}
				break;
			case "stop": {
				const stopped = { at: session.at + 200_000, sentAs: null };
				await refusable(this.#store.stopSession({ token: session.token, stopped, reason: happening.reason }));
				break;
			}
			case "markTest":
				// The same session again, and now it is known to be a trial.
				await this.#start(session, { test: true, data: null, corrected: false });
				break;
			case "delete":
				deleteSessions(this.#path, "token = ?", session.token);
				break;
			case "deleteEvent":
				deleteEvent(this.#path, session.token, happening.event);
		}
	}

	#openStore() {
		const { database } = openDatabase(this.#path);
		database.run("PRAGMA synchronous = OFF");
		return openStore({ database, newToken: newKey, sessionTimeoutMs: 1000 });
	}

	async #start(
		{ consumer, clientId, at }: Omit<KnownSession, "token">,
		{ test, data, corrected }: Pick<Extract<Happening, { do: "start" }>, "test" | "data" | "corrected">,
	): Promise<string | undefined> {
		const started = await refusable(
			this.#store.startSession({
				consumerKey: this.#keys[consumer] ?? "",
				address: "127.0.0.1",
				started: { at, sentAs: corrected ? at - 120_000 : null },
				receivedAt: this.#receive(),
				clientId,
				data: data === null ? null : JSON.stringify(data),
				test,
			}),
		);
		return started?.token;
	}

	/** One after the stop, or of a session that is gone, is refused. */
	async #touch(
		{ token, at: startedAt }: KnownSession,
		touch: Pick<Extract<Happening, { do: "event" }>, "seconds" | "action" | "data" | "corrected">,
	): Promise<void> {
		const at = startedAt + Math.round(touch.seconds * 1000);
		await refusable(
			this.#store.storeEvent({
				token,
				clientId: null,
				time: { at, sentAs: touch.corrected ? at - 120_000 : null },
				receivedAt: this.#receive(),
				action: touch.action,
				data: typeof touch.data === "string" ? touch.data : JSON.stringify(touch.data),
			}),
		);
	}

	/** When what is sent now is received, whatever time it tells of: a queue may have kept it, or a clock be ahead. */
	#receive(): number {
		this.#received++;
		return this.context.silentSince + (this.#received - OVER) * MINUTE;
	}

	#findPacks(): PackUpdate | undefined {
		return this.#snapshots.lookAtPacks((sources) => nextPackUpdate(sources, this.#rule));
	}

	/** Where it is no more what was read, it is refused, and found out anew. */
	async #keepPacks(found: PackUpdate | undefined): Promise<void> {
		if (found === undefined) return;
		try {
			await this.#store.applyPacks(found);
		} catch (error) {
			if (!(error instanceof Error) || error.name !== "PacksChangedError") throw error;
			this.#snapshots.forget();
		}
	}
}

/** What is refused changes nothing. */
async function refusable<T>(written: Promise<T>): Promise<T | undefined> {
	try {
		return await written;
	} catch (error) {
		if (error instanceof AppError) return undefined;
		throw error;
	}
}
