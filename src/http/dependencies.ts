import type { ServeConfig } from "../config.ts";
import type { Logger } from "../log.ts";
import type { Instant } from "../model/time.ts";
import type { Printer } from "../printed/printer.ts";
import type { Asker } from "../reports/lane.ts";
import type { Reader } from "../reports/reader.ts";
import type { Store } from "../store/store.ts";
import type { KioskPage } from "./kiosk-page.ts";

/** What the HTTP service is handed. */
export interface ServiceDependencies {
	readonly store: Store;
	readonly reader: Reader;
	readonly printer: Printer;
	readonly config: Pick<
		ServeConfig,
		"listen" | "sessionTimeoutMs" | "trustedProxy" | "allowedHosts" | "corsOrigins" | "rateLimit" | "key" | "readKey"
	>;
	/** This machine's clock. */
	readonly now: () => Instant;
	readonly logger: Logger;
	/** Tells of an error that is ours; `errorId` is what the client was told. */
	readonly reportError: (error: unknown, errorId: string) => void;
	/** What is served at `/app/`; `undefined` where nothing is. */
	readonly kioskPage: KioskPage | undefined;
	/** The program's version, for the API's document. */
	readonly version: string;
}

/** Who sent a request. */
export interface Client {
	/** Its address: the peer's, or behind a trusted proxy the one that was forwarded; empty on a unix socket. */
	readonly address: string;
	/** Whether a proxy says that it passed the request on. */
	readonly forwarded: boolean;
}

/** What a request may see of the figures. */
export interface Scope {
	/** Ids of the consumers whose figures it may see; `undefined` where it may see all. */
	readonly consumers: readonly number[] | undefined;
	/** Whether it came by a shared link. */
	readonly shared: boolean;
	/** Whether it still may: a link may be revoked while an answer streams. */
	readonly holds: () => boolean;
}

/** What nearly every request may see. */
export const EVERYTHING: Scope = { consumers: undefined, shared: false, holds: () => true };

/** What routes need beside {@link ServiceDependencies}. */
export interface RouteDependencies extends ServiceDependencies {
	readonly clientOf: (request: Request) => Client;
	readonly scopeOf: (request: Request) => Scope;
	/** Who asks for a report. */
	readonly askerOf: (request: Request) => Asker;
	/** Whether a change by the owner would be taken from whoever sent this. */
	readonly mayChange: (request: Request) => boolean;
	/** Where this server is found on its own machine, such as `http://localhost:5000`. */
	readonly localAddress: () => string;
	/** Aborts when the server is about to stop: what streams is to end. */
	readonly stopping: AbortSignal;
	/** Lets an answer take longer than the connection's idle time, in seconds; 0 is for ever. */
	readonly allowSeconds: (request: Request, seconds: number) => void;
}
