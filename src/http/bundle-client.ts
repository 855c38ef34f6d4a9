import { readFileSync } from "node:fs";
import { minify } from "terser";

// Macros: they run when this program is built, or when it is loaded from source.

/**
 * Bundles the browser client.
 * @param entry under `src/client`
 * @throws {Error} where it does not build
 */
export async function bundleClient(entry: "script.ts" | "module.ts", format: "iife" | "esm"): Promise<string> {
	// In a process of its own: the bundler cannot be called from inside itself.
	const command = [process.execPath, "build", pathOf(entry), `--format=${format}`, "--minify", "--target=browser"];
	const { success, stdout, stderr } = Bun.spawnSync(command);
	if (!success) throw new Error(`${stderr}`);
	const { code = "" } = await minify(`${stdout}`, {
		ecma: 2020,
		module: format === "esm",
		compress: { passes: 3, pure_getters: true, keep_fargs: false },
	});
	return code;
}

/** Gives the types of the browser client. */
export function readClientTypes(): string {
	return readFileSync(pathOf("microticks.d.ts"), "utf8");
}

function pathOf(file: string): string {
	return new URL(`../client/${file}`, import.meta.url).pathname;
}
