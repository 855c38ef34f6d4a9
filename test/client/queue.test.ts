import { expect, test } from "bun:test";
import fc from "fast-check";
import { deliver, type Sessions } from "../../src/client/deliver.ts";
import type { Item, Queued } from "../../src/client/item.ts";
import type { Post, Reply } from "../../src/client/post.ts";
import { uuidV7 } from "../../src/client/time.ts";

/** A server that keeps the contract, and the network in front of it. */
class Museum {
	readonly sessions = new Map<string, string>();
	readonly stored: string[] = [];
	readonly stopped = new Set<string>();

	/** What happens to the requests, in turn; then all is well. */
	constructor(readonly faults: Fault[]) {}

	readonly post: Post = async (path, body) => {
		const fault = this.faults.shift() ?? "well";
		if (fault === "away") return { status: 0 };
		if (fault === "busy") return { status: 503, waitMs: 1000 };
		const reply = this.answer(path, body as Record<string, unknown>);
		// It was stored, and nobody was told.
		if (fault === "unheard") return { status: 0 };
		if (fault === "forgetful") this.sessions.clear();
		return reply;
	};

	private answer(path: string, body: Record<string, unknown>): Reply {
		if (path === "/sessions") {
			const token = this.sessions.get(`${body["id"]}`) ?? `token ${body["id"]}`;
			this.sessions.set(`${body["id"]}`, token);
			return { status: 200, token };
		}
		if (path === "/heartbeat") return { status: 200 };
		if (path === "/sessions/stop") {
			if (!this.knows(body["token"])) return { status: 404, code: "unknown_session" };
			this.stopped.add(`${body["token"]}`);
			return { status: 200 };
		}
		const events = body["events"] as Record<string, unknown>[];
		if (events.length > 1 && events.some(({ action }) => action === "poison"))
			return { status: 400, code: "malformed_body" };
		return { status: 200, results: events.map((event) => this.store(event)) };
	}

	private store({ token, id, action }: Record<string, unknown>): Reply {
		if (!this.knows(token)) return { status: 404, code: "unknown_session" };
		if (action === "poison") return { status: 400, code: "invalid_parameter" };
		if (!this.stored.includes(`${id}`)) this.stored.push(`${id}`);
		return { status: 200 };
	}

	private knows(token: unknown): boolean {
		return [...this.sessions.values()].includes(`${token}`);
	}
}

type Fault = "well" | "away" | "busy" | "unheard" | "forgetful";

/** Visits: for each, what was touched, and whether it was stopped. */
const visits = fc.array(
	fc.record({
		actions: fc.array(fc.constantFrom("click", "click", "screen", "poison"), { maxLength: 6 }),
		stops: fc.boolean(),
		startLost: fc.boolean(),
	}),
	{ minLength: 1, maxLength: 6 },
);
const faults = (...kinds: Fault[]) => fc.array(fc.constantFrom<Fault>("well", ...kinds), { maxLength: 12 });

function itemsOf(history: { actions: string[]; stops: boolean; startLost: boolean }[]): Item[] {
	return history.flatMap(({ actions, stops, startLost }, visit) => {
		const session = uuidV7(1000 * (visit + 1));
		const at = (index: number) => 1000 * (visit + 1) + index;
		return [
			...(startLost ? [] : [{ path: "/sessions", session, body: { id: session, ts: at(0) } } as const]),
			...actions.map(
				(action, index) =>
					({ path: "/events", session, body: { id: uuidV7(at(index)), ts: at(index), action } }) as const,
			),
			{ path: "/heartbeat", session: "", body: { ts: at(9) } } as const,
			...(stops ? [{ path: "/sessions/stop", session, body: { ts: at(8) } } as const] : []),
		];
	});
}

/** Delivers again and again, as the queue does; a page that is loaded anew has forgotten what it knew of sessions. */
async function drain(museum: Museum, items: readonly Item[], reloads: boolean) {
	let queue: Queued[] = items.map((item, key) => ({ key, item }));
	let sessions: Sessions = new Map();
	const dead: Item[] = [];
	for (let tries = 0; queue.length > 0; tries++) {
		if (tries > 100) throw new Error("It does not come to an end.");
		if (reloads && tries % 3 === 2) sessions = new Map();
		const outcome = await deliver(queue.slice(0, 5), sessions, museum.post);
		const gone = new Set([...outcome.done, ...outcome.dead].map(({ key }) => key));
		expect(gone.size).toBe(outcome.done.length + outcome.dead.length);
		dead.push(...outcome.dead.map(({ item }) => item));
		queue = queue.filter(({ key }) => !gone.has(key));
	}
	return dead;
}

const idsOf = (items: readonly Item[], poisoned: boolean) =>
	items
		.filter(({ path, body }) => path === "/events" && (body["action"] === "poison") === poisoned)
		.map(({ body }) => body["id"]);

test("whatever happens on the way, each event is stored once and in order, and only what is refused is put aside", async () => {
	await fc.assert(
		fc.asyncProperty(visits, faults("away", "busy", "unheard"), fc.boolean(), async (history, on, reloads) => {
			const museum = new Museum([...on]);
			const items = itemsOf(history);
			const dead = await drain(museum, items, reloads);
			expect(museum.stored).toEqual(idsOf(items, false) as string[]);
			expect(dead.map(({ body }) => body["id"])).toEqual(idsOf(items, true));
			const stops = items.filter(({ path }) => path === "/sessions/stop").length;
			expect(museum.stopped.size).toBe(stops);
		}),
		{ numRuns: 500 },
	);
});

test("a server that forgets its sessions once loses nothing that comes after", async () => {
	await fc.assert(
		fc.asyncProperty(visits, fc.nat(8), async (history, after) => {
			const museum = new Museum([...Array<Fault>(after).fill("well"), "forgetful"]);
			const items = itemsOf(history);
			const dead = await drain(museum, items, false);
			// A session that is started anew comes behind the others; in itself it keeps its order.
			for (const session of new Set(items.map((item) => item.session))) {
				const own = idsOf(
					items.filter((item) => item.session === session),
					false,
				);
				expect(museum.stored.filter((id) => own.includes(id))).toEqual(own as string[]);
			}
			expect(museum.stored.length).toBe(idsOf(items, false).length);
			expect(dead.map(({ body }) => body["id"]).toSorted()).toEqual(idsOf(items, true).toSorted());
		}),
		{ numRuns: 500 },
	);
});
