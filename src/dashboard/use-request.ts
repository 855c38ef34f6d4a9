import { useEffect, useState } from "preact/hooks";
import { ApiError, get, keyGiven } from "./api.ts";

/** How a request stands. What was answered last stays while the next answer is on its way. */
export interface RequestState<T> {
	readonly answer: T | undefined;
	readonly error: ApiError | undefined;
	readonly loading: boolean;
	readonly retry: () => void;
}

/** What came of the last request that was answered. */
interface Outcome<T> extends Pick<RequestState<T>, "answer" | "error"> {
	readonly path: string;
	/** Which it was: as soon as another one is due, the page is loading. */
	readonly turn: string;
}

/** Milliseconds until a server that was not ready is asked again. */
const AGAIN_MS = 2000;

/** Asks for something, and again whenever the address changes; an answer that nobody waits for any more is given up. */
export function useRequest<T>(
	path: string,
	query: Readonly<Record<string, string>>,
	everyMs?: number,
): RequestState<T> {
	const key = `${path}?${new URLSearchParams(query)}`;
	const [attempt, setAttempt] = useState(0);
	const [state, setState] = useState<Outcome<T>>({ path, turn: "", answer: undefined, error: undefined });
	const given = keyGiven.value;
	const turn = `${attempt} ${given} ${key}`;
	// The key stands for the query.
	useEffect(() => {
		const abort = new AbortController();
		let timer: ReturnType<typeof setTimeout> | undefined;
		const again = (ms: number) => {
			timer = setTimeout(() => setAttempt((number) => number + 1), ms);
		};
		get<T>(path, query, abort.signal).then(
			(answer) => {
				if (abort.signal.aborted) return;
				setState({ path, turn, answer, error: undefined });
				if (everyMs !== undefined) again(everyMs);
			},
			(error: unknown) => {
				if (abort.signal.aborted) return;
				const known = error instanceof ApiError ? error : new ApiError("internal", String(error));
				setState((before) => ({ ...before, turn, error: known }));
				if (["reports_not_ready", "busy", "shutting_down", "unreachable"].includes(known.code)) again(AGAIN_MS);
			},
		);
		return () => {
			abort.abort();
			clearTimeout(timer);
		};
	}, [key, attempt, given, everyMs]);
	// What another report answered is no answer to this one.
	const answer = state.path === path ? state.answer : undefined;
	return { answer, error: state.error, loading: state.turn !== turn, retry: () => setAttempt((number) => number + 1) };
}
