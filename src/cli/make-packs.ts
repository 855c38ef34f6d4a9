import type { Database } from "bun:sqlite";
import type { Instant } from "../model/time.ts";
import { QUIET_MS } from "../reports/packing.ts";
import { preparePackContents } from "../reports/packs/pack-contents.ts";
import { type Rebuilt, rebuildReports } from "../reports/rebuild-reports.ts";
import type { Snapshots } from "../reports/snapshot.ts";
import { createPackWriter } from "../store/packs.ts";
import { readSessionTimeout } from "../store/settings.ts";

/**
 * Makes what the reports read anew from a file's rows, as {@link rebuildReports} does.
 * @param onPart told after each part how many sessions were in it
 */
export function makePacks(
	database: Database,
	snapshots: Snapshots,
	now: Instant,
	onPart: (sessions: number) => void,
): Rebuilt {
	return rebuildReports({
		snapshots,
		contents: preparePackContents(database),
		rule: { quietSince: now - QUIET_MS, silentSince: now - readSessionTimeout(database) },
		keep: createPackWriter(database),
		onPart,
	});
}
