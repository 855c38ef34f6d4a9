import { texts } from "./language.ts";

/** What the page says of the server's errors, by their codes. */
const SENTENCES: Readonly<Record<string, string>> = {
	unreachable: texts.notReached,
	api_key_required: texts.keyMissing,
	api_key_wrong: texts.keyWrong,
	reads_are_local: texts.readsAreLocal,
	changes_are_local: texts.changesAreLocal,
	unknown_consumer_id: texts.notThere,
	unknown_session_id: texts.noSession,
	unknown_share_id: texts.notThere,
	not_found: texts.notThere,
	name_taken: texts.nameTaken,
	limit_reached: texts.limitReached,
	too_large: texts.tooLarge,
	rate_limited: texts.tooOften,
	internal: texts.wentWrong,
	busy: texts.busy,
	shutting_down: texts.shuttingDown,
	disk_full: texts.diskFull,
};

/** What to say of an error: in the page's language where it is a common one, else in the server's words. */
export function sentenceOf(code: string, servers: string): string {
	return Object.hasOwn(SENTENCES, code) ? (SENTENCES[code] ?? servers) : servers;
}
