import { hostname } from "node:os";
import { AppError } from "../errors.ts";
import { isLoopback } from "../model/ip-filter.ts";
import { secretDigest } from "../model/secret.ts";
import type { Share } from "../model/share.ts";
import type { Store } from "../store/store.ts";
import { isFromThisMachine } from "./client-address.ts";
import type { Client, Scope, ServiceDependencies } from "./dependencies.ts";
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

/** What a shared link shows. Beside them all reports: a test holds each of them to the link's consumers. */
const SHARED_PATHS = new Set(["/live", "/dashboard/settings", "/dashboard/picture"]);
const SHARED_REPORTS = "/reports/";

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
	 * @returns what it may see where that is less than everything, for it came by a shared link
	 * @throws {AppError} `api_key_required`, `api_key_wrong`, `reads_are_local`, `changes_are_local`, `foreign_page`,
	 * `not_shared`
	 */
	checkKey(request: Request, path: string, writing: boolean, client: () => Client): Scope | undefined;
	/** Whether a change by the owner would be taken from whoever sent this. */
	mayChange(request: Request, client: Client): boolean;
}

/** Makes the rules of who may do what from the configuration. */
export function createAccess({
	config,
	kioskPage,
	store,
}: Pick<ServiceDependencies, "config" | "kioskPage"> & { readonly store: Pick<Store, "findShare"> }): Access {
	const { listen, key, readKey } = config;
	// Only a browser on this machine can be made to come here under a foreign name (DNS rebinding).
	const hosts = "hostname" in listen && isLoopbackHost(listen.hostname) ? config.allowedHosts : undefined;
	const writeKeys = key === undefined ? [] : [secretDigest(key)];
	const readKeys = [...writeKeys, ...(readKey === undefined ? [] : [secretDigest(readKey)])];

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
			if (!writing) return checkReading(request, path, client);
			if (path.startsWith(OWNER_PATHS)) {
				const refusal = refuseChange(request, client());
				if (refusal !== undefined) throw refusal;
			} else if (writeKeys.length > 0) {
				const given = givenDigest(request);
				if (!matches(given, writeKeys)) throw wrongKey(given);
			}
			return undefined;
		},
		mayChange: (request, client) => refuseChange(request, client) === undefined,
	};

	function checkReading(request: Request, path: string, client: () => Client): Scope | undefined {
		if (isOpen(path) || (kioskPage !== undefined && isKioskPath(path))) return undefined;
		const given = givenDigest(request);
		if (matches(given, readKeys)) return undefined;
		// Before all else: on this machine, too, who comes by a link sees what it shows, and by a revoked one nothing.
		const share = findShare(given);
		if (share !== undefined) {
			const refusal = refusalOf(share, isShared(path));
			if (refusal !== undefined) throw refusal;
			return {
				consumers: share.consumers ?? undefined,
				shared: true,
				holds: () => findShare(given)?.revokedAt === null,
			};
		}
		if (readKeys.length > 0) throw wrongKey(given);
		if (!isLocal(request, client())) throw new AppError("reads_are_local");
		return undefined;
	}

	/** What the owner sets needs the key that all needs; without one, this machine. */
	function refuseChange(request: Request, client: Client): AppError | undefined {
		if (isOfForeignPage(request)) return new AppError("foreign_page");
		const given = givenDigest(request);
		if (matches(given, writeKeys)) return undefined;
		const share = findShare(given);
		if (share !== undefined) return refusalOf(share, false);
		if (writeKeys.length > 0) return wrongKey(given);
		return isLocal(request, client) ? undefined : new AppError("changes_are_local");
	}

	function findShare(given: Uint8Array | undefined): Share | undefined {
		return given === undefined ? undefined : store.findShare(given);
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

function isShared(path: string): boolean {
	return SHARED_PATHS.has(path) || path.startsWith(SHARED_REPORTS);
}

/** Why a link does not open something. */
function refusalOf({ revokedAt }: Share, shared: boolean): AppError | undefined {
	if (revokedAt !== null) return new AppError("api_key_wrong");
	return shared ? undefined : new AppError("not_shared");
}

/** Every key is compared, each in constant time. */
function matches(given: Buffer | undefined, keys: readonly Buffer[]): boolean {
	return given !== undefined && keys.filter((key) => crypto.timingSafeEqual(key, given)).length > 0;
}

function wrongKey(given: Buffer | undefined): AppError {
	return new AppError(given === undefined ? "api_key_required" : "api_key_wrong");
}

/** The digest of the key that a request carries, whatever way; `undefined` where it carries none. */
function givenDigest({ headers, url }: Request): Buffer | undefined {
	const [, bearer] = /^Bearer +(\S+)$/i.exec(headers.get("authorization") ?? "") ?? [];
	const given = bearer ?? headers.get("x-api-key") ?? new URL(url).searchParams.get("key");
	return given === null ? undefined : secretDigest(given);
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
