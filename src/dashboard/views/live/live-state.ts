import {
	addTarget,
	type LiveOpen,
	type LiveSession,
	type LiveStop,
	type LiveTouch,
} from "../../../model/reports/live.ts";

/** A session as it is shown while it goes on, and for a moment after. */
export interface LiveCard extends LiveSession {
	/** The last of its events that was told of here. */
	readonly touch: LiveTouch | undefined;
	/** How it ended, and when that was told; `undefined` while it is open. */
	readonly over: { readonly reason: string | null; readonly at: number } | undefined;
}

/** The last touch of a kiosk: where it is another, there is a pulse. */
interface Pulse {
	readonly touch: number;
	/** When it was told of. */
	readonly at: number;
}

/** What happens, as far as it is known here. */
export interface LiveState {
	/** By their ids. */
	readonly cards: ReadonlyMap<number, LiveCard>;
	/** By the consumers' ids. */
	readonly pulses: ReadonlyMap<number, Pulse>;
	/** The last ones, the newest first. */
	readonly touches: readonly LiveTouch[];
}

/** News from the server, as they came. */
export type LiveMessage =
	| { readonly event: "open"; readonly data: LiveOpen }
	| { readonly event: "session"; readonly data: LiveSession }
	| { readonly event: "touch"; readonly data: LiveTouch }
	| { readonly event: "stop"; readonly data: LiveStop };

/** Touches that are kept. */
const MOST_TOUCHES = 50;

/** Milliseconds for which a session that is over is still shown. */
const FAREWELL_MS = 8000;

export const NOTHING_YET: LiveState = { cards: new Map(), pulses: new Map(), touches: [] };

/** The state after some news. */
export function tell(state: LiveState, messages: readonly LiveMessage[], now: number): LiveState {
	const cards = new Map(state.cards);
	const pulses = new Map(state.pulses);
	const touches: LiveTouch[] = [];
	for (const { event, data } of messages) {
		if (event === "open") {
			takeOver(cards, data, now);
			touches.unshift(...data.touches.filter(isTouch).toReversed());
		} else if (event === "session") cards.set(data.id, { ...data, touch: undefined, over: undefined });
		else if (event === "touch") {
			if (isTouch(data)) touches.unshift(data);
			if (data.consumer_id !== null) pulses.set(data.consumer_id, { touch: data.id, at: now });
			const card = cards.get(data.session_id ?? 0);
			if (card !== undefined) cards.set(card.id, withTouch(card, data));
		} else {
			const card = cards.get(data.id);
			if (card !== undefined) cards.set(card.id, { ...card, over: { reason: data.reason, at: now } });
		}
	}
	return { cards, pulses, touches: [...touches, ...state.touches].slice(0, MOST_TOUCHES) };
}

/** A screen that is shown is what a touch does, and none itself. */
function isTouch({ action }: LiveTouch): boolean {
	return action !== "screen";
}

/** The state without the sessions whose moment has passed; the same where there are none. */
export function withoutPast(state: LiveState, now: number): LiveState {
	const isPast = ({ over }: LiveCard) => over !== undefined && now - over.at >= FAREWELL_MS;
	if (![...state.cards.values()].some(isPast)) return state;
	return { ...state, cards: new Map([...state.cards].filter(([, card]) => !isPast(card))) };
}

/** What the server says is open counts: what is not among it has ended in a break. */
function takeOver(cards: Map<number, LiveCard>, { sessions }: LiveOpen, now: number): void {
	const open = new Set(sessions.map(({ id }) => id));
	for (const card of cards.values()) {
		if (!open.has(card.id) && card.over === undefined) cards.set(card.id, { ...card, over: { reason: null, at: now } });
	}
	for (const session of sessions) {
		cards.set(session.id, { ...session, touch: cards.get(session.id)?.touch, over: undefined });
	}
}

function withTouch(card: LiveCard, touch: LiveTouch): LiveCard {
	return { ...card, touch, events: card.events + 1, targets: addTarget(card.targets, touch) };
}
