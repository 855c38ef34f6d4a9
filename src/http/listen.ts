import { chmodSync, existsSync, rmSync, statSync } from "node:fs";
import type { Server } from "bun";
import type { ServeConfig } from "../config.ts";
import { UsageError } from "../errors.ts";
import type { Service } from "./service.ts";

/** A server that listens. */
export interface Listening {
	/** Where to find it, such as `http://localhost:5000` or `unix:/run/microticks.sock`. */
	readonly address: string;
	/**
	 * Finishes what is in flight, and answers the new with 503 until the connections are closed.
	 * @param graceMs after this, what is still in flight is cut off: a body that never comes to its end
	 */
	stop(graceMs: number): Promise<void>;
}

/** The address is taken by another program. */
export class AddressInUseError extends Error {
	override readonly name = "AddressInUseError";
}

/** No limit of Bun's: it refuses with an empty answer, past our error table. What we refuse, it reads no further into memory. */
const BUN_BODY_BYTES = Number.MAX_SAFE_INTEGER;

/** Seconds after which a connection that is silent is closed. */
const IDLE_SECONDS = 10;

/** How long the new is still answered, by a refusal, before nobody listens any more. */
const FAREWELL_MS = 50;

/**
 * Starts to listen.
 * @throws {AddressInUseError} where another program listens there
 * @throws {UsageError} where nobody can
 */
export async function listen(service: Service, where: ServeConfig["listen"]): Promise<Listening> {
	const options = {
		fetch: (request: Request, server: Server<undefined>) => service.fetch(request, server),
		maxRequestBodySize: BUN_BODY_BYTES,
		development: false,
	} as const;
	let server: Server<undefined>;
	try {
		if ("unix" in where) {
			await removeStaleSocket(where.unix);
			server = Bun.serve({ ...options, unix: where.unix });
			chmodSync(where.unix, 0o660);
		} else {
			server = Bun.serve({ ...options, ...where, reusePort: false, idleTimeout: IDLE_SECONDS });
		}
	} catch (error) {
		throw asListenError(error, where);
	}
	return {
		address: "unix" in where ? `unix:${where.unix}` : addressOf(where.hostname, server.port ?? where.port),
		async stop(graceMs) {
			service.refuse();
			// Who has a connection open is told by an answer; a connection that is closed under a request is a riddle.
			await Bun.sleep(FAREWELL_MS);
			const { promise: late, resolve } = Promise.withResolvers<"late">();
			const timer = setTimeout(() => resolve("late"), graceMs);
			const outcome = await Promise.race([server.stop(false), late]);
			clearTimeout(timer);
			if (outcome === "late") await server.stop(true);
			if ("unix" in where) rmSync(where.unix, { force: true });
		},
	};
}

/** Why a place cannot be listened on, by the code of the system's error. */
const UNUSABLE: Readonly<Record<string, string>> = {
	EACCES: "permission denied",
	EPERM: "permission denied",
	EADDRNOTAVAIL: "this machine does not have that address",
	EINVAL: "this machine does not have that address",
	ENAMETOOLONG: "the path is too long",
	ENOENT: "there is no such directory",
};

function asListenError(error: unknown, where: ServeConfig["listen"]): unknown {
	const code = error instanceof Error && "code" in error ? `${error.code}` : "";
	if (code === "EADDRINUSE") {
		return new AddressInUseError(
			"unix" in where
				? `Another program listens on ${where.unix}`
				: `Port ${where.port} is taken by another program: choose one with --port`,
		);
	}
	const place = "unix" in where ? where.unix : `${where.hostname}, port ${where.port}`;
	const reason = UNUSABLE[code];
	return reason === undefined ? error : new UsageError(`Cannot listen on ${place}: ${reason}`);
}

function addressOf(hostname: string, port: number): string {
	const local = ["127.0.0.1", "0.0.0.0", "::", "::1", "localhost"].includes(hostname);
	const name = local ? "localhost" : hostname.includes(":") ? `[${hostname}]` : hostname;
	return `http://${name}:${port}`;
}

/** A socket file that nobody listens on is left from a crash, and would keep us from listening. */
async function removeStaleSocket(path: string): Promise<void> {
	if (!existsSync(path)) return;
	if (!statSync(path).isSocket()) throw new AddressInUseError(`${path} is there, and is no socket`);
	const inUse = await Bun.connect({ unix: path, socket: { data: () => undefined } }).then(
		(probe) => {
			probe.end();
			return true;
		},
		() => false,
	);
	if (inUse) throw new AddressInUseError(`Another program listens on ${path}`);
	rmSync(path);
}
