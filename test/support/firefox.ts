import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { connectRemote, type RemoteConnection } from "./remote-connection.ts";
import { temporaryDirectory } from "./service.ts";
import { asJson, endBrowser, fromJson, startBrowser, type TouchBrowser, type TouchPage } from "./touch-browser.ts";

/** Debian's. */
export const FIREFOX = "/usr/bin/firefox-esr";

/**
 * Nothing may leave this machine. Firefox itself switches most of that off when it is driven; the rest goes to a proxy,
 * where nobody listens, and no name is looked up. This machine's own addresses pass the proxy by.
 */
const PREFERENCES = {
	"app.normandy.enabled": false,
	"app.update.disabledForTesting": true,
	"browser.safebrowsing.malware.enabled": false,
	"browser.safebrowsing.phishing.enabled": false,
	"browser.shell.checkDefaultBrowser": false,
	"datareporting.policy.dataSubmissionEnabled": false,
	"network.captive-portal-service.enabled": false,
	"network.connectivity-service.enabled": false,
	"network.dns.native-is-localhost": true,
	"network.proxy.failover_direct": false,
	"network.proxy.http": "127.0.0.1",
	"network.proxy.http_port": 9,
	"network.proxy.ssl": "127.0.0.1",
	"network.proxy.ssl_port": 9,
	"network.proxy.type": 1,
	"toolkit.telemetry.enabled": false,
};

/**
 * Starts Firefox ESR, driven by WebDriver BiDi. The Firefox of `playwright-core` is a build of its own; it drives a
 * stock one by commands that an ESR does not know yet, and not with several fingers.
 */
export async function openFirefox(): Promise<TouchBrowser> {
	const profile = temporaryDirectory();
	const preferences = Object.entries(PREFERENCES).map(
		([name, value]) => `user_pref("${name}", ${JSON.stringify(value)});\n`,
	);
	writeFileSync(join(profile.path, "user.js"), preferences.join(""));
	const { child, address } = await startBrowser(
		[FIREFOX, "--headless", "--remote-debugging-port", "0", "--profile", profile.path, "--no-remote", "about:blank"],
		// Of its own, so that no crash reporter or settings of the home directory come in.
		{ HOME: profile.path, MOZ_CRASHREPORTER_DISABLE: "1" },
		/WebDriver BiDi listening on (ws:\S+)/,
	);
	const remote = await connectRemote(`${address}/session`);
	const { capabilities } = await remote.send<{ capabilities: { browserVersion: string } }>("session.new", {
		capabilities: {},
	});
	return {
		version: `Firefox ${capabilities.browserVersion}`,
		open: (url) => openTab(remote, url),
		async [Symbol.asyncDispose]() {
			remote[Symbol.dispose]();
			await endBrowser(child);
			profile[Symbol.dispose]();
		},
	};
}

async function openTab(remote: RemoteConnection, url: string): Promise<TouchPage> {
	const { context } = await remote.send<{ context: string }>("browsingContext.create", { type: "tab" });
	await remote.send("browsingContext.setViewport", { context, viewport: { width: 800, height: 600 } });
	await remote.send("browsingContext.navigate", { context, url, wait: "complete" });
	return {
		async evaluate<T>(expression: string): Promise<T> {
			const outcome = await remote.send<Evaluated>("script.evaluate", {
				expression: asJson(expression),
				target: { context },
				awaitPromise: true,
			});
			if (outcome.type === "exception") throw new Error(outcome.exceptionDetails.text);
			return fromJson(outcome.result.value);
		},
		async tap(...points) {
			const fingers = points.map(([x, y], index) => ({
				type: "pointer",
				id: `finger${index}`,
				parameters: { pointerType: "touch" },
				actions: [
					{ type: "pointerMove", x, y },
					{ type: "pointerDown", button: 0 },
					{ type: "pointerUp", button: 0 },
				],
			}));
			await remote.send("input.performActions", { context, actions: fingers });
		},
		async reload() {
			await remote.send("browsingContext.reload", { context, wait: "complete" });
		},
	};
}

type Evaluated =
	| { readonly type: "success"; readonly result: { readonly value: string } }
	| { readonly type: "exception"; readonly exceptionDetails: { readonly text: string } };
