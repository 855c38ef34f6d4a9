import { join } from "node:path";

const OPEN_DATABASE = join(import.meta.dir, "../../src/store/open-database.ts");

/** Opens a database in a process of its own, and closes it; gives the outcome, or the error. */
export async function openInAnotherProcess(path: string): Promise<string> {
	const script = `
		const { openDatabase } = await import(${JSON.stringify(OPEN_DATABASE)});
		const { database, outcome } = openDatabase(${JSON.stringify(path)});
		database.close();
		console.log(outcome);`;
	const child = Bun.spawn([process.execPath, "-e", script], { stdout: "pipe", stderr: "pipe" });
	const [code, stdout, stderr] = await Promise.all([child.exited, child.stdout.text(), child.stderr.text()]);
	return code === 0 ? stdout.trim() : stderr;
}
