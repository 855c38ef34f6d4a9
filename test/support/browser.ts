import { existsSync } from "node:fs";
import { type Browser, chromium } from "playwright-core";

/** Debian's, where it is. */
const DEBIAN_CHROMIUM = "/usr/bin/chromium";

/** Starts a browser: Debian's Chromium where it is, else the one that an npm package carries. */
export async function openBrowser(): Promise<Browser> {
	const args = [
		"--no-sandbox",
		"--disable-background-networking",
		"--disable-component-update",
		"--disable-sync",
		"--no-first-run",
	];
	if (existsSync(DEBIAN_CHROMIUM)) return chromium.launch({ executablePath: DEBIAN_CHROMIUM, args });
	const { default: packaged } = await import("@sparticuz/chromium");
	return chromium.launch({
		executablePath: await packaged.executablePath(),
		args: [...packaged.args, ...args],
		env: { ...process.env, LD_LIBRARY_PATH: "/tmp/al2023/lib" },
	});
}
