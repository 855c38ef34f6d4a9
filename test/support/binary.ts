import { existsSync } from "node:fs";
import { join } from "node:path";
import type { Subprocess } from "bun";

/** The compiled binary, built by `bun run build`. */
export const BINARY = join(import.meta.dir, "../../dist/microticks");

/** What a finished command said. */
export interface Finished {
	readonly code: number;
	readonly stdout: string;
	readonly stderr: string;
}

/** A process that a test started. */
export type TestProcess = Subprocess<"ignore", "pipe", "pipe">;

/** Starts the binary with nothing of this machine's environment but what is given. */
export function spawnBinary(
	args: readonly string[],
	{ cwd, env = {} }: { cwd?: string; env?: Record<string, string> } = {},
): TestProcess {
	if (!existsSync(BINARY)) throw new Error("There is no binary: bun run build");
	return Bun.spawn([BINARY, ...args], {
		...(cwd === undefined ? {} : { cwd }),
		env: { PATH: process.env["PATH"] ?? "", TZ: "UTC", ...env },
		stdin: "ignore",
		stdout: "pipe",
		stderr: "pipe",
	});
}

/** Runs the binary to its end. */
export async function runBinary(...parameters: Parameters<typeof spawnBinary>): Promise<Finished> {
	const child = spawnBinary(...parameters);
	const [code, stdout, stderr] = await Promise.all([child.exited, child.stdout.text(), child.stderr.text()]);
	return { code, stdout, stderr };
}

/** A binary that serves, and what it says. */
export interface ServingBinary extends AsyncDisposable {
	readonly process: TestProcess;
	readonly url: string;
	/** What it has said on standard output and standard error up to now. */
	readonly said: { stdout: string; stderr: string };
	/** Resolves when it has said this, on either. */
	heard(pattern: RegExp): Promise<void>;
	/** Resolves with its exit code, when all that it said is read. */
	readonly ended: Promise<number>;
	/** Ends it by a signal, and gives its exit code. */
	end(signal?: NodeJS.Signals): Promise<number>;
}

/** Starts `serve` on a free port of this machine, and resolves when it listens. */
export async function serveBinary(
	args: readonly string[],
	options: Parameters<typeof spawnBinary>[1] = {},
): Promise<ServingBinary> {
	const child = spawnBinary(["serve", "--port", "0", ...args], options);
	const said = { stdout: "", stderr: "" };
	const listeners = new Set<() => void>();
	const listen = (name: keyof typeof said) => (text: string) => {
		said[name] += text;
		for (const listener of listeners) listener();
	};
	const streams = [follow(child.stderr, listen("stderr")), follow(child.stdout, listen("stdout"))];
	const ended = Promise.all([child.exited, ...streams]).then(([code]) => code);
	const hear = async (pattern: RegExp): Promise<string[]> => {
		const heard = Promise.withResolvers<string[]>();
		const listener = () => {
			const match = pattern.exec(said.stdout) ?? pattern.exec(said.stderr);
			if (match !== null) heard.resolve(match);
		};
		listeners.add(listener);
		listener();
		void ended.then((code) => heard.reject(new Error(`serve ended with ${code}: ${said.stderr}`)));
		return await heard.promise.finally(() => listeners.delete(listener));
	};
	const [, url = ""] = await hear(/^Address: +(\S+)\nDatabase:.*\n(?:.*\n)*Reading:.*\n/m);
	const end = async (signal: NodeJS.Signals = "SIGTERM") => {
		child.kill(signal);
		return await ended;
	};
	return {
		process: child,
		url,
		said,
		heard: async (pattern) => void (await hear(pattern)),
		ended,
		end,
		async [Symbol.asyncDispose]() {
			if (child.exitCode === null) await end("SIGKILL");
		},
	};
}

async function follow(stream: ReadableStream<Uint8Array>, hear: (text: string) => void): Promise<void> {
	const decoder = new TextDecoder();
	for await (const chunk of stream) hear(decoder.decode(chunk, { stream: true }));
}
