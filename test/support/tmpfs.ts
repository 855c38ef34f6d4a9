import { mkdtempSync, rmdirSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** A disk of its own, as large as a test wants it. */
export interface TestDisk extends Disposable {
	readonly path: string;
	/** From now on it cannot be written. */
	makeReadOnly(): void;
}

/**
 * Mounts a disk in memory.
 * @param bytes its size
 * @throws where this process may not mount
 */
export function mountDisk(bytes: number): TestDisk {
	const path = mkdtempSync(join(tmpdir(), "microticks-disk-"));
	const mount = (options: string) => {
		const { exitCode, stderr } = Bun.spawnSync(["mount", "-t", "tmpfs", "-o", options, "tmpfs", path]);
		if (exitCode !== 0) throw new Error(`mount: ${stderr.toString().trim()}`);
	};
	try {
		mount(`size=${bytes}`);
	} catch (error) {
		rmdirSync(path);
		throw error;
	}
	return {
		path,
		makeReadOnly: () => mount("remount,ro"),
		[Symbol.dispose]() {
			// Lazily: a process that a failed test left behind may still hold it.
			Bun.spawnSync(["umount", "--lazy", path]);
			rmdirSync(path);
		},
	};
}

/** Whether this process may mount: in some containers not even root may. */
export function mayMount(): boolean {
	try {
		mountDisk(65_536)[Symbol.dispose]();
		return true;
	} catch {
		return false;
	}
}
