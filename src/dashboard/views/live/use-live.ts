import { useEffect, useState } from "preact/hooks";
import { keyGiven, open } from "../../api.ts";
import { type LiveMessage, type LiveState, NOTHING_YET, tell, withoutPast } from "./live-state.ts";
import { readMessages } from "./read-messages.ts";

/** Milliseconds until a broken stream is opened again. */
const AGAIN_MS = 2000;

/** Milliseconds without a sign of life after which a stream counts as broken: the server gives one every 15 s. */
const SILENT_MS = 40_000;

/** Milliseconds between two looks at the clock. */
const TICK_MS = 1000;

/** What happens, and whether it is still told. */
export interface Live extends LiveState {
	/** `undefined` until the stream is open for the first time. */
	readonly connected: boolean | undefined;
	readonly now: number;
}

/** Follows what happens; after a break it goes on where it was. */
export function useLive(): Live {
	const [state, setState] = useState<LiveState>(NOTHING_YET);
	const [connected, setConnected] = useState<boolean | undefined>(undefined);
	const [now, setNow] = useState(Date.now());
	const given = keyGiven.value;
	useEffect(() => {
		const abort = new AbortController();
		void followForEver(abort.signal, setConnected, (messages) =>
			setState((before) => tell(before, messages, Date.now())),
		);
		return () => abort.abort();
	}, [given]);
	useEffect(() => {
		const timer = setInterval(() => {
			setNow(Date.now());
			setState((before) => withoutPast(before, Date.now()));
		}, TICK_MS);
		return () => clearInterval(timer);
	}, []);
	return { ...state, connected, now };
}

async function followForEver(
	signal: AbortSignal,
	setConnected: (connected: boolean) => void,
	take: (messages: readonly LiveMessage[]) => void,
): Promise<void> {
	let lastId = "";
	while (!signal.aborted) {
		const attempt = new AbortController();
		const leave = () => attempt.abort();
		signal.addEventListener("abort", leave, { once: true });
		let timer: ReturnType<typeof setTimeout> | undefined;
		const hear = () => {
			clearTimeout(timer);
			timer = setTimeout(leave, SILENT_MS);
		};
		try {
			hear();
			const stream = await open("live", lastId, attempt.signal);
			for await (const { messages, id } of readMessages(stream)) {
				setConnected(true);
				hear();
				if (id !== undefined) lastId = id;
				if (messages.length > 0) take(messages);
			}
		} catch {
			// Told below, and tried again.
		} finally {
			clearTimeout(timer);
			signal.removeEventListener("abort", leave);
		}
		if (signal.aborted) return;
		setConnected(false);
		await new Promise((resolve) => setTimeout(resolve, AGAIN_MS));
	}
}
