import { defineExampleCommand } from "./command.ts";
import { DATABASE_ARGUMENTS, getConsumer, readName, withConsumers } from "./database.ts";

/** `microticks restore` */
export const restore = defineExampleCommand({
	meta: { name: "restore", description: "Let a revoked consumer write again, with the key that it had" },
	args: { name: { type: "positional", description: "The consumer", required: true }, ...DATABASE_ARGUMENTS },
	example: "microticks restore MyApp",
	run({ args }) {
		const name = readName(args.name);
		withConsumers(args, (consumers) => consumers.setDeletedAt(getConsumer(consumers, name).id, null));
		console.log(`Restored "${name}"`);
	},
});
