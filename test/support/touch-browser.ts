import type { Subprocess } from "bun";

/** A page in a browser that `playwright-core` does not drive. */
export interface TouchPage {
	/** Evaluates an expression, waits for its promise, and gives what JSON can hold of it. */
	evaluate<T>(expression: string): Promise<T>;
	/**
	 * Presses as many fingers down at once as there are points of the viewport, in CSS pixels; then lifts them. In a
	 * browser without fingers, the mouse clicks them one after the other.
	 */
	tap(...points: readonly (readonly [x: number, y: number])[]): Promise<void>;
	/** Resolves when the page is loaded again. */
	reload(): Promise<void>;
}

/** A browser of its own profile; disposing ends it and removes that. */
export interface TouchBrowser extends AsyncDisposable {
	/** As it tells it itself, such as "Firefox 153.7.0". */
	readonly version: string;
	/** Opens an address in a new tab, and resolves when it is loaded. */
	open(url: string): Promise<TouchPage>;
}

/** Wraps an expression so that a browser need only give back a text. */
export function asJson(expression: string): string {
	return `(async () => JSON.stringify([await (${expression})]))()`;
}

/** Reads what an expression of {@link asJson} has given. */
export function fromJson<T>(text: string): T {
	return JSON.parse(text)[0];
}

/** A browser's process, started by {@link startBrowser}. */
export type BrowserProcess = Subprocess<"ignore", "ignore", "pipe">;

/**
 * Starts a browser, and resolves when it says on standard error where it can be driven.
 * @throws where it ends before it has said so
 */
export async function startBrowser(
	command: readonly string[],
	env: Readonly<Record<string, string>>,
	says: RegExp,
): Promise<{ readonly child: BrowserProcess; readonly address: string }> {
	const child = Bun.spawn([...command], {
		env: { ...process.env, ...env },
		stdin: "ignore",
		stdout: "ignore",
		stderr: "pipe",
	});
	const address = Promise.withResolvers<string>();
	void follow(child, says, address.resolve).then((said) => address.reject(new Error(`The browser ended: ${said}`)));
	return { child, address: await address.promise };
}

/** Reads to the end, lest a full pipe should stop the browser. */
async function follow(child: BrowserProcess, says: RegExp, onAddress: (address: string) => void): Promise<string> {
	const decoder = new TextDecoder();
	let said = "";
	let found = false;
	for await (const chunk of child.stderr) {
		if (found) continue;
		said += decoder.decode(chunk, { stream: true });
		const address = says.exec(said)?.[1];
		found = address !== undefined;
		if (address !== undefined) onAddress(address);
	}
	return said;
}

/** Ends a browser's process, and resolves when it is gone. */
export async function endBrowser(child: BrowserProcess): Promise<void> {
	child.kill("SIGKILL");
	await child.exited;
}
