import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setImmediate } from "node:timers/promises";
import { readServeConfig } from "../config.ts";
import { fillDatabase } from "../demo/fill-database.ts";
import { sendVisitors } from "../demo/live-visitors.ts";
import { insertPictures } from "../demo/pictures.ts";
import { UsageError } from "../errors.ts";
import { machineZone } from "../model/reports/time-zone.ts";
import { Snapshots } from "../reports/snapshot.ts";
import { prepareConsumers } from "../store/consumers.ts";
import { openDatabase } from "../store/open-database.ts";
import { defineExampleCommand } from "./command.ts";
import { newKey } from "./database.ts";
import { createLogger } from "./logger.ts";
import { makePacks } from "./make-packs.ts";
import { startServer } from "./start-server.ts";

/** Days that are made up at most: about 15 s of work. */
const MOST_DAYS = 730;

/** `microticks demo` */
export const demo = defineExampleCommand({
	meta: { name: "demo", description: "Show the dashboard with made-up visitors, on a file that is gone afterwards" },
	args: {
		port: { type: "string", valueHint: "number", description: "Port to listen on (default 5000)" },
		days: { type: "string", valueHint: "number", description: "Days of visits up to now (default 90)" },
	},
	example: "microticks demo\nmicroticks demo --port 8080 --days 365",
	async run({ args }) {
		const days = readDays(args.days ?? "90");
		const stopping = new AbortController();
		for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => stopping.abort());
		const directory = mkdtempSync(join(tmpdir(), "microticks-demo-"));
		process.on("exit", () => rmSync(directory, { recursive: true, force: true }));
		const databasePath = join(directory, "demo.db");
		const flags = { db: databasePath, "log-level": "warn", ...(args.port === undefined ? {} : { port: args.port }) };
		const config = readServeConfig({ flags, environment: {}, readFile: () => "" });
		const { database } = openDatabase(databasePath);
		const { sessions, events } = fillDatabase(database, {
			now: Date.now(),
			days,
			zone: machineZone(),
			newToken: newKey,
		});
		insertPictures(database, Date.now());
		makePacks(database, new Snapshots(database), Date.now(), () => undefined);
		const consumers = prepareConsumers(database).list();
		database.close();
		// What was asked for meanwhile is heard between two tasks.
		await setImmediate();
		if (stopping.signal.aborted) process.exit(0);
		const logger = createLogger({
			format: "text",
			level: config.logLevel,
			now: Date.now,
			write: (lines) => process.stderr.write(lines),
			unread: () => process.stderr.writableLength,
		});
		const reporting = { report: () => undefined, flush: async () => undefined };
		const server = await startServer(config, { now: Date.now, newToken: newKey, logger, reporting });
		console.log(
			`Dashboard: ${server.address}/dash\nMade up:   ${sessions} sessions with ${events} events of ${days} days; more come while it runs\nEnd:       Ctrl-C; the file is gone then`,
		);
		await sendVisitors(server.address, consumers, Date.now, stopping.signal);
		await server.stop();
		logger.flush();
		process.exit(0);
	},
});

function readDays(text: string): number {
	const days = Number(text);
	if (Number.isInteger(days) && days >= 1 && days <= MOST_DAYS) return days;
	throw new UsageError(`--days: ${text} is no number from 1 to ${MOST_DAYS}`);
}
