/**
 * The least that an HTTP service with this storage can be: a bare `Bun.serve`, no framework, no check of what comes.
 *
 *     bare-server DATABASE PORT grouped|single
 *
 * `grouped` stores through the service's own group commit: the ceiling. `single` runs the same statements in one
 * transaction a request.
 */
import type { Database } from "bun:sqlite";
import { clientIdBytes } from "../../src/model/client-id.ts";
import type { NewEvent } from "../../src/model/event.ts";
import { prepareConsumers } from "../../src/store/consumers.ts";
import { prepareEvents } from "../../src/store/events.ts";
import { openDatabase } from "../../src/store/open-database.ts";
import { prepareSessions } from "../../src/store/sessions.ts";
import { openStore } from "../../src/store/store.ts";

const JSON_ANSWER = { headers: { "access-control-allow-origin": "*", "content-type": "application/json" } };

const [path = "", port = "", mode = ""] = process.argv.slice(2);
const { database } = openDatabase(path);
const store = mode === "grouped" ? openGrouped(database) : openSingle(database);

const server = Bun.serve({
	hostname: "127.0.0.1",
	port: Number(port),
	reusePort: false,
	development: false,
	async fetch(request) {
		if (request.method !== "POST") return new Response('{"status":200}', JSON_ANSWER);
		const id = await store.storeEvent(await readEvent(request));
		return new Response(`{"status":200,"event_id":${id}}`, JSON_ANSWER);
	},
});

process.on("SIGTERM", async () => {
	await server.stop(false);
	await store[Symbol.asyncDispose]();
	process.exit(0);
});

/** What the bare server writes through. */
interface EventStore extends AsyncDisposable {
	storeEvent(event: NewEvent): Promise<number> | number;
}

function openGrouped(database: Database): EventStore {
	return openStore({ database, newToken: () => "", sessionTimeoutMs: 1_800_000 });
}

function openSingle(database: Database): EventStore {
	const sessions = prepareSessions(database, prepareConsumers(database), () => "");
	const events = prepareEvents(database, sessions);
	const begin = database.prepare("BEGIN IMMEDIATE");
	const commit = database.prepare("COMMIT");
	return {
		storeEvent(event) {
			begin.run();
			const id = events.store(event);
			commit.run();
			return id;
		},
		[Symbol.asyncDispose]: async () => database.close(),
	};
}

async function readEvent(request: Request): Promise<NewEvent> {
	const isJson = request.headers.get("content-type") === "application/json";
	const fields = isJson ? ((await request.json()) as Record<string, string>) : readForm(await request.text());
	const { token = "", action = "", data = "", ts = "", id } = fields;
	return {
		token,
		action,
		data,
		time: { at: Date.parse(ts), sentAs: null },
		receivedAt: Date.now(),
		clientId: id === undefined ? null : clientIdBytes(id),
	};
}

function readForm(text: string): Record<string, string> {
	const fields: Record<string, string> = {};
	for (const pair of text.split("&")) {
		const end = pair.indexOf("=");
		const value = pair.slice(end + 1);
		fields[pair.slice(0, end)] = value.includes("%") ? decodeURIComponent(value) : value;
	}
	return fields;
}
