import { KIOSKS } from "../../src/demo/exhibition.ts";
import { createRandom } from "../../src/demo/random.ts";
import { makeVisits } from "../../src/demo/visits.ts";
import { PART_SESSIONS } from "../../src/model/reports/pack-update.ts";
import { prepareConsumers } from "../../src/store/consumers.ts";
import { insertHistory } from "../../src/store/insert-history.ts";
import { openDatabase } from "../../src/store/open-database.ts";

const DAY = 86_400_000;

/** What {@link fillHistory} puts into a file. */
export interface FilledHistory {
	readonly sessions: number;
	readonly events: number;
	/** The keys of its consumers. */
	readonly keys: readonly string[];
	/** The tokens of its sessions, the oldest first. */
	readonly tokens: readonly string[];
}

/**
 * Makes a file with believable visits of some days before a time, of which no pack speaks yet.
 * @param parts over how many parts the sessions' ids are spread
 */
export function fillHistory(
	path: string,
	{ days, until, seed, parts = 1 }: { days: number; until: number; seed: number; parts?: number },
): FilledHistory {
	using database = openDatabase(path).database;
	database.run("PRAGMA synchronous = OFF");
	const consumers = prepareConsumers(database);
	const keys = KIOSKS.map((_, index) => `${index}`.repeat(32));
	const ids = KIOSKS.map(({ name }, index) =>
		consumers.insert({ name, key: keys[index] ?? "", ipFilter: null, createdAt: until - days * DAY }),
	);
	const tokens: string[] = [];
	const newToken = () => {
		const token = tokens.length.toString(16).padStart(32, "0");
		tokens.push(token);
		return token;
	};
	const visits = [...makeVisits(createRandom(seed), { from: until - days * DAY, to: until }, "UTC")];
	const filled = { sessions: 0, events: 0, keys, tokens };
	for (let part = 0; part < parts; part++) {
		const lastId = Math.max(0, part * PART_SESSIONS - 1);
		database.run("UPDATE sqlite_sequence SET seq = ? WHERE name = 'session_records'", [lastId]);
		const own = visits.slice((part * visits.length) / parts, ((part + 1) * visits.length) / parts);
		const { sessions, events } = insertHistory(database, ids, own, newToken);
		filled.sessions += sessions;
		filled.events += events;
	}
	return filled;
}
