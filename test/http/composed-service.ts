import type { Database } from "bun:sqlite";
import { join } from "node:path";
import { newKey } from "../../src/cli/database.ts";
import { workerPath } from "../../src/cli/start-server.ts";
import { readServeConfig } from "../../src/config.ts";
import { createService, type Service } from "../../src/http/service.ts";
import { openPrinter } from "../../src/printed/printer.ts";
import { openReader, type Reader } from "../../src/reports/reader.ts";
import { prepareConsumers } from "../../src/store/consumers.ts";
import { GROUP_COMMIT_LIMITS, type GroupCommitLimits } from "../../src/store/group-commit-limits.ts";
import { openDatabase } from "../../src/store/open-database.ts";
import { openStore } from "../../src/store/store.ts";
import { temporaryDirectory } from "../support/service.ts";

/** A service whose parts a test can reach: for what no request can bring about. */
export interface ComposedService extends AsyncDisposable {
	readonly service: Service;
	/** The connection that writes. */
	readonly database: Database;
	readonly databasePath: string;
	/** The key of the consumer that is there. */
	readonly key: string;
	request(path: string, init?: RequestInit): Promise<Response>;
	/** Sends JSON. */
	json(path: string, body: unknown): Promise<Response>;
}

/**
 * Opens a {@link ComposedService} on a fresh database.
 * @param change puts something in the reader's place
 * @param printingThread what makes the pages
 */
export function openComposedService(
	limits: Partial<GroupCommitLimits> = {},
	change: (reader: Reader) => Reader = (reader) => reader,
	printingThread: string | URL = workerPath("printed/worker.ts"),
): ComposedService {
	const directory = temporaryDirectory();
	const databasePath = join(directory.path, "ticks.db");
	const { database } = openDatabase(databasePath);
	const key = newKey();
	prepareConsumers(database).insert({ name: "Test", key, ipFilter: null, createdAt: 0 });
	const config = readServeConfig({ flags: { db: databasePath }, environment: {}, readFile: () => "" });
	const store = openStore({
		database,
		newToken: newKey,
		sessionTimeoutMs: config.sessionTimeoutMs,
		limits: { ...GROUP_COMMIT_LIMITS, ...limits },
	});
	const reader = openReader(databasePath, workerPath("reports/worker.ts"));
	const printer = openPrinter(databasePath, printingThread);
	const service = createService({
		store,
		reader: change(reader),
		printer,
		config,
		kioskPage: undefined,
		now: () => Date.UTC(2026, 0, 31, 12),
		logger: { says: () => false, log: () => undefined },
		reportError: () => undefined,
		version: "test",
	});
	const server = Bun.serve({
		port: 0,
		hostname: "127.0.0.1",
		fetch: (request, listening) => service.fetch(request, listening),
	});
	const request = (path: string, init?: RequestInit) => fetch(new URL(path, server.url), init);
	return {
		service,
		database,
		databasePath,
		key,
		request,
		json: (path, body) =>
			request(path, {
				method: "POST",
				body: JSON.stringify(body),
				headers: { "content-type": "application/json" },
			}),
		async [Symbol.asyncDispose]() {
			await server.stop(true);
			await printer[Symbol.asyncDispose]();
			await reader[Symbol.asyncDispose]();
			await store[Symbol.asyncDispose]();
			directory[Symbol.dispose]();
		},
	};
}
