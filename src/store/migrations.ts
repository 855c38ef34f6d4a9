import records from "./migrations/0001-records.sql" with { type: "text" };
import from2017 from "./migrations/0002-from-2017.sql" with { type: "text" };
import views from "./migrations/0003-views.sql" with { type: "text" };
import reports from "./migrations/0004-reports.sql" with { type: "text" };
import shares from "./migrations/0005-shares.sql" with { type: "text" };
import pictures from "./migrations/0006-pictures.sql" with { type: "text" };
import deletions from "./migrations/0007-deletions.sql" with { type: "text" };
import kioskPictures from "./migrations/0008-kiosk-pictures.sql" with { type: "text" };

/** A step from one version of the database to the next. Append only: what has run somewhere never changes. */
export interface Migration {
	/** `user_version` after it. */
	readonly version: number;
	readonly name: string;
	readonly sql: string;
}

/** All steps, in order. */
export const MIGRATIONS: readonly Migration[] = [
	{ version: 1, name: "0001-records", sql: records },
	{ version: 2, name: "0002-from-2017", sql: from2017 },
	{ version: 3, name: "0003-views", sql: views },
	{ version: 4, name: "0004-reports", sql: reports },
	{ version: 5, name: "0005-shares", sql: shares },
	{ version: 6, name: "0006-pictures", sql: pictures },
	{ version: 7, name: "0007-deletions", sql: deletions },
	{ version: 8, name: "0008-kiosk-pictures", sql: kioskPictures },
];

/** The version that this program writes. */
export const LATEST_VERSION = MIGRATIONS.length;

/** In the header of each file of ours, as ASCII "MTIK": `file` and SQLite's own tools show it. */
export const APPLICATION_ID = 0x4d_54_49_4b;
