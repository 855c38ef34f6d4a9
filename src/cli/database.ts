import type { ArgsDef } from "citty";
import { DATABASE_SETTING, readDatabasePath } from "../config.ts";
import { UsageError } from "../errors.ts";
import type { Consumer } from "../model/consumer.ts";
import { type Consumers, prepareConsumers } from "../store/consumers.ts";
import { asFileError } from "../store/database-errors.ts";
import { type OpenedDatabase, openDatabase } from "../store/open-database.ts";
import { configSource, type Flags, settingArguments } from "./command.ts";
import { ConsumerNameError } from "./exit-codes.ts";

/** `--db`, for the commands that take nothing else. */
export const DATABASE_ARGUMENTS = settingArguments([DATABASE_SETTING]) satisfies ArgsDef;

/** What was done to a database on opening it, for people: a line, or a few after an upgrade. */
export function describeOpening(path: string, { outcome, upgrade }: Omit<OpenedDatabase, "database">): string {
	if (upgrade === undefined) return `${path} (${outcome === "created" ? "new" : "up to date"})`;
	const { consumers, sessions, events, copy, oddities } = upgrade;
	return [
		`${path} (upgraded: ${count(consumers, "consumer")}, ${count(sessions, "session")}, ${count(events, "event")}; the file as it was is kept as ${copy})`,
		...oddities.map(({ count, what }) => `kept though it would be refused today: ${what}: ${count}`),
	].join("\n");
}

function count(rows: number, name: string): string {
	return `${rows} ${name}${rows === 1 ? "" : "s"}`;
}

/** Runs a task on the consumers of the database that a command's flags name. */
export function withConsumers<T>(args: Flags, task: (consumers: Consumers, path: string) => T): T {
	const path = readDatabasePath(configSource(args));
	const { database } = openDatabase(path);
	try {
		return task(prepareConsumers(database), path);
	} catch (error) {
		throw asFileError(error, path);
	} finally {
		database.close();
	}
}

/**
 * A consumer's name as it was given.
 * @throws {UsageError} where it is empty, or would break the lines that show it
 */
export function readName(given: string): string {
	const name = given.trim();
	if (name === "") throw new UsageError("NAME is empty");
	if (/\p{Cc}/u.test(name)) throw new UsageError("NAME has a line break, a tab or another control character in it");
	return name;
}

/** @throws {ConsumerNameError} */
export function getConsumer(consumers: Consumers, name: string): Consumer {
	// 2017 took names with blanks around them.
	const consumer = consumers.findByName(name) ?? consumers.list().find((other) => other.name.trim() === name);
	if (consumer === undefined) {
		throw new ConsumerNameError(`There is no consumer "${name}". See microticks consumers`);
	}
	return consumer;
}

/** Where a consumer's key comes from: 128 bits, as 32 hex digits. */
export function newKey(): string {
	return Buffer.from(crypto.getRandomValues(new Uint8Array(16))).toString("hex");
}
