/** An answer of the server's own; or, where the status {@link isTemporary}, none that counts. */
export interface Reply {
	/** 0 where there was no answer. */
	readonly status: number;
	/** The least milliseconds until the same request makes sense again. */
	readonly waitMs?: number;
	readonly code?: string;
	readonly error?: string;
	readonly token?: string;
	readonly results?: readonly Reply[];
}

/**
 * Sends a request.
 * @param last as a page may on its last moment: it goes on when the page is gone, and then nobody reads the answer
 */
export type Post = (path: string, body: object, last?: boolean) => Promise<Reply>;

/** No answer within so many milliseconds is none. */
const TIMEOUT_MS = 20_000;

/** A server may ask for this much patience, and no more: a bad `Retry-After` must not silence a kiosk for years. */
const LONGEST_WAIT_MS = 3_600_000;

/** Whether the same request may succeed later. */
export function isTemporary({ status }: Reply): boolean {
	return !status || status > 499 || status === 429;
}

/**
 * Makes what sends to a server. The type is `text/plain`, for that asks no preflight. What is no answer of Microticks (a
 * login page of the network's, a proxy's own error) is taken for no answer: no stranger may condemn an item.
 * @param address of a path
 * @param complete makes the text of a body
 */
export function createPost(address: (path: string) => string, complete: (body: object) => string): Post {
	return async (path, given, last = false) => {
		const abort = new AbortController();
		const timer = setTimeout(() => abort.abort(), TIMEOUT_MS);
		const url = address(path);
		const body = complete(given);
		try {
			// Firefox has it since 133.
			if (last && !("keepalive" in Request.prototype)) navigator.sendBeacon(url, body);
			const response = await fetch(url, {
				method: "POST",
				body,
				keepalive: last,
				credentials: "omit",
				signal: abort.signal,
			});
			const { status } = response;
			if (isTemporary({ status })) return { status, waitMs: readWait(response.headers.get("retry-after")) };
			// Proxies refuse large bodies in words of their own.
			if (status === 413) return { status };
			const reply = await response.json();
			if (reply.status === status) return reply;
		} catch {
			// Nobody answered, or not in JSON.
		} finally {
			clearTimeout(timer);
		}
		return { status: 0 };
	};
}

/** Reads `Retry-After`: seconds, or a date (RFC 9110, section 10.2.3). */
function readWait(value: string | null): number {
	return Math.min((value && (+value * 1000 || Date.parse(value) - Date.now())) || 0, LONGEST_WAIT_MS);
}
