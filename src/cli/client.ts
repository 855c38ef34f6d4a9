import { CLIENT_FILES } from "../http/client-files.ts";
import { defineExampleCommand } from "./command.ts";

/** `microticks client` */
export const client = defineExampleCommand({
	meta: { name: "client", description: "Print the browser client, to lie beside a page that is served elsewhere" },
	args: {
		module: { type: "boolean", description: "As a module, instead of a plain script" },
		types: { type: "boolean", description: "Its types, for TypeScript" },
	},
	example: "microticks client > microticks.js\nmicroticks client --module > microticks.mjs",
	run({ args }) {
		process.stdout.write(args.types ? CLIENT_FILES.types : args.module ? CLIENT_FILES.module : CLIENT_FILES.script);
	},
});
