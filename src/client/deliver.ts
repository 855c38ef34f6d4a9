import type { DeadLetter, Queued } from "./item.ts";
import { isTemporary, type Post, type Reply } from "./post.ts";
import { timeOfUuid } from "./time.ts";

/** What came of a try to deliver. What is in neither list stays in the queue. */
export interface Outcome {
	/** What the server has acknowledged. */
	readonly done: Queued[];
	/** What it refused for good. */
	readonly dead: (Queued & DeadLetter)[];
	/** Set where the rest must wait: the least milliseconds until the next try. */
	waitMs?: number;
}

/** What the server answered to the start of each session, by the client's id of it. */
export type Sessions = Map<string, Reply & { readonly renewed?: boolean }>;

/**
 * Delivers the head of the queue: starts the sessions, sends the events in order, then stops and signs of life. So a
 * session may start with no server there, and no event comes after its session's stop.
 * @param sessions what is known of them; a token that is missing is asked for, for the same start is answered the same
 */
export async function deliver(items: readonly Queued[], sessions: Sessions, post: Post): Promise<Outcome> {
	const outcome: Outcome = { done: [], dead: [] };
	const events: Queued[] = [];
	const rest: Queued[] = [];

	for (const queued of items) {
		const { path, session, body } = queued.item;
		const starts = path === "/sessions";
		if (starts || (session && !sessions.get(session)?.status)) {
			const reply = await post("/sessions", starts ? body : { id: session, ts: timeOfUuid(session) });
			if (isTemporary(reply) || (reply.status === 200 && !reply.token)) {
				wait(reply);
				return outcome;
			}
			sessions.set(session, { ...sessions.get(session), ...reply });
		}
		const started = sessions.get(session);
		if (started && (starts || !started.token)) settle(queued, started);
		else (path === "/events" ? events : rest).push(queued);
	}
	await sendEvents(events);
	for (const queued of rest) {
		const { path, session } = queued.item;
		if (outcome.waitMs === undefined && (!session || sessions.get(session)?.token)) {
			settle(queued, await post(path, bodyOf(queued)));
		}
	}
	return outcome;

	function wait({ waitMs = 0 }: Reply): void {
		outcome.waitMs = Math.max(outcome.waitMs ?? 0, waitMs);
	}

	function bodyOf({ item: { session, body } }: Queued): object {
		return { token: sessions.get(session)?.token, ...body };
	}

	function settle(queued: Queued, reply: Reply): void {
		const { item, key } = queued;
		const { status, code = `${status}`, error = code } = reply;
		if (isTemporary(reply)) wait(reply);
		else if (status === 200) outcome.done.push(queued);
		else if (code === "unknown_session" && !sessions.get(item.session)?.renewed) {
			// The server's file was replaced: the session is started anew there, once.
			sessions.set(item.session, { status: 0, renewed: true });
		} else if (code !== "unknown_session" || sessions.get(item.session)?.token)
			outcome.dead.push({ key, item, code, message: error });
	}

	async function sendEvents(batch: readonly Queued[]): Promise<void> {
		const [only] = batch;
		if (!only || outcome.waitMs !== undefined) return;
		const reply = await post("/events/batch", { events: batch.map(bodyOf) });
		const { status, results } = reply;
		if (status === 200 && results?.length === batch.length) {
			for (const [index, queued] of batch.entries()) settle(queued, results[index] ?? reply);
		} else if (status === 200 || isTemporary(reply)) wait(reply);
		else if (batch.length > 1) {
			// One of them is at fault, or all are too much: only what is refused alone is refused.
			const half = batch.length >> 1;
			await sendEvents(batch.slice(0, half));
			await sendEvents(batch.slice(half));
		} else settle(only, reply);
	}
}
