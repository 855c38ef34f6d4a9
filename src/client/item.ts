/** One thing that the server shall know, as it lies in IndexedDB: a request without what is added when it is sent. */
export interface Item {
	readonly path: "/sessions" | "/events" | "/sessions/stop" | "/heartbeat";
	/** The client's id of the session that it belongs to, for whose token it waits; empty for a sign of life. */
	readonly session: string;
	/** What the contract asks for; an event and a session have an `id`, so that the server takes them once. */
	readonly body: Readonly<Record<string, unknown>> & { readonly ts: number };
}

/** An item with its place in the queue. */
export interface Queued {
	readonly key: number;
	readonly item: Item;
}

/** What the server refused for good, and why. */
export interface DeadLetter {
	readonly item: Item;
	readonly code: string;
	readonly message: string;
}
