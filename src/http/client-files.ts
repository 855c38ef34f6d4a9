import { bundleClient, readClientTypes } from "./bundle-client.ts" with { type: "macro" };

/** The browser client, as it is embedded in the program: a plain script, a module, and their types. */
export const CLIENT_FILES = {
	script: await bundleClient("script.ts", "iife"),
	module: await bundleClient("module.ts", "esm"),
	types: readClientTypes(),
} as const;
