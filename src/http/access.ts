import { hostname } from "node:os";
import { AppError } from "../errors.ts";
import { isLoopback } from "../model/ip-filter.ts";
import { isFromThisMachine } from "./client-address.ts";
import type { Client, ServiceDependencies } from "./dependencies.ts";
import { isKioskPath } from "./kiosk-page.ts";

/** Never asked for a key: they hold nothing of anybody's. Each by its whole path, for a prefix opens what comes later. */
const OPEN_PATHS = new Set([
	...["/", "/pages.css", "/dash", "/healthz", "/microticks.js", "/microticks.mjs", "/microticks.d.ts"],
	...["/swagger", "/swagger/json", "/swagger/start.js", "/swagger/swagger-ui.js", "/swagger/swagger-ui.css"],
]);

/** The program's own files, whatever their names. */
const DASHBOARD_FILES = "/dash/";

/** What the owner sets. */
const OWNER_PATHS = "/dashboard/";

/** A host as RFC 9110 has it. Of any other, Bun makes an address in which the path is anybody's guess. */
const HOST = /^(?:[\w.-]+|\[[\da-f:.]+\])(?::\d{1,5})?$/i;

/** Decides whether a request may go on. */
export interface Access {
	/**
	 * Comes before all else: behind it, the request's address has the form that `pathOf` and the router read alike.
	 * @throws {AppError} `host_not_allowed`
	 */
	checkHost(request: Request): void;
	/**
	 * @param path the request's path
	 * @param writing whether it wants to write
	 * @param client who sent it; asked for only where it matters
	 * @throws {AppError} `api_key_required`, `api_key_wrong`, `reads_are_local`, `changes_are_local`, `foreign_page`
	 */
	checkKey(request: Request, path: string, writing: boolean, client: () => Client): void;
}

/** Makes the rules of who may do what from the configuration. */
export function createAccess({ config, kioskPage }: Pick<ServiceDependencies, "config" | "kioskPage">): Access {
	const { listen, key, readKey } = config;
	// Only a browser on this machine can be made to come here under a foreign name (DNS rebinding).
	const hosts = "hostname" in listen && isLoopbackHost(listen.hostname) ? config.allowedHosts : undefined;
	const writeKeys = key === undefined ? [] : [digest(key)];
	const readKeys = [...writeKeys, ...(readKey === undefined ? [] : [digest(readKey)])];

	// A kiosk's requests all carry the same one.
	let lastAllowed: string | undefined;

	return {
		checkHost({ headers, url }) {
			const host = headers.get("host") ?? "";
			if (host === lastAllowed && url.startsWith("http")) return;
			if (!HOST.test(host) || !url.startsWith("http")) throw new AppError("host_not_allowed");
			const name = nameOf(host);
			if (hosts !== undefined && !isOwnName(name) && !hosts.includes(name)) throw new AppError("host_not_allowed");
			lastAllowed = host;
		},
		checkKey(request, path, writing, client) {
			if (writing && path.startsWith(OWNER_PATHS)) return checkOwner(request, client());
			if (!writing && (isOpen(path) || (kioskPage !== undefined && isKioskPath(path)))) return;
			const keys = writing ? writeKeys : readKeys;
			if (keys.length > 0) checkKeys(request, keys);
			else if (!writing && !isLocal(request, client())) throw new AppError("reads_are_local");
		},
	};

	/** What the owner sets needs the key that all needs; without one, this machine. */
	function checkOwner(request: Request, client: Client): void {
		if (isOfForeignPage(request)) throw new AppError("foreign_page");
		if (writeKeys.length > 0) checkKeys(request, writeKeys);
		else if (!isLocal(request, client)) throw new AppError("changes_are_local");
	}

	function isLocal({ headers }: Request, client: Client): boolean {
		return isFromThisMachine(client) && isLocalName(nameOf(headers.get("host") ?? ""));
	}

	/** A rebound name must not read either where the server listens everywhere. */
	function isLocalName(name: string): boolean {
		return isOwnName(name) || config.allowedHosts.includes(name) || "unix" in listen;
	}
}

function isOpen(path: string): boolean {
	return OPEN_PATHS.has(path) || path.startsWith(DASHBOARD_FILES);
}

/** Whether a browser says that another site's page sent it: any page may send a POST to this machine. */
function isOfForeignPage({ headers }: Request): boolean {
	const site = headers.get("sec-fetch-site");
	if (site !== null) return site !== "same-origin" && site !== "none";
	const origin = headers.get("origin");
	return origin !== null && origin.replace(/^https?:\/\//, "") !== headers.get("host");
}

function checkKeys(request: Request, keys: readonly Buffer[]): void {
	const given = givenKey(request);
	if (given === undefined) throw new AppError("api_key_required");
	const givenDigest = digest(given);
	// Every key is compared, each in constant time.
	const matches = keys.filter((key) => crypto.timingSafeEqual(key, givenDigest)).length;
	if (matches === 0) throw new AppError("api_key_wrong");
}

function givenKey({ headers, url }: Request): string | undefined {
	const [, bearer] = /^Bearer +(\S+)$/i.exec(headers.get("authorization") ?? "") ?? [];
	return bearer ?? headers.get("x-api-key") ?? new URL(url).searchParams.get("key") ?? undefined;
}

function digest(key: string): Buffer {
	return new Bun.CryptoHasher("sha256").update(key).digest();
}

/** The name in a `Host` header, without its port. */
function nameOf(host: string): string {
	return host.replace(/:\d*$/, "").toLowerCase();
}

function isOwnName(name: string): boolean {
	return isLoopbackHost(name) || name === hostname().toLowerCase();
}

function isLoopbackHost(name: string): boolean {
	return name === "localhost" || name.endsWith(".localhost") || isLoopback(name.replace(/^\[(.*)\]$/, "$1"));
}
