import { Database } from "bun:sqlite";
import { expect, setDefaultTimeout, test } from "bun:test";
import { join } from "node:path";
import { type ServingBinary, serveBinary } from "../support/binary.ts";
import { sendBatch, startSession, type Touch } from "../support/kiosk.ts";
import { startLoad } from "../support/load.ts";
import { addConsumer, temporaryDirectory } from "../support/service.ts";

setDefaultTimeout(60_000);

const ROUNDS = 25;
const SESSIONS = 4;

/** Acknowledgements in a round, at least and at most. */
const FEWEST = 5;
const MOST = 800;

const KEY = "0123456789abcdef0123456789abcdef";

/** The same numbers in every run, from 0 to 1. */
function* randomNumbers(seed: number): Generator<number, never> {
	// https://en.wikipedia.org/wiki/Linear_congruential_generator, as in Numerical Recipes
	for (let state = seed; ; ) {
		state = (state * 1_664_525 + 1_013_904_223) % 2 ** 32;
		yield state / 2 ** 32;
	}
}

/** Sends touches again, and gives the id of each one's event. */
async function repeat({ url }: ServingBinary, touches: Iterable<Touch>): Promise<Map<Touch, number>> {
	const all = [...touches];
	const ids = new Map<Touch, number>();
	for (let start = 0; start < all.length; start += 1000) {
		const batch = all.slice(start, start + 1000);
		const answers = await sendBatch(url, batch);
		for (const [index, touch] of batch.entries()) ids.set(touch, answers[index]?.event_id ?? Number.NaN);
	}
	return ids;
}

/** What the file holds, and what is wrong with it. */
function readFile(path: string) {
	using database = new Database(path, { readonly: true });
	return {
		integrity: database.query("PRAGMA integrity_check").all(),
		foreignKeys: database.query("PRAGMA foreign_key_check").all(),
		events: database
			.query<{ id: number; client_id: string }, []>("SELECT id, replace(client_id, '-', '') AS client_id FROM events")
			.all(),
		miscounted: database
			.query("SELECT id FROM sessions AS s WHERE events <> (SELECT count(*) FROM events WHERE session_id = s.id)")
			.all(),
	};
}

test(`${ROUNDS} times kill -9 under load: nothing acknowledged is lost, nothing is there twice`, async () => {
	using directory = temporaryDirectory();
	const path = join(directory.path, "ticks.db");
	addConsumer(path, "Kiosk", KEY);
	const random = randomNumbers(2017);
	const stored = new Map<Touch, number>();
	const tokens: string[] = [];
	let unanswered: readonly Touch[] = [];
	let lostAnswers = 0;

	/** A start after a crash; what was never answered is sent once more, as the client does, and counts from now on. */
	async function start(): Promise<ServingBinary> {
		const server = await serveBinary(["--db", path, "--log-level", "warn"]);
		for (const [touch, id] of await repeat(server, unanswered)) stored.set(touch, id);
		unanswered = [];
		return server;
	}

	for (let round = 0; round < ROUNDS; round++) {
		await using server = await start();
		while (tokens.length < SESSIONS) tokens.push(await startSession(server.url, KEY));
		const load = startLoad(server.url, tokens);
		await load.reach(FEWEST + Math.floor(random.next().value * (MOST - FEWEST)));
		expect(await server.end("SIGKILL")).toBe(137);
		await load.ended;
		expect(load.refused).toEqual([]);
		lostAnswers += load.unanswered.length;

		await using next = await start();
		expect(await repeat(next, load.acknowledged.keys())).toEqual(new Map(load.acknowledged));
		for (const [touch, id] of load.acknowledged) stored.set(touch, id);
		unanswered = load.unanswered;
		expect(await next.end("SIGKILL")).toBe(137);
	}
	// Else no crash came while the server was at work.
	expect(lostAnswers).toBeGreaterThan(ROUNDS);

	await using server = await start();
	expect(await repeat(server, stored.keys())).toEqual(stored);
	expect(await server.end()).toBe(0);

	const { events, ...file } = readFile(path);
	expect(file).toEqual({ integrity: [{ integrity_check: "ok" }], foreignKeys: [], miscounted: [] });
	expect(events.length).toBe(stored.size);
	expect(new Map(events.map(({ id, client_id }) => [client_id, id]))).toEqual(
		new Map([...stored].map(([touch, id]) => [touch.id.replaceAll("-", ""), id])),
	);
});
