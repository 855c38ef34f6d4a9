/** What a browser tells without being asked. */
interface RemoteEvent {
	readonly method: string;
	/** Of a tab, in the DevTools protocol. */
	readonly sessionId?: string;
}

/** A connection in the one shape that WebDriver BiDi and the DevTools protocol share. */
export interface RemoteConnection extends Disposable {
	/**
	 * Sends a command.
	 * @param sessionId of a tab, in the DevTools protocol
	 * @throws where the browser refuses it, or is gone
	 */
	send<T>(method: string, params?: object, sessionId?: string): Promise<T>;
	/** Resolves with the first such event from now on. */
	next(wanted: (event: RemoteEvent) => boolean): Promise<void>;
}

interface Answer {
	readonly id: number;
	readonly result?: unknown;
	/** An object in the DevTools protocol, a code with a `message` beside it in BiDi. */
	readonly error?: { readonly message: string } | string;
	readonly message?: string;
}

/** Connects to a browser that a test has started. */
export async function connectRemote(address: string): Promise<RemoteConnection> {
	const socket = new WebSocket(address);
	const waiting = new Map<number, { resolve(value: never): void; reject(error: Error): void }>();
	const listeners = new Set<(event: RemoteEvent) => void>();
	let sent = 0;
	const opened = Promise.withResolvers<void>();
	socket.onopen = () => opened.resolve();
	socket.onclose = () => {
		const gone = new Error("The browser is gone");
		opened.reject(gone);
		for (const { reject } of waiting.values()) reject(gone);
		waiting.clear();
	};
	socket.onmessage = ({ data }) => {
		const message: RemoteEvent | Answer = JSON.parse(`${data}`);
		if ("method" in message) {
			for (const listener of [...listeners]) listener(message);
			return;
		}
		const { id, error, result } = message;
		const asked = waiting.get(id);
		waiting.delete(id);
		if (error === undefined) asked?.resolve(result as never);
		else asked?.reject(new Error(typeof error === "string" ? `${error}: ${message.message}` : error.message));
	};
	await opened.promise;

	return {
		send(method, params = {}, sessionId) {
			const id = ++sent;
			const answer = Promise.withResolvers<never>();
			waiting.set(id, answer);
			socket.send(JSON.stringify({ id, method, params, ...(sessionId === undefined ? {} : { sessionId }) }));
			return answer.promise;
		},
		next(wanted) {
			const { promise, resolve } = Promise.withResolvers<void>();
			const hear = (event: RemoteEvent) => {
				if (!wanted(event)) return;
				listeners.delete(hear);
				resolve();
			};
			listeners.add(hear);
			return promise;
		},
		[Symbol.dispose]: () => socket.close(),
	};
}
