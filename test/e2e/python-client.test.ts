import { Database } from "bun:sqlite";
import { expect, setDefaultTimeout, test } from "bun:test";
import { readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { serveBinary } from "../support/binary.ts";
import { lacks } from "../support/debian.ts";
import { addConsumer, temporaryDirectory } from "../support/service.ts";

setDefaultTimeout(60_000);

const PYTHON = Bun.which("python3");
const test3 = test.skipIf(lacks(PYTHON !== null, "python3 (Debian's package python3)"));
const KEY = "0123456789abcdef0123456789abcdef";

/** Does what it is told, a line each; tells what came of it. The wall clock is off by so many seconds. */
const PROGRAM = `
import json, logging, sys, time
folder, host, options, offset = json.loads(sys.argv[1])
wall = time.time
time.time = lambda: wall() + offset
sys.path.insert(0, folder)
logging.basicConfig()
from microticks import Microticks
ticks = Microticks(host, "${KEY}", "queue.db", **options)
for line in sys.stdin:
    name, *given = json.loads(line)
    answer = None
    if name == "many":
        for n in range(*given):
            ticks.track("click", {"n": n})
            if n % 20 == 0:
                ticks.flush(0)
    elif name == "endless":
        n = 0
        while True:
            ticks.track("click", {"n": n})
            ticks.flush(0)
            print(n, flush=True)
            n += 1
    elif name == "set_clock":
        offset = given[0]
    else:
        answer = getattr(ticks, name)(*given)
    print(json.dumps(answer), flush=True)
`;

interface Options {
	readonly settings?: Record<string, unknown>;
	readonly clockOffset?: number;
}

/** A Python program that measures, and is told what to do. */
function startPython(cwd: string, host: string, { settings = {}, clockOffset = 0 }: Options = {}) {
	const examples = join(import.meta.dir, "../../examples/python");
	const child = Bun.spawn(
		[PYTHON ?? "python3", "-c", PROGRAM, JSON.stringify([examples, host, settings, clockOffset])],
		{
			cwd,
			env: { PATH: process.env["PATH"] ?? "", PYTHONDONTWRITEBYTECODE: "1" },
			stdin: "pipe",
			stdout: "pipe",
			stderr: "pipe",
		},
	);
	const lines = readLines(child.stdout);
	const stderr = child.stderr.text();
	const call = async (...line: readonly unknown[]): Promise<unknown> => {
		child.stdin.write(`${JSON.stringify(line)}\n`);
		await child.stdin.flush();
		const { value } = await lines.next();
		if (value === undefined) throw new Error(`The program ended: ${await stderr}`);
		return JSON.parse(value);
	};
	return {
		child,
		lines,
		call,
		/** Until all is sent, whatever goes wrong meanwhile: a flush tries at once. */
		async sendAll() {
			while ((await call("flush", 0.5)) !== true);
		},
		/** Closes it, and gives what it has said. */
		async close(): Promise<string> {
			await call("close");
			child.stdin.end();
			await child.exited;
			return await stderr;
		},
		[Symbol.dispose]: () => child.kill("SIGKILL"),
	};
}

async function* readLines(stream: ReadableStream<Uint8Array>): AsyncGenerator<string, undefined> {
	const decoder = new TextDecoder();
	let rest = "";
	for await (const chunk of stream) {
		const lines = (rest + decoder.decode(chunk, { stream: true })).split("\n");
		rest = lines.pop() ?? "";
		yield* lines;
	}
	return undefined;
}

/** A place for a server's file and the program's queue. */
function openPlace() {
	const directory = temporaryDirectory();
	const path = join(directory.path, "ticks.db");
	addConsumer(path, "Kiosk", KEY);
	const query = <Row>(sql: string, file = "ticks.db") => {
		using database = new Database(join(directory.path, file), { readonly: true });
		return database.query<Row, []>(sql).all();
	};
	return {
		path: directory.path,
		query,
		serve: (port: string | number = 0) => serveBinary(["--db", path, "--port", `${port}`, "--log-level", "warn"]),
		/** Numbers of the clicks, in the order in which they were stored. */
		clicks: () =>
			query<{ n: number }>("SELECT data ->> 'n' AS n FROM events WHERE action = 'click' ORDER BY id").map(({ n }) => n),
		sessions: () =>
			query<{ stop_reason: string; stopped_at: string; last: string; data: string }>(
				`SELECT stop_reason, stopped_at, data, (SELECT max(time) FROM events WHERE session_id = sessions.id) AS last
				FROM sessions ORDER BY id`,
			),
		[Symbol.dispose]: () => directory[Symbol.dispose](),
	};
}

/** Stands before a server, and may answer in its stead. */
function openFront(target: string, answer: (body: string) => Response | undefined) {
	const front = Bun.serve({
		port: 0,
		hostname: "127.0.0.1",
		async fetch(request) {
			const body = await request.text();
			const { pathname } = new URL(request.url);
			const headers = { "content-type": "application/json" };
			return answer(body) ?? (await fetch(target + pathname, { method: "POST", body, headers }));
		},
	});
	return { url: `http://127.0.0.1:${front.port}/`, [Symbol.asyncDispose]: () => front.stop(true) };
}

const upTo = (count: number, first = 0) => Array.from({ length: count }, (_, index) => first + index);

test3("the server is killed five times: each event arrives once, in order", async () => {
	using place = openPlace();
	let server = await place.serve();
	const { port } = new URL(server.url);
	using python = startPython(place.path, server.url);
	for (const round of upTo(5)) {
		const tracked = python.call("many", round * 200, round * 200 + 200);
		while (place.clicks().length < round * 200 + 20);
		expect(await server.end("SIGKILL")).toBe(137);
		await tracked;
		server = await place.serve(port);
		await python.sendAll();
	}
	expect(await python.close()).toBe("");
	await server.end();
	expect(place.clicks()).toEqual(upTo(1000));
	expect(place.sessions()).toMatchObject([{ stop_reason: "closed" }]);
	// No lock of a program that has ended lies about.
	expect(readdirSync(place.path).filter((name) => name.includes("alive"))).toEqual([]);
});

test3(
	"the program is killed: the next one sends what it has left, and stops its session at its last event",
	async () => {
		using place = openPlace();
		await using server = await place.serve();
		using killed = startPython(place.path, server.url);
		void killed.call("endless").catch(() => undefined);
		let kept = 0;
		for await (const line of killed.lines) {
			kept = Number(line);
			if (kept >= 300) killed.child.kill("SIGKILL");
		}
		using next = startPython(place.path, server.url);
		while (place.sessions()[0]?.stop_reason !== "interrupted") await next.call("flush", 0.5);
		const clicks = place.clicks();
		// The last one may have been kept, and not told of.
		expect(clicks).toEqual(upTo(Math.max(kept + 1, Math.min(clicks.length, kept + 2))));
		expect(place.sessions().map(({ stopped_at, last }) => stopped_at === last)).toEqual([true]);
		expect(await next.close()).toBe("");
	},
);

test3("answers that say nothing for good are asked again, when the server wants to be", async () => {
	using place = openPlace();
	await using server = await place.serve();
	const answers = [
		() => new Response("busy", { status: 503, headers: { "retry-after": "1" } }),
		() => Response.json({ status: 429, code: "rate_limited", error: "" }, { status: 429 }),
		() => new Response("<h1>Please log in</h1>"),
		() => new Response("<h1>Not found</h1>", { status: 404 }),
		() => Response.json({ error: "of another service" }, { status: 400 }),
		() => Response.redirect("/elsewhere", 302),
		() => new Response("\0\xff{", { status: 500 }),
	];
	const asked: number[] = [];
	await using front = openFront(server.url, () => {
		asked.push(performance.now());
		return answers.shift()?.();
	});
	using python = startPython(place.path, front.url);
	await python.call("many", 0, 50);
	await python.sendAll();
	expect(await python.close()).toBe("");
	expect(answers).toEqual([]);
	expect(place.clicks()).toEqual(upTo(50));
	const [first = 0, second = 0] = asked;
	expect(second - first).toBeGreaterThanOrEqual(990);
});

test3("what is refused for good is put aside alone, with the reason, and told of once", async () => {
	using place = openPlace();
	await using server = await place.serve();
	await using front = openFront(server.url, (body) =>
		body.includes('"poison"')
			? Response.json({ status: 400, code: "malformed_body", error: "No." }, { status: 400 })
			: undefined,
	);
	using python = startPython(place.path, front.url);
	await python.call("many", 0, 30);
	await python.call("track", "poison");
	await python.call("track", "a".repeat(201));
	await python.call("track", "b".repeat(201));
	await python.call("many", 30, 60);
	await python.sendAll();
	const said = await python.close();
	expect(place.clicks()).toEqual(upTo(60));
	expect(place.query("SELECT body ->> 'action' AS action, code FROM dead ORDER BY seq", "queue.db")).toEqual([
		{ action: "poison", code: "malformed_body" },
		{ action: "a".repeat(201), code: "too_large" },
		{ action: "b".repeat(201), code: "too_large" },
	]);
	expect(said.match(/\((malformed_body|too_large)\)/g)?.toSorted()).toEqual(["(malformed_body)", "(too_large)"]);
});

test3("sessions start with no server there, and the oldest events go when there is no room", async () => {
	using place = openPlace();
	const server = await place.serve();
	await server.end();
	using python = startPython(place.path, server.url, { settings: { max_events: 50 } });
	await python.call("start_session", { room: "3" });
	await python.call("many", 0, 80);
	await python.call("stop_session", "leave");
	await python.call("start_session");
	await using _again = await place.serve(new URL(server.url).port);
	await python.sendAll();
	await python.close();
	expect(place.clicks()).toEqual(upTo(50, 30));
	expect(place.sessions().map(({ stop_reason, data }) => [stop_reason, JSON.parse(data)])).toEqual([
		["leave", { room: "3" }],
		["closed", { lost: 30 }],
	]);
});

test3(
	"a clock that is wrong, and is then set: times are true, and an idle session ends at its last event",
	async () => {
		using place = openPlace();
		await using server = await place.serve();
		const begun = Date.now();
		using python = startPython(place.path, server.url, { settings: { idle_timeout: 0.5 }, clockOffset: -40 * 86_400 });
		await python.call("track", "click", { n: 0 });
		await python.call("set_clock", 86_400);
		await python.call("track", "click", { n: 1 });
		while (place.sessions()[0]?.stop_reason !== "idle") await python.call("flush", 0.5);
		expect(await python.close()).toBe("");
		const times = place
			.query<{ time: string }>("SELECT time FROM events ORDER BY id")
			.map(({ time }) => Date.parse(time));
		expect(place.clicks()).toEqual([0, 1]);
		for (const time of times) expect(time).toBeWithin(begun - 1000, Date.now() + 1000);
		expect(place.sessions().map(({ stopped_at, last }) => Date.parse(stopped_at) - Date.parse(last))).toEqual([
			expect.closeTo(0, -3),
		]);
		const beats = place.query<{ first_at: string }>("SELECT first_at FROM heartbeats");
		expect(beats.map(({ first_at }) => Date.parse(first_at) >= begun - 1000)).toEqual([true]);
	},
);

test3("two programs on one file: nothing twice, each session in order, and neither fails", async () => {
	using place = openPlace();
	await using server = await place.serve();
	using one = startPython(place.path, server.url);
	using other = startPython(place.path, server.url);
	await Promise.all([one.call("many", 0, 300), other.call("many", 1000, 1300)]);
	await Promise.all([one.sendAll(), other.sendAll()]);
	expect(await Promise.all([one.close(), other.close()])).toEqual(["", ""]);
	const clicks = place.clicks();
	expect(clicks.filter((n) => n < 1000)).toEqual(upTo(300));
	expect(clicks.filter((n) => n >= 1000)).toEqual(upTo(300, 1000));
	expect(place.sessions()).toMatchObject([{ stop_reason: "closed" }, { stop_reason: "closed" }]);
});

test3("a queue file that is damaged is put aside, and made anew", async () => {
	using place = openPlace();
	await using server = await place.serve();
	writeFileSync(join(place.path, "queue.db"), "not a database ".repeat(1000));
	using python = startPython(place.path, server.url);
	await python.call("many", 0, 5);
	await python.sendAll();
	expect(await python.close()).toContain("is damaged");
	expect(place.clicks()).toEqual(upTo(5));
	expect(readdirSync(place.path).some((name) => name.startsWith("queue.db.damaged-"))).toBe(true);
});
