import { existsSync, statSync } from "node:fs";
import { IS_COMPILED, VERSION } from "../build-info.ts";
import type { ServeConfig } from "../config.ts";
import { UsageError } from "../errors.ts";
import type { KioskPage } from "../http/kiosk-page.ts";
import { listen } from "../http/listen.ts";
import { createService } from "../http/service.ts";
import type { Logger } from "../log.ts";
import type { Instant } from "../model/time.ts";
import { openPrinter } from "../printed/printer.ts";
import { startPacking } from "../reports/packing.ts";
import { openReader } from "../reports/reader.ts";
import { type Consumers, prepareConsumers } from "../store/consumers.ts";
import { type OpenedDatabase, openDatabase } from "../store/open-database.ts";
import { openStore } from "../store/store.ts";
import { newKey, readName } from "./database.ts";
import { describeError, type ErrorReporting } from "./error-reporting.ts";
import { ConsumerNameError } from "./exit-codes.ts";

/** What a server is handed beside its configuration. */
export interface ServerDependencies {
	readonly now: () => Instant;
	readonly newToken: () => string;
	readonly logger: Logger;
	readonly reporting: ErrorReporting;
}

/** A server that runs. */
export interface RunningServer {
	/** Where to find it. */
	readonly address: string;
	/** What was done to the database on opening it. */
	readonly opened: Omit<OpenedDatabase, "database">;
	/** Whether somebody may write to it already. */
	readonly hasConsumers: boolean;
	/** Refuses the new, finishes what is in flight, commits, and closes the database. */
	stop(): Promise<void>;
}

/** What is in flight may take this long when the server stops: a body that never ends must not hold it. */
const GRACE_MS = 5000;

/**
 * Opens the database, and serves it.
 * @throws {DatabaseFileError | AddressInUseError}
 */
export async function startServer(config: ServeConfig, dependencies: ServerDependencies): Promise<RunningServer> {
	const { logger, reporting, now, newToken } = dependencies;
	checkApp(config);
	const { database, ...opened } = openDatabase(config.databasePath);
	const kioskPage = openKioskPage(config, prepareConsumers(database), now());
	const store = openStore({ database, newToken, sessionTimeoutMs: config.sessionTimeoutMs });
	const reader = openReader(config.databasePath, workerPath("reports/worker.ts"), () => store.isPressed());
	const printer = openPrinter(config.databasePath, workerPath("printed/worker.ts"));
	const service = createService({
		store,
		reader,
		printer,
		config,
		kioskPage,
		now,
		logger,
		version: VERSION,
		reportError(error, errorId) {
			reporting.report(error, errorId);
			logger.log("error", "internal error", { error_id: errorId, error: describeError(error) });
		},
	});
	try {
		const listening = await listen(service, config.listen);
		const packing = startPacking({
			now,
			sessionTimeoutMs: config.sessionTimeoutMs,
			nextPackUpdate: reader.nextPackUpdate,
			forgetPacks: reader.forgetPacks,
			applyPacks: store.applyPacks,
			tellFailure(error) {
				reporting.report(error, crypto.randomUUID());
				logger.log("error", "the reports cannot follow what is stored", { error: describeError(error) });
			},
		});
		return {
			address: listening.address,
			opened,
			hasConsumers: store.hasConsumers(),
			async stop() {
				packing[Symbol.dispose]();
				store.hurry();
				await listening.stop(GRACE_MS);
				await printer[Symbol.asyncDispose]();
				await reader[Symbol.asyncDispose]();
				await store[Symbol.asyncDispose]();
			},
		};
	} catch (error) {
		await store[Symbol.asyncDispose]();
		throw error;
	}
}

/**
 * Before a database is made for nothing.
 * @throws {UsageError} where there is no folder to serve
 */
function checkApp({ app, appConsumer }: ServeConfig): void {
	if (app === undefined) {
		if (appConsumer === undefined) return;
		throw new UsageError("--app-consumer needs --app, the folder of the page that it is for");
	}
	if (!existsSync(app) || !statSync(app).isDirectory()) throw new UsageError(`--app: there is no folder ${app}`);
}

/**
 * Makes the consumer of the kiosk's page if need be: who just starts wants to see an event, not a second step.
 * @throws {ConsumerNameError} where the consumer is revoked
 */
function openKioskPage(
	{ app: directory, appConsumer }: ServeConfig,
	consumers: Consumers,
	now: Instant,
): KioskPage | undefined {
	if (directory === undefined) return undefined;
	if (appConsumer === undefined) return { directory, consumerKey: () => undefined };
	const name = readName(appConsumer);
	const found = consumers.findByName(name);
	if (found?.deletedAt !== null && found !== undefined) {
		throw new ConsumerNameError(`The consumer "${name}" is revoked: microticks restore "${name}"`);
	}
	if (found === undefined) consumers.insert({ name, key: newKey(), ipFilter: null, createdAt: now });
	// Read anew for each page: the key may be changed meanwhile.
	return { directory, consumerKey: () => consumers.findByName(name)?.key };
}

/**
 * Where a thread's code is: in the binary beside the program's root, by a plain name; else beside this file.
 * @param name under `src/`
 */
export function workerPath(name: string): string | URL {
	return IS_COMPILED ? `./${name}` : new URL(`../${name}`, import.meta.url);
}
