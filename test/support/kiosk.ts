/** What a kiosk's page sends, over real HTTP. */

/** The members that any answer may have. */
export interface Answer {
	readonly status: number;
	readonly code?: string;
	readonly error?: string;
	readonly error_id?: string;
	readonly token?: string;
	readonly session_id?: number;
	readonly event_id?: number;
	readonly results?: readonly Answer[];
}

/** An event, by what makes it this one. */
export interface Touch {
	readonly token: string;
	readonly id: string;
}

/** Sends JSON, and reads the answer. */
export async function post(
	url: string,
	path: string,
	fields: Readonly<Record<string, unknown>>,
	init: BunFetchRequestInit = {},
): Promise<Answer> {
	const response = await fetch(url + path, {
		method: "POST",
		body: JSON.stringify(fields),
		...init,
		headers: { "content-type": "application/json", ...init.headers },
	});
	return (await response.json()) as Answer;
}

/** Reads an answer in JSON. */
export async function get(url: string, path: string, init?: BunFetchRequestInit): Promise<Answer> {
	return (await (await fetch(url + path, init)).json()) as Answer;
}

/** Starts a session and gives its token. */
export async function startSession(url: string, key: string, init?: BunFetchRequestInit): Promise<string> {
	const answer = await post(url, "/sessions", { consumer_key: key, ts: Date.now() }, init);
	if (answer.token === undefined) throw new Error(`No session: ${answer.error}`);
	return answer.token;
}

/** A touch that nobody has sent yet. */
export function newTouch(token: string): Touch {
	return { token, id: Bun.randomUUIDv7() };
}

/** Sends a touch. */
export function sendTouch(url: string, touch: Touch, data = "{}"): Promise<Answer> {
	return post(url, "/events", { ...touch, action: "click", data, ts: Date.now() });
}

/** Sends touches in one batch; each has its own answer. */
export async function sendBatch(url: string, touches: readonly Touch[]): Promise<readonly Answer[]> {
	const events = touches.map((touch) => ({ ...touch, action: "click", data: "{}", ts: Date.now() }));
	const answer = await post(url, "/events/batch", { events });
	return answer.results ?? touches.map(() => answer);
}
