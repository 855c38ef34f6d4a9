import { signal } from "@preact/signals";
import { sentenceOf } from "./error-sentences.ts";

/** Why a request has no answer; the codes are the server's. */
export class ApiError extends Error {
	/** @param servers what the server said of it; said where the page has no words of its own */
	constructor(
		readonly code: string,
		servers: string,
	) {
		super(sentenceOf(code, servers));
	}
}

const STORED_KEY = "microticks-key";

/** The secret of the link that the page was opened by. What stands behind the `#` browsers send to no server. */
const sharedToken = new URLSearchParams(location.hash.slice(1)).get("share");

/** Whether the page was opened by a shared link: then it shows what that shows, whatever key the tab has. */
export const isShared = sharedToken !== null;

// Another link, or none: all that was read is not for it.
addEventListener("hashchange", () => {
	if (new URLSearchParams(location.hash.slice(1)).get("share") !== sharedToken) location.reload();
});

/** Whether the server asks for a key that this page does not have; then it is asked for, once. */
export const keyNeeded = signal<"no" | "none" | "wrong">("no");

/** Whether the last request came through to nobody; what asks again does so until it does. */
export const unreachable = signal(false);

/** Grows when a key was given: what failed for want of it is tried again. */
export const keyGiven = signal(0);

/** Keeps a key until the tab is closed: it is never in the address. */
function giveKey(key: string): void {
	sessionStorage.setItem(STORED_KEY, key);
	keyNeeded.value = "no";
	keyGiven.value++;
}

/**
 * Asks the server for one thing with a key, before all that the page shows is asked for with it; keeps it where it is taken.
 * @throws {ApiError}
 */
export async function tryKey(key: string): Promise<void> {
	// What no header takes, no server has for a key.
	if (!/^[\x21-\x7e\xa1-\xff]+$/.test(key)) throw new ApiError("api_key_wrong", "");
	await request(addressOf("dashboard/settings"), { headers: { authorization: `Bearer ${key}` } });
	giveKey(key);
}

function headers(): Record<string, string> {
	const key = sharedToken ?? sessionStorage.getItem(STORED_KEY);
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

/**
 * A file of the server's, with the name that it gives it.
 * @throws {ApiError}
 */
export async function getFile(
	path: string,
	query: Readonly<Record<string, string>>,
): Promise<{ readonly name: string; readonly text: string }> {
	const response = await request(addressOf(path, query), {});
	const [, name = path] = /filename="([^"]+)"/.exec(response.headers.get("content-disposition") ?? "") ?? [];
	return { name, text: await response.text() };
}

/** A stream of what happens. */
export async function open(path: string, lastId: string, signal: AbortSignal): Promise<ReadableStream<Uint8Array>> {
	const response = await request(path, {
		signal,
		headers: lastId === "" ? {} : { "last-event-id": lastId },
	});
	if (response.body === null) throw new ApiError("unreachable", `${response.status}`);
	return response.body;
}

/**
 * Asks the server for a picture.
 * @returns a `data:` address, the one kind of picture beside the server's own that the page's policy lets in: asked for
 * by its own address it would come without a key
 */
export async function getPicture(
	path: string,
	query: Readonly<Record<string, string>>,
	signal: AbortSignal,
): Promise<string> {
	const response = await request(addressOf(path, query), { signal });
	return await dataUrlOf(await response.blob());
}

/** A file's content as a `data:` address. */
export function dataUrlOf(file: Blob): Promise<string> {
	return new Promise((resolve, reject) => {
		const reader = new FileReader();
		reader.onload = () => resolve(`${reader.result}`);
		reader.onerror = () => reject(reader.error);
		reader.readAsDataURL(file);
	});
}

async function send<T>(address: string, init: RequestInit & { headers?: Record<string, string> }): Promise<T> {
	const response = await request(address, init);
	// An answer may be given up, or break off, while it is read.
	return (await reached(response.json())) as T;
}

async function request(address: string, init: RequestInit & { headers?: Record<string, string> }): Promise<Response> {
	const response = await reached(fetch(address, { ...init, headers: { ...headers(), ...init.headers } }));
	unreachable.value = false;
	if (response.ok) return response;
	const answer = (await response.json().catch(() => ({}))) as { code?: string; error?: string };
	if (answer.code === "api_key_required") keyNeeded.value = "none";
	// Where no key is set, a link that the server does not know is taken for none.
	if (answer.code === "api_key_wrong" || (isShared && answer.code === "reads_are_local")) keyNeeded.value = "wrong";
	throw new ApiError(answer.code ?? "unreachable", answer.error ?? `${response.status}`);
}

/**
 * What comes from the server.
 * @throws {ApiError} `unreachable`, or an `AbortError`
 */
async function reached<T>(coming: Promise<T>): Promise<T> {
	try {
		return await coming;
	} catch (error) {
		if (error instanceof DOMException && error.name === "AbortError") throw error;
		unreachable.value = true;
		throw new ApiError("unreachable", String(error));
	}
}
