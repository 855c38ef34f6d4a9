import { defineExampleCommand } from "./command.ts";
import { DATABASE_ARGUMENTS, getConsumer, newKey, readName, withConsumers } from "./database.ts";

/** `microticks rotate-key` */
export const rotateKey = defineExampleCommand({
	meta: { name: "rotate-key", description: "Give a consumer a new key; the old one starts no more sessions" },
	args: { name: { type: "positional", description: "The consumer", required: true }, ...DATABASE_ARGUMENTS },
	example: "microticks rotate-key MyApp",
	run({ args }) {
		const name = readName(args.name);
		const key = newKey();
		withConsumers(args, (consumers) => consumers.setKey(getConsumer(consumers, name).id, key));
		console.log(`New key for "${name}"; the old one is no longer taken\nConsumer key: ${key}`);
	},
});
