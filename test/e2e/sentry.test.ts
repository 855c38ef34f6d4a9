import { Database } from "bun:sqlite";
import { expect, setDefaultTimeout, test } from "bun:test";
import { join } from "node:path";
import { serveBinary } from "../support/binary.ts";
import { get, newTouch, sendTouch, startSession } from "../support/kiosk.ts";
import { addConsumer, temporaryDirectory } from "../support/service.ts";

setDefaultTimeout(30_000);

const KEY = "0123456789abcdef0123456789abcdef";
const VISITOR = "what the visitor wrote";

/** A server that takes what is reported. */
function startSentry(answer: () => Response | Promise<Response> = () => Response.json({})) {
	const received: { path: string; body: string; headers: string }[] = [];
	const server = Bun.serve({
		port: 0,
		hostname: "127.0.0.1",
		async fetch(request) {
			const bytes = await request.arrayBuffer();
			const body = request.headers.get("content-encoding") === "gzip" ? Bun.gunzipSync(bytes) : bytes;
			received.push({
				path: new URL(request.url).pathname,
				body: new TextDecoder().decode(body),
				headers: JSON.stringify(Object.fromEntries(request.headers)),
			});
			return answer();
		},
	});
	return {
		dsn: `http://public@127.0.0.1:${server.port}/1`,
		received,
		[Symbol.asyncDispose]: () => server.stop(true),
	};
}

/** Serves with a DSN or none, and provokes an error in the middle of a write, whose message has in it what it should not. */
async function failOnce(environment: Record<string, string>) {
	using directory = temporaryDirectory();
	const path = join(directory.path, "ticks.db");
	addConsumer(path, "Kiosk", KEY);
	await using server = await serveBinary(["--db", path], { env: environment });
	const token = await startSession(server.url, KEY);
	using other = new Database(path);
	other.run(`CREATE TRIGGER trap BEFORE INSERT ON event_records BEGIN
		SELECT RAISE(ABORT, 'trap for ${token} of ${KEY} from 192.0.2.7 or 2001:db8::7 "${VISITOR}"');
	END`);
	const answer = await sendTouch(server.url, newTouch(token), VISITOR);
	expect(answer).toEqual({
		status: 500,
		code: "internal",
		error: "Something went wrong here.",
		error_id: expect.stringMatching(/^[0-9a-f]{8}-[0-9a-f-]{27}$/),
	});
	other.run("DROP TRIGGER trap");
	expect(await sendTouch(server.url, newTouch(token))).toMatchObject({ status: 200 });
	expect(await get(server.url, "/healthz")).toEqual({ status: 200 });
	const startedMs = performance.now();
	expect(await server.end()).toBe(0);
	const log = server.said.stderr;
	return { errorId: `${answer.error_id}`, token, stopMs: performance.now() - startedMs, log, url: server.url };
}

test("an error is reported under the id that the client and the log have, and with nothing of anybody's", async () => {
	await using sentry = startSentry();
	const { errorId, token, log, url } = await failOnce({ MICROTICKS_SENTRY_DSN: sentry.dsn });
	expect(log).toContain(`"message":"internal error","error_id":"${errorId}"`);

	const [report, ...more] = sentry.received;
	expect([report?.path, more]).toEqual(["/api/1/envelope/", []]);
	const [, header, event] = (report?.body ?? "").split("\n").map((line) => JSON.parse(line || "null"));
	expect(header).toMatchObject({ type: "event" });
	expect(event).toMatchObject({
		level: "error",
		release: expect.stringMatching(/^microticks@\d+\.\d+\.\d+$/),
		tags: { error_id: errorId },
		exception: {
			values: [{ type: "SQLiteError", value: 'trap for [hex] of [hex] from [address] or [address] "…"' }],
		},
	});
	const sent = `${report?.body}${report?.headers}`;
	for (const secret of [token, KEY, VISITOR, "192.0.2.7", "2001:db8", "Kiosk", new URL(url).host]) {
		expect(sent).not.toContain(secret);
	}
	expect(event).not.toHaveProperty("user");
	expect(event).not.toHaveProperty("request");
	expect(event).not.toHaveProperty("server_name");
});

test("without a DSN nothing is sent, and the log tells all the same", async () => {
	await using sentry = startSentry();
	const { errorId, log } = await failOnce({ SENTRY_DSN: sentry.dsn });
	expect(log).toContain(`"message":"internal error","error_id":"${errorId}"`);
	expect(sentry.received).toEqual([]);
});

test("a Sentry that refuses, or never answers, holds nothing up", async () => {
	await using refusing = startSentry(() => new Response(null, { status: 429 }));
	expect((await failOnce({ MICROTICKS_SENTRY_DSN: refusing.dsn })).stopMs).toBeLessThan(3000);
	await using silent = startSentry(() => new Promise<Response>(() => undefined));
	expect((await failOnce({ MICROTICKS_SENTRY_DSN: silent.dsn })).stopMs).toBeLessThan(3000);
	expect(silent.received).toHaveLength(1);
	const gone = startSentry();
	await gone[Symbol.asyncDispose]();
	expect((await failOnce({ MICROTICKS_SENTRY_DSN: gone.dsn })).stopMs).toBeLessThan(3000);
});
