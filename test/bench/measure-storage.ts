import type { NewEvent } from "../../src/model/event.ts";
import { openDatabase } from "../../src/store/open-database.ts";
import { openStore } from "../../src/store/store.ts";
import { EVENTS_PER_LIVE_SESSION, LIVE_SESSIONS } from "./plan.ts";
import { median } from "./statistics.ts";

/** Events in a commit: what 64 connections make. */
const GROUP = 45;

const SECONDS = 2;

/**
 * What storing costs without HTTP, through group commit, in microseconds an event.
 * @param path a database that may be written to
 */
export async function measureStorage(path: string, tokens: readonly string[]): Promise<number> {
	const { database } = openDatabase(path);
	await using store = openStore({ database, newToken: () => "", sessionTimeoutMs: 1_800_000 });
	const costs: number[] = [];
	let stored = 0;
	const endMs = performance.now() + SECONDS * 1000;
	while (performance.now() < endMs) {
		const events = Array.from({ length: GROUP }, () => makeEvent(tokenOf(tokens, stored++)));
		const startedMs = performance.now();
		await Promise.all(events.map((event) => store.storeEvent(event)));
		costs.push(((performance.now() - startedMs) * 1000) / GROUP);
	}
	return median(costs);
}

/** As in `events.lua`. */
function tokenOf(tokens: readonly string[], event: number): string {
	const group = Math.floor(event / (LIVE_SESSIONS * EVENTS_PER_LIVE_SESSION));
	return tokens[(group * LIVE_SESSIONS + (event % LIVE_SESSIONS)) % tokens.length] ?? "";
}

function makeEvent(token: string): NewEvent {
	const now = Date.now();
	return {
		token,
		action: "click",
		data: '{"target":"exhibit-7","clickX":406,"clickY":300}',
		time: { at: now, sentAs: null },
		receivedAt: now,
		clientId: Buffer.from(Bun.randomUUIDv7("hex").replaceAll("-", ""), "hex"),
	};
}
