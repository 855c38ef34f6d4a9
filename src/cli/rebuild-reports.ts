import type { Database } from "bun:sqlite";
import { DATABASE_SETTING, readDatabasePath } from "../config.ts";
import { checkReports } from "../reports/check-reports.ts";
import { preparePackContents } from "../reports/packs/pack-contents.ts";
import { Snapshots } from "../reports/snapshot.ts";
import { asFileError } from "../store/database-errors.ts";
import { openExistingDatabase, openForReading } from "../store/open-database.ts";
import { configSource, defineExampleCommand, settingArguments } from "./command.ts";
import { describeOpening } from "./database.ts";
import { ReportsDifferError } from "./exit-codes.ts";
import { makePacks } from "./make-packs.ts";
import { showProgress } from "./progress-bar.ts";

/** Differences that are told one by one at most. */
const MOST_TOLD = 20;

/** `microticks rebuild-reports` */
export const rebuildReportsCommand = defineExampleCommand({
	meta: {
		name: "rebuild-reports",
		description: "Make what the reports read anew from the rows, also while the server runs",
	},
	args: {
		check: { type: "boolean", description: "Compare it with the rows, and change nothing" },
		...settingArguments([{ ...DATABASE_SETTING, description: "The SQLite file" }]),
	},
	example: "microticks rebuild-reports --check\nmicroticks rebuild-reports",
	async run({ args }) {
		const path = readDatabasePath(configSource(args));
		try {
			await (args.check ? check(path) : rebuild(path));
		} catch (error) {
			throw asFileError(error, path);
		}
	},
});

async function rebuild(path: string): Promise<void> {
	const { database, ...opened } = openExistingDatabase(path);
	if (opened.outcome === "upgraded") console.log(describeOpening(path, opened));
	const { result, took } = await measured(database, (snapshots, onPart) =>
		makePacks(database, snapshots, Date.now(), onPart),
	);
	console.log(`${path}: packed ${describe(result)} anew in ${took}`);
}

/** @throws {ReportsDifferError} */
async function check(path: string): Promise<void> {
	const database = openForReading(path);
	const lines: string[] = [];
	const { result, took } = await measured(database, (snapshots, onPart) =>
		checkReports({
			snapshots,
			contents: preparePackContents(database),
			onPart,
			onDifference({ where, what }) {
				if (lines.length < MOST_TOLD) lines.push(`${where}: ${what}`);
			},
		}),
	);
	if (result.differences === 0) {
		console.log(`${path}: compared ${describe(result)} with the rows in ${took}, and all agree`);
		return;
	}
	const more = result.differences - lines.length;
	console.log([...lines, ...(more === 0 ? [] : [`and ${more} more`])].join("\n"));
	const found = count(result.differences, "difference");
	throw new ReportsDifferError(
		`${path}: ${found} between the reports and the rows. To mend it: microticks rebuild-reports`,
	);
}

/** Runs a task on a database with a progress bar, and closes it. */
async function measured<T>(
	database: Database,
	task: (snapshots: Snapshots, onPart: (sessions: number) => void) => T,
): Promise<{ result: T; took: string }> {
	const startedMs = performance.now();
	try {
		const snapshots = new Snapshots(database);
		using progress = await showProgress(
			"sessions",
			snapshots.lookAtPacks(({ rows }) => rows.count()),
		);
		const result = task(snapshots, (sessions) => progress.advance(sessions));
		return { result, took: `${((performance.now() - startedMs) / 1000).toFixed(1)} s` };
	} finally {
		database.close();
	}
}

function describe({ packs, sessions, unpacked }: { packs: number; sessions: number; unpacked: number }): string {
	const packed = `${count(sessions - unpacked, "session")} in ${count(packs, "pack")}`;
	return unpacked === 0 ? packed : `${packed} (${unpacked} in none yet: their rows count)`;
}

function count(things: number, name: string): string {
	return `${things} ${name}${things === 1 ? "" : "s"}`;
}
