import { expect, setDefaultTimeout, test } from "bun:test";
import { openPackagedBrowser } from "../support/browser.ts";

setDefaultTimeout(60_000);

test.skipIf(process.platform !== "linux" || process.arch !== "x64")(
	"where Debian has no Chromium, the one of the npm package runs the browser tests",
	async () => {
		await using browser = await openPackagedBrowser();
		const page = await browser.newPage();
		await page.goto("data:text/html,<h1>Microticks</h1><script>document.title = indexedDB ? 'Ran' : ''</script>");
		expect(await page.title()).toBe("Ran");
		expect((await page.screenshot()).length).toBeGreaterThan(1000);
	},
);
