import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** The files of `styles/`, in the order of their cascade: what is common first, then a view's own, and paper last. */
const STYLES =
	"base navigation panels figures charts tables forms menus dialogs settings touches sessions timeline replay live last-touches print".split(
		" ",
	);

// Macros: they run when this program is built, or when it is loaded from source.

/**
 * Bundles the dashboard: what is loaded first, and a file for each view that is loaded later.
 * @returns the files' texts by name
 * @throws {Error} where it does not build
 */
export function bundleDashboard(): Record<string, string> {
	const folder = mkdtempSync(join(tmpdir(), "microticks-dashboard-"));
	try {
		// In a process of its own: the bundler cannot be called from inside itself.
		const flags = ["--splitting", "--minify", "--production", "--target=browser", "--format=esm"];
		const names = ["--entry-naming=[name].[ext]", "--chunk-naming=[name]-[hash].[ext]"];
		const command = [process.execPath, "build", pathOf("main.tsx"), ...flags, ...names, `--outdir=${folder}`];
		const { success, stderr } = Bun.spawnSync(command);
		if (!success) throw new Error(`${stderr}`);
		const files = readdirSync(folder).toSorted();
		return {
			...Object.fromEntries(files.map((name) => [name, readFileSync(join(folder, name), "utf8")])),
			"dashboard.css": STYLES.map((name) => readFileSync(pathOf(`styles/${name}.css`), "utf8")).join("\n"),
			"index.html": withPreloads(
				readFileSync(pathOf("index.html"), "utf8"),
				readFileSync(join(folder, "main.js"), "utf8"),
			),
		};
	} finally {
		rmSync(folder, { recursive: true });
	}
}

/** What the first file imports is fetched beside it, not after it. */
function withPreloads(page: string, main: string): string {
	const imported = [...main.matchAll(/from ?"\.\/([^"]+\.js)"/g)].map(([, name]) => name);
	const links = [...new Set(imported)].map((name) => `<link rel="modulepreload" href="dash/${name}">\n`);
	return page.replace("<script", `${links.join("")}<script`);
}

function pathOf(file: string): string {
	return new URL(`../dashboard/${file}`, import.meta.url).pathname;
}
