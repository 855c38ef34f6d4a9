import { join } from "node:path";

const MAIN = join(import.meta.dir, "../../src/main.ts");

/** What a finished command said. */
export interface FinishedCommand {
	readonly code: number;
	readonly stdout: string;
	readonly stderr: string;
}

/** Runs `microticks …` from source to its end, with nothing of this machine's environment but what is given. */
export async function runCommand(
	args: readonly string[],
	{ cwd, env = {} }: { cwd?: string; env?: Record<string, string> } = {},
): Promise<FinishedCommand> {
	const child = Bun.spawn([process.execPath, MAIN, ...args], {
		...(cwd === undefined ? {} : { cwd }),
		env: { PATH: process.env["PATH"] ?? "", TZ: "UTC", ...env },
		stdin: "ignore",
		stdout: "pipe",
		stderr: "pipe",
	});
	const [code, stdout, stderr] = await Promise.all([child.exited, child.stdout.text(), child.stderr.text()]);
	return { code, stdout, stderr };
}
