import type { Server } from "./contenders.ts";
import { countUnpacked } from "./history-facts.ts";

const LOOK_MS = 200;

/** Resolves when reports are answered. @throws where the server ends */
export async function untilReportsAreReady(server: Server): Promise<void> {
	for (;;) {
		const response = await fetch(`${server.url}/reports/totals`);
		const text = await response.text();
		if (response.status === 200) return;
		if (response.status !== 503) throw new Error(`/reports/totals was answered with ${response.status}: ${text}`);
		await Bun.sleep(LOOK_MS);
	}
}

/** Resolves when each session is in its pack. @returns seconds since the call */
export async function untilPacked(server: Server, path: string): Promise<number> {
	const startedMs = performance.now();
	await untilReportsAreReady(server);
	while (countUnpacked(path) > 0) {
		if (server.process.exitCode !== null) throw new Error(`The server ended with ${server.process.exitCode}`);
		await Bun.sleep(LOOK_MS);
	}
	return (performance.now() - startedMs) / 1000;
}
