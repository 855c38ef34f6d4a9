import { setPriority } from "node:os";

/**
 * Lets the thread that calls it step back: whoever touches a screen comes before whoever looks at figures. On Linux, where
 * this is a thread's own matter; elsewhere it would be the whole program's, and nothing is done.
 * @param niceness from 0 to 19, as `nice` has it
 */
export function stepBack(niceness: number): void {
	if (process.platform === "linux") setPriority(0, niceness);
}
