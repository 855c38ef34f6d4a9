import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { newKey } from "../../src/cli/database.ts";
import { type ServerDependencies, startServer } from "../../src/cli/start-server.ts";
import { readServeConfig, type ServeConfig } from "../../src/config.ts";
import type { LogFields, Logger } from "../../src/log.ts";
import { prepareConsumers } from "../../src/store/consumers.ts";
import { openDatabase } from "../../src/store/open-database.ts";

/** A line that the service logged. */
interface LoggedLine {
	readonly level: string;
	readonly message: string;
	readonly fields: LogFields;
}

/** A real server on a fresh database, on a free port of this machine. */
export interface TestService extends AsyncDisposable {
	readonly url: string;
	readonly databasePath: string;
	/** The key of the consumer that is there. */
	readonly key: string;
	/** The service's clock; a test moves it. */
	readonly clock: { now: number };
	readonly logged: LoggedLine[];
	/** What was reported as an error of ours. */
	readonly reported: unknown[];
	request(path: string, init?: RequestInit): Promise<Response>;
	/** Sends a form, as the 2017 client does. */
	form(path: string, fields: Record<string, string>, headers?: Record<string, string>): Promise<Response>;
	/** Sends JSON. */
	json(path: string, body: unknown, headers?: Record<string, string>): Promise<Response>;
	/** Starts a session and gives its token. */
	startSession(fields?: Record<string, string>): Promise<string>;
}

/** What a test may change of a {@link TestService}. */
export interface TestServiceOptions {
	readonly config?: Partial<ServeConfig>;
	/** Prepares the directory, such as by laying a database into it, before the service opens `ticks.db`. */
	readonly prepare?: (databasePath: string) => void;
	/** Whether a consumer called "Test" is made; it is, unless said otherwise. */
	readonly consumer?: boolean;
}

/** Opens a {@link TestService}; `await using` closes it and removes its files. */
export async function openTestService(options: TestServiceOptions = {}): Promise<TestService> {
	const directory = temporaryDirectory();
	const databasePath = join(directory.path, "ticks.db");
	options.prepare?.(databasePath);
	const key = newKey();
	if (options.consumer !== false) addConsumer(databasePath, "Test", key);
	const clock = { now: Date.UTC(2026, 0, 31, 12) };
	const logged: LoggedLine[] = [];
	const reported: unknown[] = [];
	const logger: Logger = {
		says: () => true,
		log: (level, message, fields = {}) => logged.push({ level, message, fields }),
	};
	const dependencies: ServerDependencies = {
		now: () => clock.now,
		newToken: newKey,
		logger,
		reporting: { report: (error) => reported.push(error), flush: async () => undefined },
	};
	const standard = readServeConfig({ flags: { db: databasePath, port: "0" }, environment: {}, readFile: () => "" });
	const server = await startServer({ ...standard, ...options.config }, dependencies);
	const url = server.address;
	const request = (path: string, init?: RequestInit) => fetch(url + path, init);
	const form: TestService["form"] = (path, fields, headers = {}) =>
		request(path, { method: "POST", body: new URLSearchParams(fields), headers });
	return {
		url,
		databasePath,
		key,
		clock,
		logged,
		reported,
		request,
		form,
		json: (path, body, headers = {}) =>
			request(path, {
				method: "POST",
				body: JSON.stringify(body),
				headers: { "content-type": "application/json", ...headers },
			}),
		async startSession(fields = {}) {
			const response = await form("/sessions", { consumer_key: key, ts: "2026-01-31T12:00:00Z", ...fields });
			const { token } = (await response.json()) as { token: string };
			return token;
		},
		async [Symbol.asyncDispose]() {
			await server.stop();
			directory[Symbol.dispose]();
		},
	};
}

/** Adds a consumer to a database, which is made if need be. */
export function addConsumer(
	databasePath: string,
	name: string,
	key: string,
	{ ipFilter = null, deletedAt = null }: { ipFilter?: string | null; deletedAt?: number | null } = {},
): void {
	const { database } = openDatabase(databasePath);
	const consumers = prepareConsumers(database);
	consumers.insert({ name, key, ipFilter, createdAt: 0 });
	const consumer = consumers.findByName(name);
	if (consumer !== undefined && deletedAt !== null) consumers.setDeletedAt(consumer.id, deletedAt);
	database.close();
}

/** A new directory that is removed with all that is in it. */
export function temporaryDirectory(): { readonly path: string } & Disposable {
	const path = mkdtempSync(join(tmpdir(), "microticks-test-"));
	return { path, [Symbol.dispose]: () => rmSync(path, { recursive: true, force: true }) };
}
