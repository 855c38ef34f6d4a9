import { type Answer, newTouch, sendBatch, sendTouch, type Touch } from "./kiosk.ts";

/** How many clients send at once, each its next request after the last one's answer. */
const CLIENTS = 16;

/** One client in four sends batches, of this many. */
const BATCH = 10;

/** Clients that send touches until the server refuses them or is gone. */
export interface Load {
	/** What was answered with 200, with the event's id. */
	readonly acknowledged: ReadonlyMap<Touch, number>;
	/** What was answered with anything else. */
	readonly refused: readonly Answer[];
	/** What was sent, and never answered; whether it is stored, nobody knows. */
	readonly unanswered: readonly Touch[];
	/** The errors behind {@link unanswered}, by their codes. */
	readonly failures: readonly string[];
	/** Resolves when this many are acknowledged, or no client is left. */
	reach(count: number): Promise<void>;
	/** Resolves when no client is left. */
	readonly ended: Promise<void>;
}

/** Starts a {@link Load} on the sessions of these tokens. */
export function startLoad(url: string, tokens: readonly string[]): Load {
	const acknowledged = new Map<Touch, number>();
	const refused: Answer[] = [];
	const unanswered: Touch[] = [];
	const failures: string[] = [];
	const waiting: { count: number; resolve: () => void }[] = [];

	const ended = Promise.all(Array.from({ length: CLIENTS }, (_, number) => send(number))).then(() => {
		for (const { resolve } of waiting) resolve();
	});
	return {
		acknowledged,
		refused,
		unanswered,
		failures,
		ended,
		reach: (count) => Promise.race([ended, new Promise<void>((resolve) => waiting.push({ count, resolve }))]),
	};

	async function send(number: number): Promise<void> {
		const token = tokens[number % tokens.length] ?? "";
		for (;;) {
			const touches = Array.from({ length: number % 4 === 0 ? BATCH : 1 }, () => newTouch(token));
			const answers = await request(touches);
			if (answers === undefined) return;
			for (const [index, touch] of touches.entries()) {
				const answer = answers[index];
				if (answer?.event_id !== undefined) acknowledged.set(touch, answer.event_id);
				else if (answer !== undefined) refused.push(answer);
			}
			for (const { count, resolve } of waiting) if (acknowledged.size >= count) resolve();
			if (answers.some(({ status }) => status !== 200)) return;
		}
	}

	async function request(touches: readonly Touch[]): Promise<readonly Answer[] | undefined> {
		try {
			const [touch] = touches;
			return touches.length === 1 && touch !== undefined
				? [await sendTouch(url, touch)]
				: await sendBatch(url, touches);
		} catch (error) {
			unanswered.push(...touches);
			failures.push(error instanceof Error && "code" in error ? `${error.code}` : `${error}`);
			return undefined;
		}
	}
}
