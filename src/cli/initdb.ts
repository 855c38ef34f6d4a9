import { readDatabasePath } from "../config.ts";
import { openDatabase } from "../store/open-database.ts";
import { configSource, defineExampleCommand } from "./command.ts";
import { DATABASE_ARGUMENTS, describeOpening } from "./database.ts";

/** `microticks initdb` */
export const initdb = defineExampleCommand({
	meta: { name: "initdb", description: "Make the database, or bring it up to date; safe to repeat" },
	args: DATABASE_ARGUMENTS,
	example: "microticks initdb --db /var/lib/microticks/ticks.db",
	run({ args }) {
		const path = readDatabasePath(configSource(args));
		const opened = openDatabase(path);
		opened.database.close();
		console.log(describeOpening(path, opened));
	},
});
