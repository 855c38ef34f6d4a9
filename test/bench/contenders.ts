import { copyFileSync, cpSync, renameSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Subprocess } from "bun";
import { BINARY } from "../support/binary.ts";
import { readResidentMegabytes, untilIdle } from "./processes.ts";

const ROOT = join(import.meta.dir, "../..");

/**
 * What is measured, each a program of its own: the service, its ceiling, and what it would be without group commit, or
 * without packs.
 */
export type Contender =
	| "service"
	| "service, --log-level warn"
	| "service without packs"
	| "bare server"
	| "one commit a request";

/** Gives the command line of a contender. */
export type CommandOf = (contender: Contender, databasePath: string, port: number) => string[];

/** Builds the programs as they are shipped, and copies them away from where the next build would write. */
export async function buildContenders(directory: string): Promise<CommandOf> {
	await run([process.execPath, "build.ts"]);
	const service = join(directory, "microticks");
	copyFileSync(BINARY, service);
	const bare = join(directory, "bare-server");
	// As `build.ts` builds the service.
	const flags = ["--compile", "--production", "--minify", "--bytecode", "--format=esm"];
	const isolation = ["--no-compile-autoload-dotenv", "--no-compile-autoload-bunfig"];
	await run([process.execPath, "build", ...flags, ...isolation, "--outfile", bare, BARE_SERVER]);
	const withoutPacks = await buildWithoutPacks(directory);
	return (contender, databasePath, port) => {
		const serve = ["serve", "--db", databasePath, "--port", `${port}`];
		switch (contender) {
			case "service":
				return [service, ...serve];
			case "service, --log-level warn":
				return [service, ...serve, "--log-level", "warn"];
			case "service without packs":
				return [withoutPacks, ...serve];
			case "bare server":
				return [bare, databasePath, `${port}`, "grouped"];
			case "one commit a request":
				return [bare, databasePath, `${port}`, "single"];
		}
	};
}

/** The service from the same sources but for one: it has no switch for this, and shall have none. */
async function buildWithoutPacks(directory: string): Promise<string> {
	const copy = join(directory, "without-packs");
	cpSync(join(ROOT, "src"), join(copy, "src"), { recursive: true });
	for (const file of ["build.ts", "package.json", "tsconfig.json"]) copyFileSync(join(ROOT, file), join(copy, file));
	symlinkSync(join(ROOT, "node_modules"), join(copy, "node_modules"));
	renameSync(join(copy, "src/reports/packing.ts"), join(copy, "src/reports/as-it-is.ts"));
	writeFileSync(
		join(copy, "src/reports/packing.ts"),
		'export * from "./as-it-is.ts";\nexport const startPacking = () => ({ [Symbol.dispose]() {} });\n',
	);
	await run([process.execPath, "build.ts"], copy);
	return join(copy, "dist/microticks");
}

const BARE_SERVER = Bun.fileURLToPath(new URL("./bare-server.ts", import.meta.url));

/** A server that answers. */
export interface Server extends AsyncDisposable {
	readonly process: Subprocess;
	readonly url: string;
	/** From before the process was made until `GET /healthz` was answered. */
	readonly readyMs: number;
	residentMegabytes(): number;
	/** Resolves when it does nothing on its own any more, such as looking through a big file. */
	untilIdle(): Promise<void>;
}

/** Starts a program that listens on a port. Its log goes to `/dev/null`: formatted and written, but on no disk. */
export async function startServer(command: readonly string[], port: number): Promise<Server> {
	const url = `http://127.0.0.1:${port}`;
	const startedMs = performance.now();
	const child = Bun.spawn([...command], { env: {}, stdin: "ignore", stdout: "ignore", stderr: "ignore" });
	while (!(await answers(url))) {
		if (child.exitCode !== null) throw new Error(`${command.join(" ")} ended with ${child.exitCode}`);
	}
	const readyMs = performance.now() - startedMs;
	return {
		process: child,
		url,
		readyMs,
		residentMegabytes: () => readResidentMegabytes(child.pid),
		untilIdle: () => untilIdle(child.pid),
		async [Symbol.asyncDispose]() {
			child.kill("SIGTERM");
			await child.exited;
		},
	};
}

/** A port that was free a moment ago. */
export function freePort(): number {
	const listener = Bun.listen({ hostname: "127.0.0.1", port: 0, socket: { data: () => undefined } });
	const { port } = listener;
	listener.stop(true);
	return port;
}

async function answers(url: string): Promise<boolean> {
	try {
		const response = await fetch(`${url}/healthz`, { headers: { connection: "close" }, keepalive: false });
		await response.text();
		return response.status === 200;
	} catch {
		return false;
	}
}

async function run(command: string[], cwd = ROOT): Promise<void> {
	const child = Bun.spawn(command, { cwd, stdout: "ignore", stderr: "pipe" });
	const [code, errors] = await Promise.all([child.exited, child.stderr.text()]);
	if (code !== 0) throw new Error(`${command.join(" ")} failed:\n${errors}`);
}
