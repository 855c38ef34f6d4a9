import { readFileSync } from "node:fs";

// Macros: they run when this program is built, or when it is loaded from source.

/**
 * Bundles the browser client.
 * @param entry under `src/client`
 * @throws {Error} where it does not build
 */
export function bundleClient(entry: "script.ts" | "module.ts", format: "iife" | "esm"): string {
	const flags = [`--format=${format}`, "--minify", "--target=browser"];
	// In a process of its own: the bundler cannot be called from inside itself.
	const { success, stdout, stderr } = Bun.spawnSync([process.execPath, "build", pathOf(entry), ...flags]);
	if (!success) throw new Error(`${stderr}`);
	return `${stdout}`;
}

/** Gives the types of the browser client. */
export function readClientTypes(): string {
	return readFileSync(pathOf("microticks.d.ts"), "utf8");
}

function pathOf(file: string): string {
	return new URL(`../client/${file}`, import.meta.url).pathname;
}
