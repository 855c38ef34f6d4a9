import type { Database } from "bun:sqlite";
import { DATABASE_SETTING, readDatabasePath } from "../config.ts";
import { AppError, UsageError } from "../errors.ts";
import { chooseLanguage } from "../figures/texts/texts.ts";
import { EVERYTHING } from "../http/dependencies.ts";
import { readPageSelections } from "../http/read-selection.ts";
import type { ReportContext } from "../model/reports/request.ts";
import { prepareConsumers } from "../store/consumers.ts";
import { asFileError } from "../store/database-errors.ts";
import { openForReading } from "../store/open-database.ts";
import { prepareOwnerSettings, readSessionTimeout } from "../store/settings.ts";
import { configSource, defineExampleCommand, settingArguments } from "./command.ts";
import { ConsumerNameError, ReportsNotReadyError } from "./exit-codes.ts";
import { writeWhole } from "./write-whole.ts";

/** `microticks report` */
export const report = defineExampleCommand({
	meta: {
		name: "report",
		description: "Print the figures and pictures of a range as one page, also while the server runs",
	},
	args: {
		from: { type: "string", valueHint: "date", description: "First day, or a time (default 30 days before --to)" },
		to: {
			type: "string",
			valueHint: "date",
			description: "Last day, or the time before which it ends (default today)",
		},
		zone: {
			type: "string",
			valueHint: "name",
			description: "Time zone of the days, such as Europe/Oslo (default the owner's)",
		},
		consumer: {
			type: "string",
			valueHint: "list",
			description: "Names or ids of consumers, with commas (default all)",
		},
		compare: {
			type: "string",
			valueHint: "range",
			description: "What the changes are against: before, FROM/TO, or none (default before)",
		},
		lang: { type: "string", valueHint: "en|nb|de", description: "Language (default from LC_ALL and LANG, else en)" },
		out: {
			type: "string",
			valueHint: "file",
			description: "Write to this file, once the page is whole (default standard output)",
		},
		...settingArguments([{ ...DATABASE_SETTING, description: "The SQLite file" }]),
	},
	example:
		'microticks report --from 2026-10-01 --to 2026-10-31 > report.html\nmicroticks report --consumer "Foyer table" --lang de --out report.html',
	async run({ args }) {
		const { environment } = configSource(args);
		const path = readDatabasePath(configSource(args));
		const language = args.lang === undefined ? languageOf(environment) : readLanguage(args.lang);
		if (args.out === "") throw new UsageError("--out needs a value");
		if (args.out === undefined && process.stdout.isTTY) {
			throw new UsageError("That is a page for a browser: send it to a file, with > report.html or --out report.html");
		}
		const database = openForReading(path);
		let page: string;
		try {
			const { from, to, zone, compare } = args;
			const consumer = args.consumer === undefined ? undefined : idsOf(database, args.consumer);
			const given = Object.entries({ from, to, zone, compare, consumer }).filter(([, value]) => value !== undefined);
			const context = readContext(database);
			// Loaded here: the help of all commands does without.
			const { makePage } = await import("../printed/make-page.ts");
			const selections = readPageSelections(Object.fromEntries(given), context, EVERYTHING);
			page = makePage(database, { selections, context, language });
		} catch (error) {
			throw asCommandError(error, path);
		} finally {
			database.close();
		}
		if (args.out === undefined) await Bun.write(Bun.stdout, page);
		else writeWhole(args.out, page);
	},
});

function readContext(database: Database): ReportContext {
	const now = Date.now();
	return {
		now,
		silentSince: now - readSessionTimeout(database),
		owner: prepareOwnerSettings(database).read(),
	};
}

/**
 * The ids of consumers that are named one way or the other; a name may have a comma in it.
 * @throws {ConsumerNameError}
 */
function idsOf(database: Database, list: string): string {
	const all = prepareConsumers(database).list();
	const find = (text: string) => all.find(({ name }) => name.trim() === text) ?? all.find(({ id }) => `${id}` === text);
	const parts = find(list.trim()) === undefined ? list.split(",") : [list];
	const ids = parts.map((part) => {
		const consumer = find(part.trim());
		if (consumer !== undefined) return consumer.id;
		throw new ConsumerNameError(`There is no consumer "${part.trim()}". See microticks consumers`);
	});
	return ids.join(",");
}

/** @throws {UsageError} */
function readLanguage(text: string): string {
	const [tag] = localeTags(text);
	if (tag !== undefined && chooseLanguage([tag]) === tag) return tag;
	throw new UsageError(`--lang is one of en, nb, de, not "${text}"`);
}

/** By the first variable that says something (POSIX, "Internationalization Variables"). */
function languageOf({ LC_ALL, LC_MESSAGES, LANG }: Readonly<Record<string, string | undefined>>): string {
	return chooseLanguage(localeTags(LC_ALL || LC_MESSAGES || LANG || ""));
}

/** The language tag of a locale such as `nb_NO.UTF-8`; none for `C`. */
function localeTags(locale: string): string[] {
	const [, language, region] = /^([a-z]{2})(?:[-_]([A-Z]{2}))?(?:[.@]|$)/.exec(locale) ?? [];
	if (language === undefined) return [];
	return [region === undefined ? language : `${language}-${region}`];
}

/** What the person at the terminal is told, where the sentence is for a client of the API. */
function asCommandError(error: unknown, path: string): unknown {
	if (!(error instanceof AppError)) return asFileError(error, path);
	const { code, message, details } = error;
	if (code === "invalid_parameter") return new UsageError(`--${details.parameter}: ${message}`);
	if (code !== "reports_not_ready") return error;
	return new ReportsNotReadyError(
		`${path}: ${message}. Make them: microticks rebuild-reports --db ${path}, or let microticks serve run for a while`,
	);
}
