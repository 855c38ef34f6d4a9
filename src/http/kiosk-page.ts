import { realpathSync, statSync } from "node:fs";
import { join, sep } from "node:path";
import { AppError } from "../errors.ts";

/** The kiosk's own page. */
export interface KioskPage {
	/** The folder that it lies in. */
	readonly directory: string;
	/** The key with which the client's script tag is put into each HTML page; `undefined` puts none. */
	readonly consumerKey: () => string | undefined;
}

/** Where the kiosk's own page is served. */
export const KIOSK_PATH = "/app";

/** Whether a path is the kiosk's own page, or a part of it. */
export function isKioskPath(path: string): boolean {
	return path === KIOSK_PATH || path.startsWith(`${KIOSK_PATH}/`);
}

/** What Bun's table of types does not say of text. */
const HTML_TYPE = "text/html; charset=utf-8";

/**
 * Answers with a file of the kiosk's own page. It lies open: whoever names a folder wants it seen.
 * @param path as it was sent, from {@link KIOSK_PATH} on, still encoded
 * @throws {AppError} `not_found`, also for what leads out of the folder and for names that begin with a dot
 */
export async function answerKioskFile(page: KioskPage, path: string, request: Request): Promise<Response> {
	const segments = path.slice(KIOSK_PATH.length).split("/").map(decodeSegment);
	segments.shift();
	const wantsFolder = segments.at(-1) === "";
	if (wantsFolder) segments.pop();
	if (segments.some(isForbidden)) throw new AppError("not_found");

	const found = find(page.directory, segments);
	if (found.isDirectory && !wantsFolder) {
		// Relative, so that it holds under any sub-path of a proxy.
		const name = path.slice(path.lastIndexOf("/") + 1);
		const { search } = new URL(request.url);
		return new Response(null, { status: 301, headers: { location: `./${name}/${search}` } });
	}
	if (!found.isDirectory && wantsFolder) throw new AppError("not_found");
	const file = found.isDirectory ? find(page.directory, [...segments, "index.html"]) : found;
	if (file.isDirectory) throw new AppError("not_found");
	const depth = segments.length - (found.isDirectory ? 0 : 1);
	return /\.html?$/i.test(file.path)
		? await answerHtml(file.path, page.consumerKey(), depth, request)
		: answerFile(file, request);
}

function decodeSegment(segment: string): string {
	try {
		return decodeURIComponent(segment);
	} catch {
		throw new AppError("not_found");
	}
}

/** Nothing may name its way out, nor what is hidden. */
function isForbidden(segment: string): boolean {
	return segment === "" || segment.startsWith(".") || /[/\\\0]/.test(segment);
}

interface Found {
	readonly path: string;
	readonly isDirectory: boolean;
	readonly size: number;
	readonly modifiedMs: number;
}

/** @throws {AppError} `not_found`, also where a symbolic link leads out of the folder */
function find(directory: string, segments: readonly string[]): Found {
	try {
		const root = realpathSync(directory);
		const path = realpathSync(join(root, ...segments));
		const stat = statSync(path);
		const isInside = path === root || path.startsWith(root.endsWith(sep) ? root : root + sep);
		if (isInside && (stat.isDirectory() || stat.isFile())) {
			return { path, isDirectory: stat.isDirectory(), size: stat.size, modifiedMs: stat.mtimeMs };
		}
	} catch {
		// Not there, or not to be read.
	}
	throw new AppError("not_found");
}

async function answerHtml(path: string, key: string | undefined, depth: number, request: Request): Promise<Response> {
	const bytes = await Bun.file(path).bytes();
	const content = key === undefined ? bytes : withScript(bytes, key, depth);
	const etag = `"${Bun.hash.xxHash64(content).toString(36)}"`;
	const headers = { "content-type": HTML_TYPE, ...cacheHeaders(etag) };
	if (isKnown(request, etag)) return new Response(null, { status: 304, headers });
	return new Response(content, { headers });
}

/** Puts the client in front of all that a page loads, unless it has it by itself. */
function withScript(bytes: Uint8Array, key: string, depth: number): Uint8Array | string {
	let source: string;
	try {
		source = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
	} catch {
		// In another encoding: whatever is written into it may be garbage there.
		return bytes;
	}
	let isThere = false;
	const address = `${"../".repeat(depth + 1)}microticks.js`;
	const tag = `<script src="${address}" data-consumer-key="${Bun.escapeHTML(key)}"></script>`;
	let placed = false;
	const looking = new HTMLRewriter().on("script[src]", {
		element(script) {
			isThere ||= /(^|\/)microticks\.m?js([?#]|$)/.test(script.getAttribute("src") ?? "");
		},
	});
	looking.transform(source);
	if (isThere) return bytes;
	const written = new HTMLRewriter()
		.on("head", {
			element(head) {
				if (!placed) head.prepend(tag, { html: true });
				placed = true;
			},
		})
		.transform(source);
	if (placed) return written;
	const [doctype = ""] = /^(?:\s|\ufeff|<!--.*?-->)*<!doctype[^>]*>/is.exec(source) ?? [];
	return doctype + tag + source.slice(doctype.length);
}

function answerFile({ path, size, modifiedMs }: Found, request: Request): Response {
	const file = Bun.file(path);
	const etag = `"${size.toString(36)}-${Math.round(modifiedMs * 1000).toString(36)}"`;
	const type =
		file.type.startsWith("text/") && !file.type.includes("charset") ? `${file.type}; charset=utf-8` : file.type;
	const headers = { "content-type": type, "accept-ranges": "bytes", ...cacheHeaders(etag) };
	if (isKnown(request, etag)) return new Response(null, { status: 304, headers });
	const wanted = request.method === "GET" ? request.headers.get("range") : null;
	const condition = request.headers.get("if-range");
	const range = wanted === null || (condition !== null && condition !== etag) ? undefined : readRange(wanted, size);
	if (range === undefined) return new Response(file, { headers });
	if (range === null) {
		return new Response(null, { status: 416, headers: { ...headers, "content-range": `bytes */${size}` } });
	}
	const [first, last] = range;
	return new Response(file.slice(first, last + 1), {
		status: 206,
		headers: { ...headers, "content-range": `bytes ${first}-${last}/${size}` },
	});
}

/**
 * Reads a `Range` of one part (RFC 9110, section 14.2).
 * @returns first and last byte; `undefined` where all is to be sent; `null` where there is no such part
 */
function readRange(wanted: string, size: number): [first: number, last: number] | undefined | null {
	const [, from = "", to = ""] = /^bytes=(\d*)-(\d*)$/.exec(wanted) ?? [];
	if (from === "" && to === "") return undefined;
	const first = from === "" ? Math.max(0, size - Number(to)) : Number(from);
	const last = from === "" || to === "" ? size - 1 : Math.min(Number(to), size - 1);
	if (from !== "" && to !== "" && Number(to) < Number(from)) return undefined;
	return first < size && first <= last ? [first, last] : null;
}

function cacheHeaders(etag: string) {
	return { etag, "cache-control": "no-cache", "x-content-type-options": "nosniff" };
}

function isKnown({ headers }: Request, etag: string): boolean {
	// A proxy that compresses makes an ETag weak (RFC 9110, section 13.1.2: here they compare weakly).
	const known = (headers.get("if-none-match") ?? "").split(/,\s*/).map((given) => given.replace(/^W\//, ""));
	return known.includes(etag) || known.includes("*");
}
