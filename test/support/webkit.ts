import { asJson, fromJson, type TouchBrowser, type TouchPage } from "./touch-browser.ts";

/** Debian's. */
export const WEBKIT = { driver: "/usr/bin/WPEWebDriver", browser: "/usr/bin/cog" } as const;

/** Speaks to the driver of WebKit; `undefined` where nothing comes back. */
type Ask = <T>(method: "GET" | "POST" | "DELETE", path: string, body?: object) => Promise<T>;

/**
 * Starts WPE WebKit, a sister of Safari that needs no screen, driven by WebDriver. It has a mouse alone, for its driver
 * knows no fingers, and one tab: an address that is opened ends the page before it, in a new browser.
 */
export async function openWebKit(): Promise<TouchBrowser> {
	const port = freePort();
	const driver = Bun.spawn([WEBKIT.driver, `--port=${port}`], { stdin: "ignore", stdout: "ignore", stderr: "ignore" });
	const ask: Ask = async (method, path, body) => {
		const answer = await fetch(`http://127.0.0.1:${port}${path}`, { method, body: body && JSON.stringify(body) });
		const { value } = (await answer.json()) as { value: never };
		if (!answer.ok) throw new Error(`${path}: ${JSON.stringify(value)}`);
		return value;
	};
	while (!(await ask("GET", "/status").catch(() => undefined))) {
		if (driver.exitCode !== null) throw new Error(`${WEBKIT.driver} ended with ${driver.exitCode}`);
	}
	let { path, version } = await startSession(ask);
	let opened = false;
	return {
		version: `WebKit ${version}`,
		async open(url) {
			if (opened) {
				await ask("DELETE", path);
				({ path } = await startSession(ask));
			}
			opened = true;
			await ask("POST", `${path}/url`, { url });
			return pageOf(ask, path);
		},
		async [Symbol.asyncDispose]() {
			await ask("DELETE", path);
			driver.kill("SIGKILL");
			await driver.exited;
		},
	};
}

/** Starts a browser, with a storage of its own. */
async function startSession(ask: Ask): Promise<{ path: string; version: string }> {
	const browser = { binary: WEBKIT.browser, args: ["--automation", "--platform=headless"] };
	const { sessionId, capabilities } = await ask<NewSession>("POST", "/session", {
		capabilities: { alwaysMatch: { "wpe:browserOptions": browser } },
	});
	return { path: `/session/${sessionId}`, version: capabilities.browserVersion };
}

function pageOf(ask: Ask, session: string): TouchPage {
	return {
		async evaluate<T>(expression: string): Promise<T> {
			const { text, error } = await ask<{ text: string; error?: string }>("POST", `${session}/execute/async`, {
				script: `const done = arguments[0]; ${asJson(expression)}.then((text) => done({ text }), (error) => done({ error: "" + error }));`,
				args: [],
			});
			if (error !== undefined) throw new Error(error);
			return fromJson(text);
		},
		async tap(...points) {
			const actions = points.flatMap(([x, y]) => [
				{ type: "pointerMove", x, y },
				{ type: "pointerDown", button: 0 },
				{ type: "pointerUp", button: 0 },
			]);
			await ask("POST", `${session}/actions`, { actions: [{ type: "pointer", id: "mouse", actions }] });
		},
		reload: () => ask("POST", `${session}/refresh`, {}),
	};
}

/** A port that was free a moment ago: the driver does not tell which one it picks. */
function freePort(): number {
	const probe = Bun.listen({ hostname: "127.0.0.1", port: 0, socket: { data: () => undefined } });
	probe.stop(true);
	return probe.port;
}

interface NewSession {
	readonly sessionId: string;
	readonly capabilities: { readonly browserVersion: string };
}
