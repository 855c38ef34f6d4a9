import { statSync } from "node:fs";
import { IS_COMPILED, VERSION, VERSION_WITH_COMMIT } from "../build-info.ts";
import { readServeConfig, SECRETS, SERVE_SETTINGS, type ServeConfig } from "../config.ts";
import { DatabaseFileError } from "../errors.ts";
import { watchFile } from "../store/file-watch.ts";
import { assertSoundBeside, QUICK_CHECK_BYTES } from "../store/soundness.ts";
import { configSource, defineExampleCommand, settingArguments } from "./command.ts";
import { describeOpening, newKey } from "./database.ts";
import { describeError, startErrorReporting } from "./error-reporting.ts";
import { exitCodeOf } from "./exit-codes.ts";
import { type BufferedLogger, createLogger } from "./logger.ts";
import { type RunningServer, startServer, workerPath } from "./start-server.ts";

/** A stop that takes longer has failed: systemd and people lose patience. */
const STOP_LIMIT_MS = 9500;

/** How long the last report of an error may take. */
const REPORT_LIMIT_MS = 1000;

/** `microticks serve` */
export const serve = defineExampleCommand({
	meta: {
		name: "serve",
		description: "Take sessions and events, and keep them",
	},
	args: settingArguments(SERVE_SETTINGS),
	environment: SECRETS,
	example: "microticks serve --db ./ticks.db\nMICROTICKS_READ_KEY=secret microticks serve --host 0.0.0.0 --port 8080",
	async run({ args }) {
		const config = readServeConfig(configSource(args));
		const logger = createLogger({
			format: config.logFormat === "auto" ? (process.stderr.isTTY ? "text" : "json") : config.logFormat,
			level: config.logLevel,
			now: Date.now,
			write: (lines) => process.stderr.write(lines),
			unread: () => process.stderr.writableLength,
		});
		const reporting = await startErrorReporting(config.sentryDsn, VERSION);
		const server = await startServer(config, { now: Date.now, newToken: newKey, logger, reporting });
		const outcome = Promise.withResolvers<number>();
		onFatalError((error) => {
			logger.log("error", "fatal error", {
				error: describeError(error),
			});
			reporting.report(error, crypto.randomUUID());
			outcome.resolve(error instanceof DatabaseFileError ? exitCodeOf(error) : 1);
		});
		onStopSignal((signal) => {
			logger.log("info", "stopping", { signal });
			outcome.resolve(0);
		});
		const endFor = (error: Error) => {
			console.error(`microticks: ${error.message}`);
			outcome.resolve(exitCodeOf(error));
		};
		watchFile(config.databasePath, endFor);
		if (statSync(config.databasePath).size > QUICK_CHECK_BYTES) {
			assertSoundBeside(config.databasePath, workerPath("store/soundness-worker.ts")).catch(endFor);
		}
		console.log(greeting(config, server));
		const code = await outcome.promise;
		setTimeout(() => exit(logger, code === 0 ? 1 : code), STOP_LIMIT_MS).unref();
		await server.stop();
		await reporting.flush(REPORT_LIMIT_MS);
		logger.log("info", "stopped");
		exit(logger, code);
	},
});

/** One line each: address, database, whether reading needs a key; and what to do next where nobody can write yet. */
function greeting(config: ServeConfig, { address, opened, hasConsumers }: RunningServer): string {
	const command = IS_COMPILED
		? "microticks"
		: process.env["npm_execpath"]?.includes("npm")
			? "npm run microticks --"
			: "bun run microticks";
	const database = config.databasePath === "./ticks.db" ? "" : ` --db ${config.databasePath}`;
	return [
		`Microticks ${VERSION_WITH_COMMIT}`,
		`Address:  ${address}`,
		`Database: ${describeOpening(config.databasePath, opened).replaceAll("\n", "\n          ")}`,
		`Reading:  ${describeReading(config)}`,
		...(config.app === undefined ? [] : [`App:      ${address}/app/`]),
		...(hasConsumers
			? []
			: [`Next:     ${command} createconsumer MyApp${database}   (in another terminal; ${address} says how to go on)`]),
	].join("\n");
}

function describeReading({ key, readKey }: ServeConfig): string {
	if (key !== undefined) return "with the key, as all else";
	if (readKey !== undefined) return "with the read key";
	return "without a key, from this machine alone";
}

/** With Sentry or without, an error that nobody caught ends the program: systemd starts a sound one. */
function onFatalError(handle: (error: unknown) => void): void {
	process.on("uncaughtException", handle);
	process.on("unhandledRejection", handle);
}

/** The second signal ends the program at once. */
function onStopSignal(handle: (signal: string) => void): void {
	let signals = 0;
	for (const signal of ["SIGTERM", "SIGINT"] as const) {
		process.on(signal, () => {
			signals++;
			if (signals > 1) process.exit(1);
			handle(signal);
		});
	}
}

function exit(logger: BufferedLogger, code: number): never {
	logger.flush();
	process.exit(code);
}
