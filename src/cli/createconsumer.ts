import { UsageError } from "../errors.ts";
import { parseIpFilter } from "../model/ip-filter.ts";
import { defineExampleCommand } from "./command.ts";
import { DATABASE_ARGUMENTS, newKey, readName, withConsumers } from "./database.ts";
import { ConsumerNameError } from "./exit-codes.ts";

/** `microticks createconsumer` */
export const createconsumer = defineExampleCommand({
	meta: { name: "createconsumer", description: "Make a consumer, something that may write, and print its key" },
	args: {
		name: { type: "positional", description: "What to call it, such as a kiosk or an app", required: true },
		"ip-filter": {
			type: "string",
			alias: "ip_filter",
			valueHint: "list",
			description: "Addresses and CIDR ranges that it may write from (default everywhere)",
		},
		...DATABASE_ARGUMENTS,
	},
	example: 'microticks createconsumer MyApp\nmicroticks createconsumer "Foyer 2" --ip-filter 10.0.0.0/8,192.0.2.7',
	run({ args }) {
		const name = readName(args.name);
		const ipFilter = readIpFilter(args["ip-filter"]);
		const key = newKey();
		withConsumers(args, (consumers) => {
			if (consumers.findByName(name) !== undefined) {
				throw new ConsumerNameError(`There is a consumer "${name}" already. Its key: microticks consumers`);
			}
			consumers.insert({ name, key, ipFilter, createdAt: Date.now() });
		});
		console.log(`Created new consumer "${name}"\nConsumer key: ${key}`);
	},
});

function readIpFilter(list: string | undefined): string | null {
	if (list === undefined || list.trim() === "") return null;
	try {
		parseIpFilter(list);
	} catch (error) {
		throw new UsageError(`--ip-filter: ${error instanceof Error ? error.message : error}`);
	}
	return list.trim();
}
