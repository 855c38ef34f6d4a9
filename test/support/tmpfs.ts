import { mkdtempSync, rmdirSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** A disk of its own, as large as a test wants it. */
export interface TestDisk extends Disposable {
	readonly path: string;
}

/**
 * Mounts a disk in memory.
 * @param bytes its size
 * @throws where this process may not mount
 */
export function mountDisk(bytes: number): TestDisk {
	const path = mkdtempSync(join(tmpdir(), "microticks-disk-"));
	const { exitCode, stderr } = Bun.spawnSync(["mount", "-t", "tmpfs", "-o", `size=${bytes}`, "tmpfs", path]);
	if (exitCode !== 0) {
		rmdirSync(path);
		throw new Error(`mount: ${stderr.toString().trim()}`);
	}
	return {
		path,
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
