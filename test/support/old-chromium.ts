import { chmodSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliDecompressSync } from "node:zlib";
import { inflate } from "@sparticuz/chromium";
import { connectRemote, type RemoteConnection } from "./remote-connection.ts";
import { temporaryDirectory } from "./service.ts";
import { asJson, endBrowser, fromJson, startBrowser, type TouchBrowser, type TouchPage } from "./touch-browser.ts";

/**
 * Starts Chromium 80, the oldest that the client promises to run in, for Linux on x64. Its package has code for a cloud,
 * which is not used: only the browser is, with libraries and fonts of `@sparticuz/chromium`. `playwright-core` opens no
 * page in a browser this old.
 */
export async function openOldChromium(): Promise<TouchBrowser> {
	const directory = temporaryDirectory();
	const executable = join(directory.path, "chromium");
	const source = fileURLToPath(import.meta.resolve("chrome-aws-lambda/bin/chromium.br"));
	writeFileSync(executable, brotliDecompressSync(readFileSync(source)));
	chmodSync(executable, 0o755);
	const bin = join(dirname(fileURLToPath(import.meta.resolve("@sparticuz/chromium"))), "../bin");
	const { child, address } = await startBrowser(
		[
			executable,
			"--headless",
			"--no-sandbox",
			"--disable-gpu",
			"--disable-background-networking",
			"--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1 , EXCLUDE localhost",
			"--window-size=800,600",
			"--remote-debugging-port=0",
			`--user-data-dir=${join(directory.path, "profile")}`,
		],
		{
			LD_LIBRARY_PATH: join(await inflate(join(bin, "al2023.tar.br")), "lib"),
			FONTCONFIG_PATH: await inflate(join(bin, "fonts.tar.br")),
		},
		/DevTools listening on (ws:\S+)/,
	);
	const remote = await connectRemote(address);
	const { product } = await remote.send<{ product: string }>("Browser.getVersion");
	return {
		version: product,
		open: (url) => openTab(remote, url),
		async [Symbol.asyncDispose]() {
			remote[Symbol.dispose]();
			await endBrowser(child);
			directory[Symbol.dispose]();
		},
	};
}

async function openTab(remote: RemoteConnection, url: string): Promise<TouchPage> {
	const { targetId } = await remote.send<{ targetId: string }>("Target.createTarget", { url: "about:blank" });
	const { sessionId } = await remote.send<{ sessionId: string }>("Target.attachToTarget", { targetId, flatten: true });
	const send = <T>(method: string, params?: object) => remote.send<T>(method, params, sessionId);
	await send("Page.enable");
	await send("Emulation.setTouchEmulationEnabled", { enabled: true, maxTouchPoints: 5 });
	const evaluate = async (expression: string) => {
		const { result, exceptionDetails } = await send<Evaluated>("Runtime.evaluate", { expression, awaitPromise: true });
		if (exceptionDetails) throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
		return result.value;
	};
	const load = async (method: string, params?: object) => {
		const loaded = remote.next((event) => event.sessionId === sessionId && event.method === "Page.loadEventFired");
		await send(method, params);
		await loaded;
	};
	await load("Page.navigate", { url });
	const touch = (type: string, points: readonly (readonly [number, number])[]) =>
		send("Input.dispatchTouchEvent", { type, touchPoints: points.map(([x, y], id) => ({ x, y, id })) });
	return {
		evaluate: async (expression) => fromJson(await evaluate(asJson(expression))),
		async tap(...points) {
			// What listens to touches counts from the next frame on: before, there is no `pointerdown`.
			await evaluate("new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)))");
			await touch("touchStart", points);
			await touch("touchEnd", []);
		},
		reload: () => load("Page.reload"),
	};
}

interface Evaluated {
	readonly result: { readonly value: string };
	readonly exceptionDetails?: { readonly text: string; readonly exception?: { readonly description?: string } };
}
