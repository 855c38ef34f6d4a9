import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { type Browser, chromium } from "playwright-core";

/** Debian's, where it is. */
const DEBIAN_CHROMIUM = "/usr/bin/chromium";

const ARGUMENTS = [
	"--no-sandbox",
	"--disable-background-networking",
	"--disable-component-update",
	"--disable-sync",
	"--no-first-run",
];

/**
 * Starts a browser: Debian's Chromium where it is, else the one that an npm package carries.
 * @param more arguments for it
 */
export async function openBrowser(more: readonly string[] = []): Promise<Browser> {
	return existsSync(DEBIAN_CHROMIUM)
		? await chromium.launch({ executablePath: DEBIAN_CHROMIUM, args: [...ARGUMENTS, ...more] })
		: await openPackagedBrowser(more);
}

/**
 * Starts the browser of `@sparticuz/chromium`, for Linux on x64. Its own arguments are for a cloud, and switch the
 * web's security off: only ours are used. The libraries that it needs are in the package too, but it unpacks them
 * in the cloud alone.
 */
export async function openPackagedBrowser(more: readonly string[] = []): Promise<Browser> {
	const { default: packaged, inflate } = await import("@sparticuz/chromium");
	packaged.setGraphicsMode = false;
	const executablePath = await packaged.executablePath();
	const folder = dirname(fileURLToPath(import.meta.resolve("@sparticuz/chromium")));
	const unpacked = await inflate(join(folder, "../bin/al2023.tar.br"));
	return chromium.launch({
		executablePath,
		args: [...ARGUMENTS, ...more],
		env: {
			...process.env,
			LD_LIBRARY_PATH: join(unpacked, "lib"),
			FONTCONFIG_PATH: join(dirname(executablePath), "fonts"),
		},
	});
}
