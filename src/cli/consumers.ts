import { formatInstant } from "../model/time.ts";
import { defineExampleCommand } from "./command.ts";
import { DATABASE_ARGUMENTS, withConsumers } from "./database.ts";

const HEADINGS = ["ID", "NAME", "KEY", "MAY WRITE FROM", "MADE", "REVOKED"];

/** `microticks consumers` */
export const consumers = defineExampleCommand({
	meta: { name: "consumers", description: "List the consumers with their keys" },
	args: {
		json: { type: "boolean", description: "As JSON" },
		...DATABASE_ARGUMENTS,
	},
	example: "microticks consumers --json",
	run({ args }) {
		const all = withConsumers(args, (store) => store.list());
		if (args.json) {
			const rows = all.map(({ id, name, key, ipFilter, createdAt, deletedAt }) => ({
				id,
				name,
				key,
				ip_filter: ipFilter,
				created_at: formatInstant(createdAt),
				deleted_at: deletedAt === null ? null : formatInstant(deletedAt),
			}));
			console.log(JSON.stringify(rows, null, 2));
		} else if (all.length === 0) {
			console.log("There is no consumer yet. Make one: microticks createconsumer MyApp");
		} else {
			const rows = all.map(({ id, name, key, ipFilter, createdAt, deletedAt }) => [
				`${id}`,
				name,
				key,
				ipFilter ?? "everywhere",
				formatInstant(createdAt).slice(0, 10),
				deletedAt === null ? "" : formatInstant(deletedAt).slice(0, 10),
			]);
			console.log(table([HEADINGS, ...rows]));
		}
	},
});

function table(rows: readonly string[][]): string {
	const widths = HEADINGS.map((_, column) => Math.max(...rows.map((row) => Bun.stringWidth(row[column] ?? ""))));
	return rows
		.map((row) =>
			row
				.map((cell, column) => cell + " ".repeat((widths[column] ?? 0) - Bun.stringWidth(cell)))
				.join("  ")
				.trimEnd(),
		)
		.join("\n");
}
