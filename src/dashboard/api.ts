import { signal } from "@preact/signals";

/** Why a request has no answer; the codes are the server's. */
export class ApiError extends Error {
	constructor(
		readonly code: string,
		sentence: string,
	) {
		super(sentence);
	}
}

const STORED_KEY = "microticks-key";

/** Whether the server asks for a key that this page does not have; then it is asked for, once. */
export const keyNeeded = signal<"no" | "none" | "wrong">("no");

/** Grows when a key was given: what failed for want of it is tried again. */
export const keyGiven = signal(0);

/** Keeps a key until the tab is closed: it is never in the address. */
export function giveKey(key: string): void {
	sessionStorage.setItem(STORED_KEY, key);
	keyNeeded.value = "no";
	keyGiven.value++;
}

function headers(): Record<string, string> {
	const key = new URLSearchParams(location.hash.slice(1)).get("share") ?? sessionStorage.getItem(STORED_KEY);
	return key === null ? {} : { authorization: `Bearer ${key}` };
}

/** Where something of the server is, also under a sub-path of a proxy. */
function addressOf(path: string, query: Readonly<Record<string, string>> = {}): string {
	const text = new URLSearchParams(Object.entries(query).filter(([, value]) => value !== "")).toString();
	return text === "" ? path : `${path}?${text}`;
}

/**
 * Asks the server.
 * @throws {ApiError}, or an `AbortError`
 */
export async function get<T>(path: string, query: Readonly<Record<string, string>>, signal?: AbortSignal): Promise<T> {
	return await send<T>(addressOf(path, query), { ...(signal === undefined ? {} : { signal }) });
}

/**
 * Tells the server.
 * @throws {ApiError}
 */
export async function post<T>(path: string, body: unknown): Promise<T> {
	return await send<T>(path, {
		method: "POST",
		body: JSON.stringify(body),
		headers: { "content-type": "application/json" },
	});
}

/** A stream of what happens. */
export async function open(path: string, lastId: string, signal: AbortSignal): Promise<ReadableStream<Uint8Array>> {
	const response = await fetch(path, {
		signal,
		headers: { ...headers(), ...(lastId === "" ? {} : { "last-event-id": lastId }) },
	});
	if (!response.ok || response.body === null) throw new ApiError("unreachable", `${response.status}`);
	return response.body;
}

async function send<T>(address: string, init: RequestInit & { headers?: Record<string, string> }): Promise<T> {
	let response: Response;
	try {
		response = await fetch(address, { ...init, headers: { ...headers(), ...init.headers } });
	} catch (error) {
		if (error instanceof DOMException && error.name === "AbortError") throw error;
		throw new ApiError("unreachable", String(error));
	}
	const answer = (await response.json().catch(() => ({}))) as { code?: string; error?: string };
	if (response.ok) return answer as T;
	if (answer.code === "api_key_required") keyNeeded.value = "none";
	if (answer.code === "api_key_wrong") keyNeeded.value = "wrong";
	throw new ApiError(answer.code ?? "unreachable", answer.error ?? `${response.status}`);
}
