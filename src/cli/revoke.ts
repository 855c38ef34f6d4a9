import { defineExampleCommand } from "./command.ts";
import { DATABASE_ARGUMENTS, getConsumer, readName, withConsumers } from "./database.ts";

/** `microticks revoke` */
export const revoke = defineExampleCommand({
	meta: { name: "revoke", description: "Let a consumer start no more sessions; what it stored stays" },
	args: { name: { type: "positional", description: "The consumer", required: true }, ...DATABASE_ARGUMENTS },
	example: "microticks revoke MyApp",
	run({ args }) {
		const name = readName(args.name);
		withConsumers(args, (consumers) => consumers.setDeletedAt(getConsumer(consumers, name).id, Date.now()));
		console.log(`Revoked "${name}". Undo: microticks restore "${name}"`);
	},
});
